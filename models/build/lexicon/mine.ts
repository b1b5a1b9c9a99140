/**
 * Lists words of the corpus that the lexicon lacks, for the reader who keeps technical.txt:
 * `npx tsx models/build/lexicon/mine.ts LEXICON CORPUS [SOURCES] > candidates.tsv`, those of at least SOURCES sources (3), most frequent first.
 * Columns: word as mostly written, occurrences, sources, its likely correction (a far more frequent word one edit away) or its parts
 * (two frequent words run together), if any. Such words are mostly mistakes.
 */
import { readFileSync } from 'node:fs';
import { Lexicon } from '../../../server/src/lexicon/lexicon';
import { countCorpus, type WordUse } from './corpusCounts';

const MIN_COUNT = 5;
/** How much more frequent a word one edit away has to be to be the likely correction. */
const MISSPELLING_RATIO = 50;
/** Occurrences of each part before two words run together are taken for a slip. */
const MIN_PART = 500;

const [lexiconFile, corpusFolder, minSources = '3'] = process.argv.slice(2);
if (lexiconFile === undefined || corpusFolder === undefined) {
  console.error('usage: npx tsx models/build/lexicon/mine.ts LEXICON CORPUS [SOURCES]');
  process.exit(2);
}
const lexicon = Lexicon.read(readFileSync(lexiconFile));
const uses = await countCorpus(corpusFolder);

const isKnown = (word: string): boolean => {
  const { status } = lexicon.lookup(word, 'en-US');
  return status === 'known' || status === 'otherDialect';
};

const usualForm = (key: string, use: WordUse): string =>
  [...use.forms].reduce((best, [form, count]) => (count > best.count ? { form, count } : best), { form: key, count: 0 })
    .form;

const alphabet = "abcdefghijklmnopqrstuvwxyz'";

/** All strings one insertion, deletion, substitution or transposition away. */
function* neighbours(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at++) {
    const before = word.slice(0, at);
    const after = word.slice(at);
    if (after !== '') yield before + after.slice(1);
    if (after.length > 1) yield before + after.charAt(1) + after.charAt(0) + after.slice(2);
    for (const letter of alphabet) {
      yield before + letter + after;
      if (after !== '') yield before + letter + after.slice(1);
    }
  }
}

const correctionOf = (key: string, use: WordUse): string => {
  let best = '';
  let bestCount = use.count * MISSPELLING_RATIO;
  for (const neighbour of neighbours(key)) {
    const count = uses.get(neighbour)?.count ?? 0;
    if (count >= bestCount && isKnown(neighbour)) {
      best = neighbour;
      bestCount = count;
    }
  }
  return best;
};

const partsOf = (key: string): string => {
  for (let at = 2; at <= key.length - 2; at++) {
    const parts = [key.slice(0, at), key.slice(at)];
    if (parts.every((part) => isKnown(part) && (uses.get(part)?.count ?? 0) >= MIN_PART)) return parts.join(' ');
  }
  return '';
};

const candidates = [...uses]
  .filter(([key, use]) => use.count >= MIN_COUNT && use.sources >= Number(minSources) && key.length > 1)
  .map(([key, use]) => ({ key, use, form: usualForm(key, use) }))
  .filter(({ key, form }) => !isKnown(form) && !isKnown(key))
  .sort((a, b) => b.use.count - a.use.count || (a.key < b.key ? -1 : 1));
for (const { key, use, form } of candidates) {
  console.log([form, use.count, use.sources, correctionOf(key, use) || partsOf(key)].join('\t'));
}
