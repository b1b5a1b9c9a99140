import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lexicon } from '../../server/src/lexicon/lexicon';
import { CharacterModel } from '../../server/src/lm/characterModel';
import { ModelWords } from '../../server/src/lm/ngram/modelWords';
import { NgramModel } from '../../server/src/lm/ngram/ngramModel';
import { OpenVocabulary } from '../../server/src/lm/openVocabulary';
import { parseErrorModel } from '../../server/src/proofreading/spelling/errorModel';
import { SpellingCorrector } from '../../server/src/proofreading/spelling/spellingCorrector';
import { segmentSentences } from '../../server/src/text/sentences';
import type { Token } from '../../server/src/text/token';
import { tokenize } from '../../server/src/text/tokens';

/** What a calibration is called with: `MODELS TEXT... OUTPUT`. Without all of it, prints the usage of `script` and ends with status 2. */
export function calibrationArguments(script: string): { folder: string; texts: string[]; output: string } {
  const parameters = process.argv.slice(2);
  const folder = parameters[0];
  const output = parameters.at(-1);
  const texts = parameters.slice(1, -1);
  if (folder === undefined || output === undefined || texts.length === 0) {
    console.error(`usage: npx tsx ${script} MODELS TEXT... OUTPUT`);
    process.exit(2);
  }
  return { folder, texts, output };
}

/** The artefacts of a folder that calibrations measure with. */
export function readModels(folder: string) {
  const ngram = NgramModel.read(readFileSync(join(folder, 'ngram-en.bin')));
  const lexicon = Lexicon.read(readFileSync(join(folder, 'lexicon-en.bin')));
  const errors = readFileSync(join(folder, 'spelling-errors-en.json'), 'utf8');
  const corrector = new SpellingCorrector(lexicon, parseErrorModel(errors));
  const open = new OpenVocabulary(
    () => CharacterModel.fromCounts(ngram.letterTrigrams),
    (word) => {
      const index = lexicon.indexOf(word);
      return index < 0 ? undefined : lexicon.frequency(index);
    },
    ngram.logProbabilityAt(new Int32Array([0]), 0),
  );
  return { ngram, lexicon, errors, corrector, open, modelWords: new ModelWords(ngram) };
}

/** The tokens of each sentence of files that hold one paragraph a line. */
export function* sentencesOf(paths: readonly string[]): Generator<Token[]> {
  for (const path of paths) {
    for (const paragraph of readFileSync(path, 'utf8').split('\n')) {
      for (const span of segmentSentences(paragraph, { start: 0, end: paragraph.length })) {
        yield tokenize(paragraph, span);
      }
    }
  }
}
