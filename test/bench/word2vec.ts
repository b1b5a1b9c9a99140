import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBinaryVectors, writeBinaryVectors } from '../../server/src/learning/word2vec/binaryFormat';
import { defaultWord2vecSettings, type Word2vecSettings } from '../../server/src/learning/word2vec/settings';
import { longestSentence, type WordCorpus, WordCorpusBuilder } from '../../server/src/learning/word2vec/wordCorpus';
import type { WordVectors } from '../../server/src/learning/word2vec/wordVectors';
import { trainInThreads } from '../../server/src/search/words/trainingThreads';
import { wordSentences } from '../../server/src/search/words/wordSentences';
import { packageTexts } from './packageTexts';
import { markdownTable, median } from './table';

const python = join(import.meta.dirname, 'peers/venv/bin/python');
const script = join(import.meta.dirname, 'peers/word2vec.py');

interface Way {
  readonly architecture: Word2vecSettings['architecture'];
  readonly softmax: 'negative' | 'hierarchical';
}

const ways: readonly Way[] = [
  { architecture: 'skip-gram', softmax: 'negative' },
  { architecture: 'cbow', softmax: 'negative' },
  { architecture: 'skip-gram', softmax: 'hierarchical' },
  { architecture: 'cbow', softmax: 'hierarchical' },
];

const nameOf = ({ architecture, softmax }: Way): string =>
  `${architecture}, ${softmax === 'negative' ? 'negative sampling' : 'hierarchical softmax'}`;

const settingsOf = ({ architecture, softmax }: Way, seed: number): Word2vecSettings => ({
  ...defaultWord2vecSettings,
  architecture,
  seed,
  hierarchicalSoftmax: softmax === 'hierarchical',
  negative: softmax === 'negative' ? defaultWord2vecSettings.negative : 0,
});

const gensim = (...parameters: string[]): string => {
  const { status, stdout, stderr } = spawnSync(python, [script, ...parameters], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`gensim: ${stderr}`);
  return stdout;
};

/** What gensim reads. */
interface PeerFiles {
  /** A sentence a line. */
  readonly corpus: string;
  /** A word and its count a line, in the order of ours. */
  readonly vocabulary: string;
}

/** Sentences, one a line, and of the words that come five times the same as a training reads it. */
const makeCorpus = (
  folder: string,
  mostWords: number,
): { readonly corpus: WordCorpus; readonly files: PeerFiles; readonly words: number } => {
  const builder = new WordCorpusBuilder();
  const lines: string[] = [];
  for (const text of packageTexts(join(import.meta.dirname, '../../node_modules'))) {
    if (builder.added >= mostWords) break;
    for (const words of wordSentences(text)) {
      builder.addSentence(words);
      // What stands beyond so many words of a line gensim passes over.
      for (let from = 0; from < words.length; from += longestSentence)
        lines.push(words.slice(from, from + longestSentence).join(' '));
    }
  }
  const files = { corpus: join(folder, 'corpus.txt'), vocabulary: join(folder, 'vocabulary.txt') };
  writeFileSync(files.corpus, `${lines.join('\n')}\n`);
  const corpus = builder.build(defaultWord2vecSettings.minimumCount);
  const { words, counts } = corpus.vocabulary;
  writeFileSync(files.vocabulary, words.map((word, number) => `${word} ${counts[number]}\n`).join(''));
  return { corpus, files, words: builder.added };
};

/** A share of words whose neighbours are compared: not the most frequent, which stand beside all, nor the rarest, of which little is known. */
const comparedWords = ({ vocabulary }: WordCorpus): string[] =>
  vocabulary.words.slice(100, Math.min(5100, Math.floor(vocabulary.size / 2))).filter((_, at) => at % 5 === 0);

const neighbours = (vectors: WordVectors, words: readonly string[]): ReadonlySet<string>[] =>
  words.map((asked) => new Set(vectors.nearest(asked, 10).map(({ word }) => word)));

const overlap = (a: readonly ReadonlySet<string>[], b: readonly ReadonlySet<string>[]): number =>
  a.reduce((sum, set, at) => sum + [...set].filter((word) => b[at]!.has(word)).length, 0) / (10 * a.length);

/** Ranks from 1; equal values share the mean of theirs. */
const ranksOf = (values: readonly number[]): number[] => {
  const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to + 1) / 2;
  }
  return ranks;
};

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [first, second] = [mean(a), mean(b)];
  const products = a.map((value, at) => (value - first) * (b[at]! - second));
  const spread = (values: readonly number[], center: number) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0));
  return products.reduce((sum, value) => sum + value, 0) / (spread(a, first) * spread(b, second));
};

interface Judgements {
  /** Two words and how similar people call them (WordSim-353). */
  readonly pairs: readonly (readonly [string, string, number])[];
  /** The fourth is to the third as the second to the first (Mikolov et al. 2013). */
  readonly analogies: readonly (readonly [string, string, string, string])[];
}

/** Of the sets that gensim ships, what the corpus knows. */
const judgementsOf = ({ vocabulary }: WordCorpus): Judgements => {
  const folder = gensim('data').trim();
  const linesOf = (name: string) => readFileSync(join(folder, name), 'utf8').toLowerCase().split(/\r?\n/);
  const knows = (...words: readonly string[]) => words.every((word) => vocabulary.numberOf(word) !== undefined);
  const pairs = linesOf('wordsim353.tsv')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split('\t'))
    .filter(([a = '', b = '', score]) => knows(a, b) && Number.isFinite(Number(score)))
    .map(([a, b, score]) => [a!, b!, Number(score)] as const);
  const analogies = linesOf('questions-words.txt')
    .map((line) => line.trim().split(' '))
    .filter((words) => words.length === 4 && words[0] !== ':' && knows(...words))
    .map(([a, b, c, d]) => [a!, b!, c!, d!] as const);
  return { pairs, analogies };
};

const spearman = (vectors: WordVectors, { pairs }: Judgements): number =>
  correlation(ranksOf(pairs.map(([a, b]) => vectors.similarity(a, b)!)), ranksOf(pairs.map(([, , score]) => score)));

const analogiesRight = (vectors: WordVectors, { analogies }: Judgements): number =>
  analogies.filter(([a, b, c, d]) => vectors.analogous([b, c], [a], 1)[0]?.word === d).length / analogies.length;

interface TrainingTime {
  readonly seconds: number;
  /** Of all threads together: what else the machine does hardly changes it. */
  readonly processorSeconds: number;
}

interface Trained extends TrainingTime {
  readonly vectors: WordVectors;
}

const trainOwn = async (corpus: WordCorpus, way: Way, threads: number, seed: number): Promise<Trained> => {
  const began = performance.now();
  const processor = process.cpuUsage();
  const vectors = await trainInThreads(corpus, settingsOf(way, seed), { threads });
  const { user, system } = process.cpuUsage(processor);
  return { vectors, seconds: (performance.now() - began) / 1000, processorSeconds: (user + system) / 1e6 };
};

const trainGensim = (
  folder: string,
  { corpus, vocabulary }: PeerFiles,
  way: Way,
  threads: number,
  seed: number,
): Trained => {
  const output = join(folder, 'gensim.bin');
  const { epochs, dimensions } = defaultWord2vecSettings;
  // One thread has its sentences at hand either way.
  const inputs = threads === 1 ? 'memory' : 'memory,file';
  const { runs } = JSON.parse(
    gensim(
      ...[
        'train',
        corpus,
        vocabulary,
        output,
        '--architecture',
        way.architecture,
        '--softmax',
        way.softmax,
        '--inputs',
        inputs,
      ],
      ...['--threads', String(threads), '--seed', String(seed)],
      ...['--epochs', String(epochs), '--dimensions', String(dimensions)],
    ),
  ) as { readonly runs: readonly TrainingTime[] };
  return { vectors: readBinaryVectors(readFileSync(output)), ...best(runs) };
};

/** The least of each time of several runs. */
const best = (runs: readonly TrainingTime[]): TrainingTime => ({
  seconds: Math.min(...runs.map(({ seconds }) => seconds)),
  processorSeconds: Math.min(...runs.map(({ processorSeconds }) => processorSeconds)),
});

const speedHead = ['', 'threads', 'Surprisal, words/s', 'gensim, words/s', 'ratio', 'bar', 'ratio by processor time'];
const qualityHead = [
  '',
  'Surprisal, WordSim-353',
  'gensim',
  'Surprisal, analogies',
  'gensim',
  'neighbours@10 shared with gensim',
  'shared by two seeds of gensim',
  'ratio',
  'bar',
];

const rate = (words: number, { seconds }: TrainingTime): number => (words * defaultWord2vecSettings.epochs) / seconds;
const thousands = (value: number): string => `${Math.round(value / 1000).toLocaleString('en')} k`;
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** Ours read by gensim has the same neighbours. */
const readByGensim = (folder: string, vectors: WordVectors, words: readonly string[]): number => {
  const path = join(folder, 'own.bin');
  writeFileSync(path, Buffer.concat([...writeBinaryVectors(vectors)]));
  const asked = words.slice(0, 100);
  const found = (JSON.parse(gensim('check', path, asked.join(','))) as string[][]).map((list) => new Set(list));
  return overlap(found, neighbours(vectors, asked));
};

/**
 * word2vec beside gensim, whose inner loops are C and BLAS, on the same sentences with the same settings, in the same run.
 * @param mostWords of the corpus
 */
export const benchWord2vec = async (mostWords: number, withPeers: boolean): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-bench-words-'));
  try {
    const { corpus, files, words } = makeCorpus(folder, mostWords);
    const counted = `${words.toLocaleString('en')} words of installed packages and Python's standard library, ${corpus.vocabulary.size.toLocaleString('en')} different ones that come five times, ${defaultWord2vecSettings.epochs} epochs, ${defaultWord2vecSettings.dimensions} dimensions`;
    if (!withPeers || !existsSync(python) || spawnSync(python, ['-c', 'import gensim']).status !== 0) {
      if (withPeers) console.error('gensim is left out: not installed (npm run bench:peers)');
      const rows = [];
      for (const way of ways)
        for (const threads of [1, 2])
          rows.push([nameOf(way), String(threads), thousands(rate(words, await trainOwn(corpus, way, threads, 1)))]);
      return `${counted}.\n\n${markdownTable(speedHead.slice(0, 3), rows)}`;
    }
    const judgements = judgementsOf(corpus);
    const asked = comparedWords(corpus);
    const speed: string[][] = [];
    const quality: string[][] = [];
    let same = 0;
    for (const way of ways) {
      const own: Trained[] = [];
      const others: Trained[] = [];
      for (const threads of [1, 2]) {
        // One after the other, and again: what else the machine does disturbs both alike.
        for (const seed of [1, 2]) {
          own.push(await trainOwn(corpus, way, threads, seed));
          others.push(trainGensim(folder, files, way, threads, seed));
        }
        const [ours, theirs] = [best(own.slice(-2)), best(others.slice(-2))];
        speed.push([
          nameOf(way),
          String(threads),
          thousands(rate(words, ours)),
          thousands(rate(words, theirs)),
          (theirs.seconds / ours.seconds).toFixed(2),
          '0.5',
          (theirs.processorSeconds / ours.processorSeconds).toFixed(2),
        ]);
      }
      // With one thread, two seeds of each.
      const [first, second] = others.map(({ vectors }) => neighbours(vectors, asked));
      const ownNeighbours = own.map(({ vectors }) => neighbours(vectors, asked));
      const shared = median([overlap(ownNeighbours[0]!, first!), overlap(ownNeighbours[1]!, second!)]);
      const between = overlap(first!, second!);
      const range = (values: readonly number[]) => `${percent(Math.min(...values))} to ${percent(Math.max(...values))}`;
      quality.push([
        nameOf(way),
        range(own.map(({ vectors }) => spearman(vectors, judgements))),
        range(others.map(({ vectors }) => spearman(vectors, judgements))),
        range(own.map(({ vectors }) => analogiesRight(vectors, judgements))),
        range(others.map(({ vectors }) => analogiesRight(vectors, judgements))),
        percent(shared),
        percent(between),
        (shared / between).toFixed(2),
        '0.90',
      ]);
      same = readByGensim(folder, own[0]!.vectors, asked);
    }
    return `${counted}; window 5, 5 negative examples, sub-sampling 1e-3. Words a second are those of the text, the better of two runs; gensim's the better of sentences in memory and a file that its threads read.

${markdownTable(speedHead, speed)}
Of gensim's own test data the corpus knows ${judgements.pairs.length} pairs of WordSim-353 (Spearman's correlation) and ${judgements.analogies.length} analogies (3CosAdd); the range is over two seeds with one thread and two with two. Neighbours are of ${asked.length} words. gensim is given our vocabulary, so that words of equal counts are in one order, by which they have their places in the Huffman tree.

${markdownTable(qualityHead, quality)}
Our binary file, read by gensim, has ${percent(same)} of the same neighbours.`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
