/**
 * Builds the lexicon: `npx tsx models/build/lexicon/build.ts SOURCES CORPUS OUTPUT`. SOURCES is what fetch.sh filled, CORPUS a folder of
 * texts (one paragraph a line) for frequencies, OUTPUT the file to write. The same input gives the same bytes.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLexicon } from '../../../server/src/lexicon/lexiconFile';
import { countCorpus } from './corpusCounts';
import { assembleEntries } from './entries';
import { readScowl } from './scowl';
import { readVariantGroups } from './varcon';
import { readWordList } from './wordList';

const [sourceFolder, corpusFolder, output] = process.argv.slice(2);
if (sourceFolder === undefined || corpusFolder === undefined || output === undefined) {
  console.error('usage: npx tsx models/build/lexicon/build.ts SOURCES CORPUS OUTPUT');
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
  corpus: existsSync(corpusFolder) ? await countCorpus(corpusFolder) : new Map(),
});
const bytes = writeLexicon(entries);
writeFileSync(output, bytes);
console.log(
  `${entries.length} words, ${entries.filter((entry) => entry.rare).length} of them rare, ${bytes.length} bytes`,
);
