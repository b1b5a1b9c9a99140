import type { Chunk } from '../chunk';

/** What is embedded of a chunk: the headings it stands under, outermost first, and its text. */
export const passageText = ({ headings }: Pick<Chunk, 'headings'>, text: string): string =>
  headings.length === 0 ? text : `${headings.join(' > ')}\n${text}`;
