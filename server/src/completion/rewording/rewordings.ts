import { capitalize } from '../../lexicon/letterCase';
import type { CandidateEdit } from '../../lm/languageModel';

export interface RewordingEdit extends CandidateEdit {
  /** Says the same whatever stands around it; a synonym may be one of another sense. */
  readonly keepsMeaning: boolean;
}

/** Words that say no more than plainer ones, after the lists of plain-language guidelines. */
const plainWords: ReadonlyMap<string, readonly string[]> = new Map(
  `
  additional: more, other
  assist: help
  assistance: help
  attempt: try
  begin: start
  begins: starts
  commence: begin, start
  concerning: about
  consequently: so
  demonstrate: show
  demonstrates: shows
  ensure: make sure
  frequently: often
  furthermore: also, moreover
  however: but, still
  individuals: people
  large: big
  methodology: method
  modify: change
  moreover: also, furthermore
  numerous: many
  obtain: get
  obtained: got
  permit: allow
  permits: allows
  previously: before, earlier
  purchase: buy
  purchased: bought
  regarding: about
  remain: stay
  require: need
  requires: needs
  select: choose
  start: begin
  subsequently: later, then
  sufficient: enough
  terminate: end
  therefore: so, thus
  thus: so, therefore
  upon: on
  utilise: use
  utilize: use
  utilizes: uses
  utilizing: using
  whilst: while
`
    .trim()
    .split('\n')
    .map((line) => line.trim().split(': ') as [string, string])
    .map(([word, plain]) => [word, plain.split(', ')]),
);

/** Words that can be left out. */
const dispensable =
  /(?<=\s)(?:actually|basically|certainly|clearly|just|obviously|quite|rather|really|simply|very)\s/giu;

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\b(do|does|did|is|are|was|were|has|have|had|would|could|should) not\b/giu, "$1n't"],
  [/\bcannot\b/giu, "can't"],
  [/\b(do|does|did|is|are|was|were|has|have|had|would|could|should)n['\u2019]t\b/giu, '$1 not'],
  [/\bcan['\u2019]t\b/giu, 'cannot'],
];

const conjunctions = 'after|although|as soon as|because|before|if|once|since|unless|until|when|whenever|while';
/** `When it rains, we stay at home.` */
const opening = new RegExp(`^((?:${conjunctions})\\s[^,]+),\\s([^,]+)([.!?])$`, 'iu');
/** `We stay at home when it rains.` */
const closing = new RegExp(`^([^,]+?)\\s((?:${conjunctions})\\s[^,]+)([.!?])$`, 'iu');

/** An occurrence of a phrase as whole words. */
const asWords = (phrase: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}_'\u2019-])${phrase.replaceAll(' ', '\\s+')}(?![\\p{L}\\p{M}\\p{N}_'\u2019-])`,
    'giu',
  );

/** A replacement that begins as what it replaces, and takes a space with it where it deletes. */
const replaced = (sentence: string, start: number, found: string, replacement: string): CandidateEdit => {
  const end = start + found.length;
  if (replacement === '-') return { start, end: end + (/^\s/.test(sentence.slice(end)) ? 1 : 0), replacement: '' };
  return { start, end, replacement: /^\p{Lu}/u.test(found) ? capitalize(replacement) : replacement };
};

/**
 * Edits that say the same in other words: plainer words and phrases, synonyms, contractions and their long forms, words left out, clauses in another order. Rules
 * alone decide what may be said; a model says which is best.
 * @param sentence without white space at its ends
 * @param shorterPhrases what may stand for longer phrases; `-` for nothing
 * @param synonymsOf words that may stand for one of small letters, in the same form
 */
export const rewordings = (
  sentence: string,
  shorterPhrases: ReadonlyMap<string, string>,
  synonymsOf: (word: string) => readonly string[] = () => [],
): readonly RewordingEdit[] => {
  const edits: CandidateEdit[] = [];
  const uncertain: CandidateEdit[] = [];
  for (const [phrase, shorter] of shorterPhrases)
    for (const { 0: found, index } of sentence.matchAll(asWords(phrase)))
      edits.push(replaced(sentence, index, found, shorter));
  for (const { 0: word, index } of sentence.matchAll(/\p{L}+/gu)) {
    const lower = word.toLowerCase();
    for (const plain of plainWords.get(lower) ?? []) edits.push(replaced(sentence, index, word, plain));
    for (const synonym of synonymsOf(lower)) uncertain.push(replaced(sentence, index, word, synonym));
  }
  for (const [pattern, form] of contractions)
    for (const { 0: found, index } of sentence.matchAll(pattern))
      edits.push({
        start: index,
        end: index + found.length,
        replacement: found.replace(new RegExp(pattern.source, 'iu'), form),
      });
  for (const { 0: found, index } of sentence.matchAll(dispensable))
    edits.push({ start: index, end: index + found.length, replacement: '' });
  edits.push(...reordered(sentence));
  return [
    ...edits.map((edit) => ({ ...edit, keepsMeaning: true })),
    ...uncertain.map((edit) => ({ ...edit, keepsMeaning: false })),
  ];
};

const lowered = (clause: string): string =>
  /^(?:I\b|\p{Lu}\S*\p{Lu})/u.test(clause) ? clause : clause.charAt(0).toLowerCase() + clause.slice(1);

const reordered = (sentence: string): readonly CandidateEdit[] => {
  const whole = (replacement: string): CandidateEdit => ({ start: 0, end: sentence.length, replacement });
  const first = opening.exec(sentence);
  if (first !== null) return [whole(`${capitalize(first[2]!)} ${lowered(first[1]!)}${first[3]}`)];
  const last = closing.exec(sentence);
  return last === null ? [] : [whole(`${capitalize(last[2]!)}, ${lowered(last[1]!)}${last[3]}`)];
};
