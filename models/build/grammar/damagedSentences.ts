import { readFileSync } from 'node:fs';
import type { GrammarRequest } from '../../../server/src/proofreading/grammar/grammarRequest';
import { tokenize } from '../../../server/src/text/tokens';
import type { DamagedSentence } from './damagedSentence';

/** Those of a file that inject.ts wrote, but for those that were found to have a mistake of their own, when what is flagged in them was read. */
export function damagedSentences(path: string): DamagedSentence[] {
  const mistaken = new Set(readFileSync('models/build/grammar/mistaken.txt', 'utf8').split('\n'));
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as DamagedSentence)
    .filter(({ sentence }) => !mistaken.has(sentence));
}

/** What the product is asked about such a sentence. */
export const requestOf = ({ sentence, leftContext }: DamagedSentence): GrammarRequest => ({
  sentence,
  leftContext,
  tokens: tokenize(sentence, { start: 0, end: sentence.length }),
  blockKind: 'paragraph',
  settings: { dialect: 'en', operatingPoint: 'eager', disabledKinds: new Set(), minConfidence: 0 },
  dictionary: { has: () => false, forbids: () => false },
});
