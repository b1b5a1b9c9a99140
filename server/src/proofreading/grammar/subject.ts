import { type GrammarWord, isOnly } from './grammarWord';
import { WordKind } from './wordKind';

/** Person and number of a subject as far as they change the verb: I, he, we. */
export type SubjectPerson = 'first' | 'third' | 'plural' | undefined;

const persons = new Map<string, SubjectPerson>([
  ['i', 'first'],
  ...'he she it everyone everybody someone somebody anyone anybody nobody everything something nothing'
    .split(' ')
    .map((pronoun) => [pronoun, 'third'] as const),
  ...'you we they these those'.split(' ').map((pronoun) => [pronoun, 'plural'] as const),
]);

/** Who does what a verb at `index` says, where a pronoun right before it, or before an adverb, tells; undefined where it may be anybody. */
export function subjectBefore(words: readonly GrammarWord[], index: number): SubjectPerson {
  let at = index - 1;
  while (isOnly(words[at], WordKind.Adverb)) at--;
  return personOf(words[at]?.lower ?? '');
}

export const personOf = (pronoun: string): SubjectPerson => persons.get(pronoun);

const only: Readonly<Record<string, readonly SubjectPerson[]>> = {
  am: ['first'],
  is: ['third', undefined],
  has: ['third', undefined],
  does: ['third', undefined],
  was: ['first', 'third', undefined],
  are: ['plural', undefined],
  were: ['plural', undefined],
  have: ['first', 'plural', undefined],
  do: ['first', 'plural', undefined],
};

/** Whether an auxiliary may follow such a subject. */
export const agrees = (auxiliary: string | undefined, subject: SubjectPerson): boolean =>
  only[auxiliary ?? '']?.includes(subject) ?? true;
