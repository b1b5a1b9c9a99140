import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConstraintOptions, SamplingOptions } from '../../server/src/lm/languageModel';
import { SubwordTokenizer } from '../../server/src/lm/neural/tokenizer';
import { ConstraintCompiler } from '../../server/src/lm/sampling/constraint/constraintCompiler';
import type { TokenVocabulary } from '../../server/src/lm/sampling/constraint/vocabularyTrie';
import { RandomGenerator } from '../../server/src/lm/sampling/randomGenerator';
import { Sampler } from '../../server/src/lm/sampling/sampler';
import { writeUnder } from '../support/tokenVocabulary';
import { markdownTable, median } from './table';

/** Milliseconds of processor time that a call takes, of all threads. */
const cpuMs = (call: () => void): number => {
  const before = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const random = RandomGenerator.ofSeed(1);

/** Rows shaped like a model's: a wide bell, and a few dozen tokens that stand out; every second one is flatter. */
const logitRows = (size: number): readonly Float32Array[] =>
  Array.from({ length: 20 }, (_, row) =>
    Float32Array.from({ length: size }, () => {
      const bell = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
      return bell * (row % 2 === 0 ? 6 : 1.5) + (random.nextDouble() < 0.0005 ? 8 * random.nextDouble() : 0);
    }),
  );

const samplers: Readonly<Record<string, SamplingOptions>> = {
  'the defaults': {},
  'temperature 0': { temperature: 0 },
  'top-p 0.95 alone': { topK: 0, minP: 0 },
  'min-p 0.05 alone': { topK: 0, topP: 1 },
  'nothing cut off': { topK: 0, topP: 1, minP: 0, temperature: 1 },
  'the defaults, penalty 1.1': { repetitionPenalty: 1.1 },
};

const words = (path: string, count: number): readonly string[] =>
  [...new Set(readFileSync(path, 'utf8').match(/\b[a-z]{2,}\b/g))].slice(0, count);

/** Words between what is no letter, mark, digit or joiner. */
const wholeWord = (list: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{M}\\p{N}\\p{Pc}])(?:${list.join('|')})(?![\\p{L}\\p{M}\\p{N}\\p{Pc}])`, 'iu');

interface ConstraintCase {
  readonly options: ConstraintOptions;
  /** Whether a text is one that was allowed. */
  readonly allows: (text: string) => boolean;
}

const constraintCases = (repository: string): Readonly<Record<string, ConstraintCase>> => {
  const template = 'Dear [A-Z][a-z]{2,12}, thank you for (your (order|letter) of \\d{1,2} (May|June)|calling)\\.';
  const capitals = ['Paris', 'London', 'Rome', 'São Paulo', '東京'];
  const list = words(join(repository, 'THIRD_PARTY_NOTICES'), 500);
  const known = new Set(list);
  const banned = ['the', 'of', 'ass', 'naïve'];
  const usesOnly = (text: string): boolean =>
    (text.match(/[\p{L}\p{M}\p{N}\p{Pc}]+/gu) ?? []).every((word) => known.has(word.toLowerCase()));
  return {
    'a template': { options: { pattern: template }, allows: (text) => new RegExp(`^${template}$`, 'u').test(text) },
    'five alternatives': { options: { alternatives: capitals }, allows: (text) => capitals.includes(text) },
    '500 words': { options: { vocabulary: list }, allows: usesOnly },
    'four banned words': { options: { bannedWords: banned }, allows: (text) => !wholeWord(banned).test(text) },
    '500 words, four banned': {
      options: { vocabulary: list, bannedWords: banned },
      allows: (text) => usesOnly(text) && !wholeWord(banned).test(text),
    },
  };
};

/** Speed of samplers and constraints over the shipped model's vocabulary, and how well what is drawn keeps to what was asked. */
export const benchSampling = (repository: string, texts: number): string => {
  const file = join(repository, 'models/smollm2-135m.tokenizer.json');
  const tokenizer = new SubwordTokenizer(JSON.parse(readFileSync(file, 'utf8')));
  const vocabulary: TokenVocabulary = {
    bytes: Array.from({ length: tokenizer.size }, (_, id) => tokenizer.bytes(id)),
    endTokens: tokenizer.endTokens,
  };
  return [
    `${tokenizer.size} logits, milliseconds of processor time.`,
    samplerTable(tokenizer.size),
    constraintTable(vocabulary, constraintCases(repository), texts),
    drawsTable(),
  ].join('\n\n');
};

const samplerTable = (size: number): string => {
  const rows = logitRows(size);
  const recent = Array.from({ length: 64 }, (_, index) => index * 7);
  const times = Object.entries(samplers).map(([name, options]) => {
    const sampler = new Sampler(options);
    const all = (): void => {
      for (const row of rows) sampler.sample(row, recent);
    };
    all();
    const repeated = Array.from({ length: 15 }, () => cpuMs(all) / rows.length);
    return [name, median(repeated).toFixed(3), Math.min(...repeated).toFixed(3)];
  });
  return markdownTable(['sampler', 'a token, median', 'least'], times);
};

const constraintTable = (
  vocabulary: TokenVocabulary,
  cases: Readonly<Record<string, ConstraintCase>>,
  texts: number,
): string => {
  let compiler: ConstraintCompiler | undefined;
  const trie = cpuMs(() => {
    compiler = new ConstraintCompiler(vocabulary);
  });
  const rows = Object.entries(cases).map(([name, { options, allows }]) => {
    let start: ReturnType<ConstraintCompiler['compile']>;
    const logits = new Float32Array(vocabulary.bytes.length);
    const compile = cpuMs(() => {
      start = compiler!.compile(options);
    });
    const first = cpuMs(() => start!.mask(logits));
    const again = cpuMs(() => {
      for (let count = 0; count < 100; count++) start!.mask(logits);
    });
    let wrong = 0;
    for (let seed = 0; seed < texts; seed++) {
      const { text, whole } = writeUnder(vocabulary, start!, { seed, maxTokens: 40, endBonus: 4 });
      if (!whole || !allows(text)) wrong++;
    }
    return [name, compile.toFixed(1), first.toFixed(1), (again / 100).toFixed(2), `${wrong} of ${texts}`];
  });
  const head = [
    'constraint',
    'compile',
    'first mask',
    'a mask again',
    'texts under random logits that break it or are cut',
  ];
  return `The tree of the vocabulary, once for a model: ${trie.toFixed(0)} ms.\n\n${markdownTable(head, rows)}`;
};

/** Chi-square of 100,000 draws against the exact distribution. */
const drawsTable = (): string => {
  const draws = 100_000;
  const logits = Float32Array.from({ length: 21 }, (_, id) => 3 * Math.sin(id));
  const rows = [0.5, 1, 2].map((temperature) => {
    const sampler = new Sampler({ temperature, topK: 0, topP: 1, minP: 0, seed: 20261127 });
    const expected = sampler.distribution(logits).filter(({ probability }) => probability * draws >= 5);
    const counts = new Map<number, number>();
    for (let draw = 0; draw < draws; draw++) {
      const { id } = sampler.sample(logits);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const chiSquare = expected.reduce(
      (sum, { id, probability }) => sum + ((counts.get(id) ?? 0) - probability * draws) ** 2 / (probability * draws),
      0,
    );
    const degrees = expected.length - 1;
    // Wilson and Hilferty: the cube root is about normal.
    const deviations = (Math.cbrt(chiSquare / degrees) - (1 - 2 / (9 * degrees))) / Math.sqrt(2 / (9 * degrees));
    return [String(temperature), chiSquare.toFixed(1), String(degrees), deviations.toFixed(2)];
  });
  const head = [
    'temperature',
    'chi-square of 100,000 draws',
    'degrees of freedom',
    'standard deviations (p > .01 below 2.33)',
  ];
  return markdownTable(head, rows);
};
