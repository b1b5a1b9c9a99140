import type { Analysis } from '../../../lexicon/inflections';
import type { InflectedForm, InflectionTag } from '../../../lexicon/inflectionsFile';
import { type CandidateContext, formsOf } from '../candidateContext';
import type { EditClass } from '../grammarEdit';
import { contractedSubject, isOnly, mayBe } from '../grammarWord';
import { agrees, personOf, subjectBefore } from '../subject';
import { WordKind } from '../wordKind';

/** What comes before a form of the main verb, with the form: all finite phrases that learners put for one another. */
const finite: readonly (readonly [string, InflectionTag])[] = [
  ['', 'VB'],
  ['', 'VBZ'],
  ['', 'VBD'],
  ...'will would can could should may might must'.split(' ').map((modal) => [modal, 'VB'] as const),
  ...'am is are was were'.split(' ').map((be) => [be, 'VBG'] as const),
  ...'have has had'.split(' ').map((have) => [have, 'VBN'] as const),
  ...'have has'.split(' ').map((have) => [`${have} been`, 'VBG'] as const),
  ...'am is are was were'.split(' ').map((be) => [be, 'VBN'] as const),
  ...'can will should'.split(' ').map((modal) => [`${modal} be`, 'VBN'] as const),
  ...'have has had'.split(' ').map((have) => [`${have} been`, 'VBN'] as const),
  ...'would could should'.split(' ').map((modal) => [`${modal} have`, 'VBN'] as const),
  ['will be', 'VBG'],
];
const nonFinite: readonly (readonly [string, InflectionTag])[] = [
  ['to', 'VB'],
  ['', 'VBG'],
  ['', 'VBN'],
  ['to be', 'VBN'],
];
const prepositionsBeforeGerund = 'of in for on at by from about with'.split(' ');

/** Longest chain of auxiliaries before a main verb that is replaced whole. */
const MAX_AUXILIARIES = 2;

/**
 * Verbs together with their auxiliaries and `to`: `is depend` / `depends`, `did went` / `did go` / `went`, `for to go` / `for going`,
 * `want go` / `want to go`.
 */
export function verbPhraseEdits(context: CandidateContext): void {
  const { words } = context;
  for (let index = 0; index < words.length; index++) {
    const entries = new Set(words[index]!.analyses.filter(isVerb).map(({ entry }) => entry));
    if (entries.size === 0) continue;
    let first = index;
    while (index - first < MAX_AUXILIARIES && isPartOfPhrase(context, first - 1)) first--;
    const subject = contractedSubject(words[index - 1]);
    const nominal = first === index && isNominal(context, index);
    for (const entry of entries) {
      const forms = formsOf(context, entry);
      if (subject !== undefined) afterSubject(context, index, subject, forms);
      else if (!nominal) replacePhrase(context, first, index, forms, finite, 'verb-tense');
      if (!nominal || mayBe(words[index - 1], WordKind.Verb))
        replacePhrase(context, first, index, forms, nonFinite, 'verb-form');
      if (words[index - 1]?.lower === 'to') gerunds(context, index, forms);
      if (mayBe(words[index - 1], WordKind.Preposition))
        replacePhrase(context, index - 1, index, forms, [['to', 'VB']], 'verb-form');
    }
  }
}

const isVerb = ({ partOfSpeech }: Analysis): boolean => partOfSpeech === 'verb';

/** `to swim` / `swimming`, `in swimming`. */
function gerunds({ edits }: CandidateContext, index: number, forms: readonly InflectedForm[]): void {
  for (const { form, tag } of forms) {
    if (tag !== 'VBG') continue;
    edits.replace(index - 1, index + 1, form, 'verb-form');
    for (const preposition of prepositionsBeforeGerund)
      edits.replace(index - 1, index + 1, `${preposition} ${form}`, 'verb-form');
  }
}

/** `it's raining` / `it has been raining`, `it rains`. */
function afterSubject(
  { edits }: CandidateContext,
  index: number,
  subject: string,
  forms: readonly InflectedForm[],
): void {
  const person = personOf(subject);
  const written = subject === 'i' ? 'I' : subject;
  for (const [before, wanted] of finite) {
    if (!agrees(firstWord(before) || simple[wanted], person)) continue;
    for (const { form, tag } of forms) {
      if (tag === wanted)
        edits.replace(index - 1, index + 1, `${written} ${before} ${form}`.replace('  ', ' '), 'verb-tense');
    }
  }
}

const isPartOfPhrase = ({ words }: CandidateContext, index: number): boolean =>
  words[index]?.editable === true && (isOnly(words[index], WordKind.Auxiliary) || words[index]!.lower === 'to');

/** A word that may be a noun is taken for a verb only where its subject or a conjunction says so. */
function isNominal({ words }: CandidateContext, index: number): boolean {
  const before = words[index - 1];
  if (!mayBe(words[index], WordKind.Noun | WordKind.Adjective)) return false;
  return (
    !mayBe(before, WordKind.Pronoun | WordKind.Adverb | WordKind.Conjunction) || mayBe(before, WordKind.Determiner)
  );
}

function replacePhrase(
  { words, edits }: CandidateContext,
  first: number,
  verb: number,
  forms: readonly InflectedForm[],
  patterns: readonly (readonly [string, InflectionTag])[],
  editClass: EditClass,
): void {
  const subject = subjectBefore(words, first);
  for (const [before, wanted] of patterns) {
    if (!agrees(firstWord(before) || simple[wanted], subject)) continue;
    for (const { form, tag } of forms) {
      if (tag === wanted) edits.replace(first, verb + 1, before === '' ? form : `${before} ${form}`, editClass);
    }
  }
}

/** Auxiliaries that agree as verbs without one do. */
const simple: Readonly<Partial<Record<InflectionTag, string>>> = { VB: 'do', VBZ: 'does' };

const firstWord = (phrase: string): string => /^\w*/.exec(phrase)![0];
