import type { DialectChoice } from '../../lexicon/dialect';
import { capitalize, letterCase, withCaseOf } from '../../lexicon/letterCase';
import { stepsPerNat } from '../../lexicon/lexiconFile';
import type { RangeMinimum } from '../../lexicon/rangeMinimum';
import type { WordAutomaton } from '../../lexicon/wordAutomaton';
import { CandidateSearch, type PriorCosts } from './candidateSearch';
import { errorCost } from './errorCost';
import { COSTS_PER_NAT, type SpellingErrorModel } from './errorModel';

/** What spelling correction needs of a lexicon. */
export interface SpellingLexicon {
  readonly automaton: WordAutomaton;
  indexOf(word: string): number;
  wordAt(index: number): string;
  /** Natural logarithm of the word's relative frequency. */
  frequency(index: number): number;
  /** How frequent the most frequent word of a range is at most, in steps below 0 of which `stepsPerNat` are a nat. */
  readonly rarities: RangeMinimum;
  /** Whether the word may stand in a text of the dialect. */
  allows(index: number, dialect: DialectChoice): boolean;
  isSuggestable(index: number): boolean;
}

export interface SpellingCandidate {
  /** In the written form's capitals; two words with a space between when the writer ran them together. */
  readonly word: string;
  /** Natural logarithm of P(written | word). */
  readonly logErrorProbability: number;
  /** Natural logarithm of P(word) out of context. */
  readonly logPrior: number;
}

export interface SuggestOptions {
  /** Only words of this dialect. */
  readonly dialect?: DialectChoice;
}

/** Candidates that are e^-9 less probable than the best are of no use to anybody. */
const WINDOW_NATS = 9;
const BEAM_NATS = 14;
const MAX_STATES = 60_000;
/** Words that differ in case alone become one candidate: some more must be asked for. */
const SPARE = 4;

/** The cost of words' probabilities, raised to an exponent. */
class TemperedPriors implements PriorCosts {
  /** By rarity. */
  private readonly costs: Uint16Array;

  constructor(
    private readonly rarities: RangeMinimum,
    exponent: number,
  ) {
    this.costs = Uint16Array.from({ length: 256 }, (_, rarity) =>
      Math.round(exponent * COSTS_PER_NAT * (rarity / stepsPerNat)),
    );
  }

  bound(first: number, last: number): number {
    return this.costs[this.rarities.bound(first, last)]!;
  }
}

/**
 * Ranks the words that may have been meant by a written form, by P(written | word) P(word)^priorExponent, without context.
 * The same form always gets the same answer.
 */
export class SpellingCorrector {
  private searchEngine: CandidateSearch | undefined;

  constructor(
    private readonly lexicon: SpellingLexicon,
    private readonly errorModel: SpellingErrorModel,
  ) {}

  /** At most `count` candidates, best first; never `written` itself. */
  suggest(written: string, count: number, options: SuggestOptions = {}): SpellingCandidate[] {
    if (count <= 0 || written === '') return [];
    const limits = {
      count: count + SPARE,
      window: WINDOW_NATS * COSTS_PER_NAT,
      beam: BEAM_NATS * COSTS_PER_NAT,
      maxStates: MAX_STATES,
    };
    const accepts = (index: number): boolean => this.accepts(index, options.dialect);
    const candidates: SpellingCandidate[] = [];
    for (const { index, errorCost } of this.search().search(written, limits, accepts)) {
      candidates.push({
        word: restoreCase(written, this.lexicon.wordAt(index)),
        logErrorProbability: -errorCost / COSTS_PER_NAT,
        logPrior: this.lexicon.frequency(index),
      });
    }
    candidates.push(...this.splits(written, options.dialect));
    // Of words that differ in capitals alone one is enough, and none where the written form is such a word itself.
    const seen = new Set(this.lexicon.indexOf(written) >= 0 ? [written.toLowerCase()] : []);
    return candidates
      .sort(
        (a, b) => this.rankingScore(b) - this.rankingScore(a) || b.logPrior - a.logPrior || (a.word < b.word ? -1 : 1),
      )
      .filter(({ word }) => {
        const folded = word.toLowerCase();
        if (word === written || seen.has(folded)) return false;
        seen.add(folded);
        return true;
      })
      .slice(0, count);
  }

  /** Natural logarithm of P(written | intended), 0 when they are the same; capitals the writer left out count, others don't. */
  logErrorProbability(written: string, intended: string): number {
    return -errorCost(this.errorModel, written, intended) / COSTS_PER_NAT;
  }

  /** Natural logarithm by which candidates are ranked where no context is known. */
  rankingScore(candidate: SpellingCandidate): number {
    return candidate.logErrorProbability + this.errorModel.priorExponent * candidate.logPrior;
  }

  private accepts(index: number, dialect: DialectChoice | undefined): boolean {
    return this.lexicon.isSuggestable(index) && (dialect === undefined || this.lexicon.allows(index, dialect));
  }

  /** Made when first needed. */
  private search(): CandidateSearch {
    if (this.searchEngine === undefined) {
      const { automaton, rarities } = this.lexicon;
      this.searchEngine = new CandidateSearch(
        automaton,
        this.errorModel,
        new TemperedPriors(rarities, this.errorModel.priorExponent),
      );
    }
    return this.searchEngine;
  }

  /** `alot`: a lot, `infact`: in fact. Both parts as they are in the lexicon; the first in the written form's capitals. */
  private splits(written: string, dialect: DialectChoice | undefined): SpellingCandidate[] {
    const found: SpellingCandidate[] = [];
    const logErrorProbability = -this.errorModel.spaceDeletionCost / COSTS_PER_NAT;
    for (let at = 1; at < written.length; at++) {
      const left = this.part(written.slice(0, at), dialect);
      if (left === undefined) continue;
      const right = this.part(written.slice(at), dialect);
      if (right === undefined) continue;
      found.push({
        word: `${restoreCase(written, left.word)} ${right.word}`,
        logErrorProbability,
        logPrior: left.logPrior + right.logPrior,
      });
    }
    return found;
  }

  private part(form: string, dialect: DialectChoice | undefined): { word: string; logPrior: number } | undefined {
    const lower = form.toLowerCase();
    const word = lower === 'i' ? 'I' : lower;
    if (word.length === 1 && word !== 'a' && word !== 'I') return undefined;
    const index = this.lexicon.indexOf(word);
    if (index < 0 || !this.accepts(index, dialect)) return undefined;
    return { word, logPrior: this.lexicon.frequency(index) };
  }
}

/** `word` in the capitals of `written`; a word with capitals of its own keeps them. */
const restoreCase = (written: string, word: string): string => {
  if (letterCase(written) === 'capitalized' && written.length > 1) return capitalize(word);
  return written.length > 1 ? withCaseOf(written, word) : word;
};
