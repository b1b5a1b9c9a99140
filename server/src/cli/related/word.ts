import { readFileSync } from 'node:fs';
import { readWordVectors } from '../../learning/word2vec/vectorFile';
import { VectorFormatError } from '../../learning/word2vec/vectorFormatError';
import type { SimilarWord, WordVectors } from '../../learning/word2vec/wordVectors';
import { systemMessage } from '../../platform/documentFile';
import { termsOfWord } from '../../search/index/terms';
import { CommandError, exitCodes } from '../commandError';
import { printable, printMessage } from '../console';
import { asIndexError, openIndex, searchedFolder } from '../index/place';
import { bringUpToDate } from '../search/bringUpToDate';
import { folderVectors } from '../words/folderVectors';
import type { RelatedWordOptions } from './wordOptions';

/** Runs `surprisal related --word`; the exit code comes back. */
export const runRelatedWord = async (options: RelatedWordOptions): Promise<number> => {
  const { vectors, forms } =
    options.vectors === undefined ? await wordsOfFolder(options) : vectorsOfFile(options.vectors);
  const named = (words: readonly string[]) => words.map((word) => asKnown(word, vectors));
  const words = vectors?.analogous(named(options.word), named(options.without ?? []), options.limit) ?? [];
  print(
    words.map(({ word, similarity }) => ({ word: forms?.get(word) ?? word, similarity })),
    options,
  );
  if (words.length > 0) return exitCodes.nothingFound;
  const unknown = [...options.word, ...(options.without ?? [])].find((word) => !vectors?.has(asKnown(word, vectors)));
  printMessage(
    vectors === undefined
      ? 'there is too little text in this folder to learn words from'
      : `${unknown} is not known: ${options.vectors === undefined ? 'it does not come three times in this folder' : 'it is not in that file'}`,
  );
  return exitCodes.findings;
};

interface AskedVectors {
  /** Undefined where a folder has too little text. */
  readonly vectors?: WordVectors;
  /** How words are written that are not written as they are asked for. */
  readonly forms?: ReadonlyMap<string, string>;
}

/** As it is written, or as an index has words: in lower case without accents. */
const asKnown = (word: string, vectors: WordVectors | undefined): string =>
  vectors?.has(word) ? word : (termsOfWord(word)[0] ?? word);

const wordsOfFolder = async ({ dir, index, update }: RelatedWordOptions): Promise<AskedVectors> => {
  const service = openIndex(searchedFolder(dir), index);
  try {
    if (update) await bringUpToDate(service);
    return (await folderVectors(service, update)) ?? {};
  } catch (error) {
    return asIndexError(error);
  } finally {
    await service.close();
  }
};

const vectorsOfFile = (path: string): AskedVectors => {
  try {
    return { vectors: readWordVectors(readFileSync(path)) };
  } catch (error) {
    if (error instanceof VectorFormatError) throw new CommandError(`${path}: ${error.message}`, { cause: error });
    throw new CommandError(`${path}: ${systemMessage(error)}`, { cause: error });
  }
};

const record = ({ word, similarity }: SimilarWord) => ({ word, similarity: Number(similarity.toFixed(4)) });

const print = (words: readonly SimilarWord[], { format }: RelatedWordOptions): void => {
  if (format === 'json') process.stdout.write(`${JSON.stringify(words.map(record))}\n`);
  else if (format === 'jsonl') for (const word of words) process.stdout.write(`${JSON.stringify(record(word))}\n`);
  else for (const { word, similarity } of words) process.stdout.write(`${similarity.toFixed(2)} ${printable(word)}\n`);
};
