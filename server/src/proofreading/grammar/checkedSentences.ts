import type { BlockKind } from '../../text/maskedDocument';
import type { Token } from '../../text/token';

/** Titles, labels and cells are no sentences: articles and verbs are missing in them, and rightly. */
const withoutSentences: ReadonlySet<BlockKind> = new Set(['heading', 'tableCell']);
const LEAST_WORDS = 3;
/** Longer ones are lists and tables that no mark ends. */
const MOST_TOKENS = 150;
const LEAST_LATIN = 0.9;

interface SentenceShape {
  readonly blockKind: BlockKind;
  readonly tokens: readonly Token[];
}

/** Whether the text is a sentence, by its form, whose grammar can be judged. */
export function isChecked({ blockKind, tokens }: SentenceShape): boolean {
  if (withoutSentences.has(blockKind) || tokens.length > MOST_TOKENS) return false;
  const words = tokens.filter(({ kind }) => kind === 'word');
  if (words.length < LEAST_WORDS || words.length < tokens.length / 2) return false;
  const latin = words.filter(({ form }) => /^[A-Za-z\u00C0-\u024F'.]+$/.test(form)).length;
  return latin >= LEAST_LATIN * words.length;
}
