import { initialSound } from '../../mechanics/initialSound';
import type { CandidateContext } from '../candidateContext';
import {
  articles,
  auxiliaries,
  conjunctions,
  determiners,
  frequentPrepositions,
  possessives,
  pronouns,
} from '../closedClasses';

/** What a determiner may become; `a` stands for both forms of the article. */
const exchangeable = 'a the this that these those my your his her its our their some any'.split(' ');
const rarely = 'every each all another no many much'.split(' ');
const replaceable: ReadonlySet<string> = new Set([...articles, ...exchangeable, ...rarely]);

/** Articles and other determiners: put in, taken out, replaced. */
export function determinerEdits({ words, edits }: CandidateContext): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const next = words[index + 1];
    if (word.editable && replaceable.has(word.lower)) {
      for (const determiner of exchangeable) {
        const form = determiner === 'a' ? indefinite(next?.token) : determiner;
        if (form !== word.lower) edits.replace(index, index + 1, form, 'determiner-replace');
      }
      if (articles.has(word.lower)) {
        const other = word.lower === 'a' ? 'an' : 'a';
        edits.replace(index, index + 1, other, 'determiner-replace');
      }
      if (next !== undefined) edits.delete(index, index + 1, 'determiner-delete');
    }
    if (!mayOpenNounPhrase(word.lower, word.token.kind) || !word.gapBefore) continue;
    const before = words[index - 1];
    if (before !== undefined && (determiners.has(before.lower) || possessives.has(before.lower))) continue;
    edits.insert(index, 'the', 'determiner-insert');
    edits.insert(index, indefinite(word.token), 'determiner-insert');
  }
}

const notBeforeNoun: ReadonlySet<string> = new Set([
  ...determiners,
  ...possessives,
  ...auxiliaries,
  ...conjunctions,
  ...frequentPrepositions,
]);
const nominal = new Set(['one', 'ones']);

/** Whether a noun phrase that lacks its article may begin with the word. */
const mayOpenNounPhrase = (lower: string, kind: string): boolean =>
  kind !== 'punctuation' && !notBeforeNoun.has(lower) && (!pronouns.has(lower) || nominal.has(lower));

const indefinite = (token: Parameters<typeof initialSound>[0] | undefined): 'a' | 'an' =>
  token !== undefined && initialSound(token, false) === 'vowel' ? 'an' : 'a';
