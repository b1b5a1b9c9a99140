import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, resolve } from 'node:path';
import { writeArpa } from '../../lm/ngram/arpaWriter';
import type { BackoffModel } from '../../lm/ngram/backoffModel';
import { writeCompact } from '../../lm/ngram/compactWriter';
import { modelSentences } from '../../lm/ngram/modelSentences';
import { SentenceSpool } from '../../lm/ngram/sentenceSpool';
import { type TrainingReport, trainNgram } from '../../lm/ngram/train';
import type { VocabularyOptions } from '../../lm/ngram/vocabulary';
import { writeAtomically } from '../../platform/atomicWrite';
import { systemMessage } from '../../platform/documentFile';
import { FileRunStore } from '../../platform/fileRunStore';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { counted } from '../counted';
import { inputName, linesOf, standardInput } from '../inputText';
import { Progress } from '../progress';
import type { NgramTrainingOptions } from './options';

/** Runs `surprisal train ngram`. */
export const trainNgramModel = async (corpora: readonly string[], options: NgramTrainingOptions): Promise<number> => {
  checkOptions(corpora, options);
  const vocabulary = vocabularyOptions(options);
  const store = openStore(options.temporary ?? tmpdir());
  const progress = new Progress();
  try {
    const spool = new SentenceSpool(store);
    corpora.forEach((path, i) => {
      readCorpus(path, options, options.repeat?.[i] ?? 1, spool, progress);
    });
    progress.show(`counting ${spool.tokens} tokens`);
    const report = train(spool, store, options, vocabulary);
    progress.clear();
    await write(report.model, options);
    printReport(report, spool);
  } finally {
    progress.clear();
    store.close();
  }
  return exitCodes.nothingFound;
};

const checkOptions = (
  corpora: readonly string[],
  { repeat, bits, prune, output, arpa, vocabulary }: NgramTrainingOptions,
): void => {
  if (repeat && repeat.length !== corpora.length)
    throw new CommandError(`--repeat has ${repeat.length} numbers for ${corpora.length} corpora; give one for each`);
  if (bits.some((count) => count < 1 || count > 8)) throw new CommandError('--bits takes numbers from 1 to 8');
  if (/^0+$/.test(vocabulary)) throw new CommandError('--vocabulary takes a number from 1, or a file of words');
  if (prune < 0 || prune >= 1) throw new CommandError('--prune takes a small number such as 1e-8');
  const outputs = [output, ...(arpa === undefined ? [] : [arpa])].map((path) => resolve(path));
  const overwritten = corpora.find((path) => path !== standardInput && outputs.includes(resolve(path)));
  if (overwritten !== undefined)
    throw new CommandError(`${overwritten}: is a corpus and would be overwritten; give the model another name`);
  const missing = corpora.find((path) => path !== standardInput && !existsSync(path));
  if (missing !== undefined)
    throw new CommandError(`${missing}: no such file; name a text file, or - for standard input`);
};

const openStore = (folder: string): FileRunStore => {
  try {
    return new FileRunStore(folder);
  } catch (error) {
    throw new CommandError(`${folder}: ${systemMessage(error)}; name a folder for temporary files with --temporary`);
  }
};

const vocabularyOptions = ({ vocabulary, minimumCount, exclude }: NgramTrainingOptions): VocabularyOptions => ({
  minimumCount,
  ...(exclude !== undefined && { exclude: readWords(exclude) }),
  ...(/^\d+$/.test(vocabulary) ? { size: Number(vocabulary) } : { words: readWords(vocabulary) }),
});

const readWords = (path: string): ReadonlySet<string> => {
  const words = new Set<string>();
  for (const line of linesOf(path)) if (line.trim() !== '') words.add(line.trim());
  return words;
};

/** What is no text ends the training: a model made of a part of what was asked for would be wrong without a word. */
const readCorpus = (
  path: string,
  { tokenized }: NgramTrainingOptions,
  repetitions: number,
  spool: SentenceSpool,
  progress: Progress,
): void => {
  for (const line of linesOf(path)) {
    if (tokenized) spool.add(line.split(/\s+/).filter(Boolean), repetitions);
    else for (const words of modelSentences(line)) spool.add(words, repetitions);
    progress.show(`reading ${inputName(path)}: ${spool.tokens} tokens`);
  }
};

const train = (
  spool: SentenceSpool,
  store: FileRunStore,
  { order, cutOffs, prune }: NgramTrainingOptions,
  vocabulary: VocabularyOptions,
): TrainingReport => {
  try {
    return trainNgram(spool, store, {
      order,
      vocabulary,
      cutOffs: cutOffs.slice(0, Math.max(0, order - 1)),
      entropyThreshold: prune,
    });
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
};

const write = async (model: BackoffModel, { output, id, order, bits, arpa }: NgramTrainingOptions): Promise<void> => {
  const probabilityBits = Array.from({ length: order }, (_, i) => bits[i] ?? bits.at(-1)!);
  try {
    await writeAtomically(
      output,
      writeCompact(model, { id: id ?? basename(output, extname(output)), probabilityBits }),
    );
  } catch (error) {
    throw new CommandError(`${output}: cannot be written: ${systemMessage(error)}`);
  }
  if (arpa !== undefined) writeArpaFile(model, arpa);
};

const writeArpaFile = (model: BackoffModel, path: string): void => {
  try {
    const descriptor = openSync(path, 'w');
    try {
      for (const part of writeArpa(model)) writeSync(descriptor, part);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw new CommandError(`${path}: cannot be written: ${systemMessage(error)}`);
  }
};

const printReport = ({ model, discounts, fallbackOrders }: TrainingReport, spool: SentenceSpool): void => {
  printMessage(
    [counted(spool.sentences, 'sentence'), counted(spool.tokens, 'token'), counted(model.vocabulary.size, 'word')].join(
      ', ',
    ),
  );
  model.levels.forEach(({ logProbability }, i) => {
    const [one, two, more] = discounts[i]!.map((discount) => discount.toFixed(3));
    const note = fallbackOrders.includes(i + 1) ? ' (too little text for an estimate)' : '';
    printMessage(`order ${i + 1}: ${logProbability.length} n-grams, discounts ${one} ${two} ${more}${note}`);
  });
};
