import type { ModelWord } from '../../../server/src/lm/ngram/modelWords';
import { SentenceScorer } from '../../../server/src/proofreading/sentenceScorer';
import type { readModels } from '../heldOut';
import type { PairSample } from './leastGain';
import type { Pair } from './pairs';

/** More samples of one pair change nothing. */
const MOST_SAMPLES = 10_000;

interface SampledPair {
  readonly written: readonly ModelWord[];
  readonly intended: readonly ModelWord[];
  readonly whereRight: number[];
  readonly whereWrong: number[];
  uses: number;
}

/** Gathers the gains of pairs from sentences that are taken to be right: as they stand, and with the written put for the intended. */
export class PairSampler {
  private readonly pairs = new Map<string, SampledPair>();
  /** By first word, of the written and of the intended. */
  private readonly byWritten = new Map<string, SampledPair[]>();
  private readonly byIntended = new Map<string, SampledPair[]>();
  private tokens = 0;

  constructor(
    private readonly models: ReturnType<typeof readModels>,
    pairs: readonly Pair[],
  ) {
    for (const pair of pairs) {
      if (this.pairs.has(keyOf(pair))) continue;
      const [written, intended] = [this.wordsOf(pair.written), this.wordsOf(pair.intended)];
      const sampled: SampledPair = { written, intended, whereRight: [], whereWrong: [], uses: 0 };
      this.pairs.set(keyOf(pair), sampled);
      append(this.byWritten, written[0]!.word, sampled);
      append(this.byIntended, intended[0]!.word, sampled);
    }
  }

  /** @param words one sentence. */
  add(words: readonly ModelWord[]): void {
    const scorer = new SentenceScorer(this.models.ngram, this.models.open, words);
    this.tokens += words.length;
    for (const [index, { word }] of words.entries()) {
      for (const pair of this.byWritten.get(word) ?? []) {
        const { written, intended, whereRight } = pair;
        if (!stands(written, words, index)) continue;
        pair.uses++;
        if (whereRight.length < MOST_SAMPLES) whereRight.push(scorer.gain(index, index + written.length, intended));
      }
      for (const { written, intended, whereWrong } of this.byIntended.get(word) ?? []) {
        if (whereWrong.length >= MOST_SAMPLES || !stands(intended, words, index)) continue;
        // The written one in its place, as the proofreader would meet it: the gain is that of taking it back.
        whereWrong.push(-scorer.gain(index, index + intended.length, written));
      }
    }
  }

  sampleOf(pair: Pair): PairSample {
    const { whereRight, whereWrong, uses } = this.pairs.get(keyOf(pair))!;
    return { whereRight, whereWrong, perMillion: (1e6 * Math.max(1, uses)) / this.tokens };
  }

  private wordsOf(phrase: string): ModelWord[] {
    return phrase.split(' ').map((form) => this.models.modelWords.of({ kind: 'word', form }));
  }
}

const keyOf = ({ written, intended }: Pair): string => `${written}\n${intended}`;

const stands = (phrase: readonly ModelWord[], words: readonly ModelWord[], at: number): boolean =>
  phrase.every(({ word }, i) => words[at + i]?.word === word);

function append(index: Map<string, SampledPair[]>, word: string, pair: SampledPair): void {
  const pairs = index.get(word);
  if (pairs === undefined) index.set(word, [pair]);
  else pairs.push(pair);
}
