/**
 * Builds the lexicon: `npx tsx models/build/lexicon/build.ts SOURCES CORPUS MODELS`. SOURCES is what fetch.sh filled, CORPUS the folder that
 * models/build/corpus filled (its texts give the frequencies), MODELS the folder that gets lexicon-en.bin and its entry in manifest.json.
 * The same input gives the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLexicon } from '../../../server/src/lexicon/lexiconFile';
import { recordArtefact } from '../recordArtefact';
import { countCorpus } from './corpusCounts';
import { assembleEntries } from './entries';
import { readScowl } from './scowl';
import { readVariantGroups } from './varcon';
import { readWordList } from './wordList';

const [sourceFolder, corpusFolder, modelsFolder] = process.argv.slice(2);
if (sourceFolder === undefined || corpusFolder === undefined || modelsFolder === undefined) {
  console.error('usage: npx tsx models/build/lexicon/build.ts SOURCES CORPUS MODELS');
  process.exit(2);
}
const list = (name: string): string[] => readWordList(readFileSync(join(import.meta.dirname, name), 'utf8'));

const entries = assembleEntries({
  scowl: readScowl(join(sourceFolder, 'scowl/usr/share/dict/scowl')),
  variantGroups: readVariantGroups(join(sourceFolder, 'varcon/vendor/varcon/src/codegen.rs')),
  additions: list('additions.txt'),
  technical: list('technical.txt'),
  rare: new Set(list('rare.txt')),
  unsuggestable: new Set(list('unsuggestable.txt')),
  american: list('american.txt'),
  excluded: new Set(list('excluded.txt')),
  corpus: await countCorpus(corpusFolder),
});
const bytes = writeLexicon(entries);
writeFileSync(join(modelsFolder, 'lexicon-en.bin'), bytes);

recordArtefact(join(modelsFolder, 'lexicon-en.bin'), {
  id: 'lexicon-en',
  kind: 'lexicon',
  licence: 'LicenseRef-SCOWL AND Apache-2.0',
  origin:
    'Words: SCOWL 2020.12.07 (Debian scowl 2020.12.07-2), sizes 10 to 70, and our own lists; spelling variants: VarCon 2020.12.07 ' +
    '(crate varcon 1.0.5); frequencies: counted in the sources of the n-gram model',
  builtWith: 'models/build/lexicon/build.ts',
  words: entries.length,
});
console.log(
  `${entries.length} words, ${entries.filter((entry) => entry.rare).length} of them rare, ${bytes.length} bytes`,
);
