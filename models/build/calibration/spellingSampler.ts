import { withCaseOf } from '../../../server/src/lexicon/letterCase';
import { UNKNOWN_ID } from '../../../server/src/lm/ngram/vocabulary';
import { type CapitalPlace, capitalPlace } from '../../../server/src/proofreading/capitalPlace';
import { SentenceScorer } from '../../../server/src/proofreading/sentenceScorer';
import type { Token } from '../../../server/src/text/token';
import { tokenize } from '../../../server/src/text/tokens';
import type { readModels } from '../heldOut';
import type { Misspeller } from './misspell';

export interface ScoredCandidate {
  readonly logError: number;
  readonly gain: number;
  readonly logPrior: number;
}

/** A word that the lexicon does not know, in its sentence. */
export interface Sample {
  readonly candidates: readonly ScoredCandidate[];
  /** Of the intended word; -1 when it is not offered, undefined for a word of the text's own. */
  readonly intended: number | undefined;
  readonly place: CapitalPlace;
  readonly forReport: boolean;
}

const CANDIDATES = 24;
/** Misspellings put in at each place, and which share of words is tried. */
const MOST_MISSPELLINGS = 6000;
const TRIED: Readonly<Record<CapitalPlace, number>> = { lowerCase: 0.12, capitalFirst: 0.6, capitalInside: 0.6 };

/** Gathers the unknown words of sentences, and misspellings that are put into them, one at a time. */
export class SpellingSampler {
  readonly samples: Sample[] = [];
  private readonly words: Record<CapitalPlace, number> = { lowerCase: 0, capitalFirst: 0, capitalInside: 0 };
  private readonly misspelt: Record<CapitalPlace, number> = { lowerCase: 0, capitalFirst: 0, capitalInside: 0 };

  constructor(
    private readonly models: ReturnType<typeof readModels>,
    private readonly misspeller: Misspeller,
    private readonly random: () => number,
  ) {}

  /** How many words of the sentences stood at such a place. */
  wordsAt(place: CapitalPlace): number {
    return this.words[place];
  }

  /** @param tokens one sentence. */
  add(tokens: readonly Token[]): void {
    const { lexicon } = this.models;
    const forReport = this.random() < 0.5;
    for (const [index, { kind, form }] of tokens.entries()) {
      if (kind !== 'word' || !/^\p{L}\p{Ll}{2,}$/u.test(form)) continue;
      const place = capitalPlace(tokens, index, false);
      this.words[place]++;
      const { status } = lexicon.lookup(form, 'en');
      if (status === 'unknown') this.sample(tokens, index, form, undefined, place, forReport);
      if (status !== 'known' || this.misspelt[place] >= MOST_MISSPELLINGS || this.random() > TRIED[place]) continue;
      const written = withCaseOf(form, this.misspeller.misspell(form.toLowerCase()));
      if (written === form || lexicon.lookup(written, 'en').status !== 'unknown') continue;
      this.misspelt[place]++;
      this.sample(tokens, index, written, form, place, forReport);
    }
  }

  private sample(
    tokens: readonly Token[],
    index: number,
    written: string,
    intended: string | undefined,
    place: CapitalPlace,
    forReport: boolean,
  ): void {
    const { ngram, open, modelWords, corrector } = this.models;
    const words = tokens.map((token, i) =>
      i === index ? { word: written.toLowerCase(), id: UNKNOWN_ID } : modelWords.of(token),
    );
    const scorer = new SentenceScorer(ngram, open, words);
    const suggested = corrector.suggest(written, CANDIDATES, { dialect: 'en' });
    this.samples.push({
      candidates: suggested.map(({ word, logErrorProbability, logPrior }) => {
        const replacement = tokenize(word, { start: 0, end: word.length }).map((part) => modelWords.of(part));
        const gain = scorer.gain(index, index + 1, replacement);
        return { logError: logErrorProbability, gain, logPrior };
      }),
      intended: intended === undefined ? undefined : suggested.findIndex(({ word }) => word === intended),
      place,
      forReport,
    });
  }
}
