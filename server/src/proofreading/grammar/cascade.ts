import { type CandidateOptions, type CandidateScores, surprisalBits } from '../../lm/languageModel';
import type { Span } from '../../text/span';
import { ngramGain, type ScoredSentence, touchedTokens } from '../editGain';
import { SentenceScorer } from '../sentenceScorer';
import type { Candidate } from './candidate';
import { correctionPrompt } from './correctionPrompt';
import {
  askedFeatures,
  firstFeatures,
  fullFeatures,
  type Look,
  type NeuralLook,
  ngramFeatures,
  shortFeatures,
} from './features';
import type { GrammarEdit } from './grammarEdit';
import type { GrammarModels } from './grammarModels';
import type { EditScorer, GrammarRequest, GrammarScoring } from './grammarRequest';
import type { MistakeProbe } from './mistakeProbe';

/** Who is looked at further. */
export interface Gate {
  /** Log odds that an edit is right, by what is known of it after this look. */
  logOdds(features: readonly number[]): number;
  /** Candidates below this are dropped. */
  readonly least: number;
  /** Of the others, so many at most are kept, the likeliest. */
  readonly most: number;
}

export type Gates = Readonly<Record<Look, Gate>>;

/** Whether an edit with such log odds after a look could still be made after the last. */
export type CouldBeMade = (edit: GrammarEdit, logOdds: number, look: NeuralLook) => boolean;

/**
 * Nats that nearly no right edit loses: of the errors of the training text that candidates reach, 99 % come with more, and of all candidates
 * four in five do not.
 */
const LEAST_NGRAM_GAIN = -7;

/** Tokens behind an edit after which the rest of a sentence seldom decides. */
export const RIGHT_CONTEXT = 6;

interface LookAtEdits {
  readonly look: NeuralLook;
  readonly options: CandidateOptions;
  /** Whether the model is asked to correct the sentence, in place of reading it after what it stands after. */
  readonly asksToCorrect?: boolean;
  features(candidates: readonly Candidate[], scores: CandidateScores, probe: MistakeProbe | undefined): number[][];
}

const editsOf = (candidates: readonly Candidate[]): GrammarEdit[] => candidates.map(({ edit }) => edit);

const neuralLooks: readonly LookAtEdits[] = [
  {
    look: 'first',
    options: { branchTokens: 1 },
    features: (candidates, scores, probe) => firstFeatures(editsOf(candidates), scores, probe),
  },
  {
    look: 'short',
    options: { rightContext: 2 },
    features: (candidates, scores) => shortFeatures(editsOf(candidates), scores),
  },
  {
    look: 'full',
    options: { rightContext: RIGHT_CONTEXT },
    features: (candidates, scores) => fullFeatures(editsOf(candidates), scores),
  },
  { look: 'asked', options: { rightContext: RIGHT_CONTEXT }, asksToCorrect: true, features: askedFeatures },
];

export interface CascadeResult {
  /** What passed the last gate, ascending by start. */
  readonly candidates: readonly Candidate[];
  /** By the neural model. */
  readonly tokensRead: number;
}

/**
 * Looks at candidate edits more and more closely, and each time at fewer: the n-gram model's gain; the neural model's for the first token that
 * differs, which comes with reading the sentence; with two tokens of right context; with six; and with six where it is asked to correct the sentence.
 */
export class Cascade {
  /** @param watch is shown all candidates after each look at them, before they are thinned out */
  constructor(
    private readonly models: GrammarModels,
    private readonly gates: Gates,
    private readonly probe?: MistakeProbe,
    private readonly watch?: (look: Look, candidates: readonly Candidate[]) => void,
  ) {}

  /** @param edits ascending by start */
  byNgram(request: GrammarRequest, edits: readonly GrammarEdit[]): Candidate[] {
    const sentence = this.scored(request);
    const likely = edits
      .map((edit) => ({ edit, gain: ngramGain(sentence, edit, LEAST_NGRAM_GAIN) }))
      .filter(({ gain }) => gain >= LEAST_NGRAM_GAIN);
    const features = ngramFeatures(sentence, this.models.resources, request.settings.dialect, likely);
    const candidates = likely.map(({ edit, gain }, index) => ({
      edit,
      ngramGain: gain,
      gain,
      surprisalBits: surprisalBits(sentence.scorer.logProbability(touchedTokens(sentence.tokens, edit).first)),
      features: features[index]!,
      logOdds: this.gates.ngram.logOdds(features[index]!),
    }));
    return this.thinned('ngram', candidates);
  }

  /**
   * @param couldBeMade what no longer could is not looked at further, unless beside one that can it is what else may be meant in place of the same words
   * @throws what the model throws
   */
  async byNeural(
    { sentence, leftContext }: GrammarRequest,
    candidates: readonly Candidate[],
    model: EditScorer,
    scoring: GrammarScoring,
    couldBeMade: CouldBeMade = () => true,
  ): Promise<CascadeResult> {
    let tokensRead = 0;
    let remaining = candidates;
    for (const { look, options, asksToCorrect, features } of neuralLooks) {
      if (remaining.length === 0) break;
      const context = asksToCorrect ? correctionPrompt(sentence) : leftContext;
      const asked = { sentence, ...(context !== undefined && { leftContext: context }), edits: editsOf(remaining) };
      const projection = look === 'first' && model.id === this.probe?.model ? this.probe.projection : undefined;
      const [scores] = await model.scoreCandidates([asked], {
        ...options,
        ...(projection && { projection }),
        ...scoring,
      });
      tokensRead += scores!.tokensRead;
      const more = features(remaining, scores!, this.probe);
      const judged = remaining.map((candidate, index) => {
        const all = [...candidate.features, ...more[index]!];
        return {
          ...candidate,
          // What a reader is told is how likely the sentence is, not what it is corrected to.
          ...(!asksToCorrect && {
            gain: scores!.gains[index]!,
            surprisalBits: surprisalAt(candidate.edit, scores!),
          }),
          features: all,
          logOdds: this.gates[look].logOdds(all),
        };
      });
      remaining = hopeful(this.thinned(look, judged), (one) => couldBeMade(one.edit, one.logOdds, look));
    }
    return { candidates: remaining, tokensRead };
  }

  private thinned(look: Look, candidates: readonly Candidate[]): Candidate[] {
    this.watch?.(look, candidates);
    const { least, most } = this.gates[look];
    const passed = candidates.filter(({ logOdds }) => logOdds >= least);
    if (passed.length <= most) return passed;
    const kept = new Set([...passed].sort((a, b) => b.logOdds - a.logOdds).slice(0, most));
    return passed.filter((candidate) => kept.has(candidate));
  }

  private scored({ sentence, tokens }: GrammarRequest): ScoredSentence {
    const { words, open, modelWords } = this.models;
    const scorer = new SentenceScorer(
      words,
      open,
      tokens.map((token) => modelWords.of(token)),
    );
    return { text: sentence, tokens, scorer, modelWords };
  }
}

/** Those that may be made, and what else may be meant in place of the same words. */
function hopeful(candidates: readonly Candidate[], mayBeMade: (candidate: Candidate) => boolean): Candidate[] {
  const places = new Set(candidates.filter(mayBeMade).map(placeOf));
  return candidates.filter((candidate) => places.has(placeOf(candidate)));
}

const placeOf = ({ edit: { start, end } }: Candidate): string => `${start}-${end}`;

/** Of the subwords that a span holds, in bits; of the one behind it where it is empty. */
function surprisalAt({ start, end }: Span, { sentence: { tokens } }: CandidateScores): number {
  const first = tokens.findIndex((token) => token.end > start);
  const inside =
    first < 0 ? tokens.slice(-1) : tokens.slice(first).filter((token, place) => place === 0 || token.start < end);
  return inside.reduce((sum, { logProbability }) => sum + surprisalBits(logProbability), 0);
}
