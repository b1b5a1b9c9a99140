import { logOdds } from '../logOdds';
import type { ProofreadingSettings } from '../settings';
import { areRivals, type Candidate } from './candidate';
import type { NeuralLook } from './features';
import type { GrammarEdit } from './grammarEdit';
import type { GrammarWeights } from './grammarWeights';

/** A candidate that is sure enough. */
export interface Accepted extends Candidate {
  /** Calibrated probability that it is right. */
  readonly confidence: number;
  /** What else may be meant in place of the same words, likeliest first. */
  readonly others: readonly Candidate[];
}

/** Of its confidence, what another edit of the same words must have to be offered beside it. */
const LEAST_SHARE = 0.1;

/** Which candidates are sure enough at an operating point. */
export class Decision {
  /** @param isNeural whether the neural model has judged, or the n-gram model alone */
  constructor(
    private readonly weights: GrammarWeights,
    private readonly settings: ProofreadingSettings,
    private readonly isNeural: boolean,
  ) {}

  /** The surest, ascending; of rivals only one, since where one is made the others must be judged anew. */
  accepted(candidates: readonly Candidate[]): Accepted[] {
    const accepted: Accepted[] = [];
    const surestFirst = [...candidates].sort((a, b) => b.logOdds - a.logOdds || a.edit.start - b.edit.start);
    for (const candidate of surestFirst) {
      const confidence = this.confidence(candidate.logOdds);
      if (!this.isSure(candidate.edit, confidence)) continue;
      if (accepted.some(({ edit }) => areRivals(edit, candidate.edit))) continue;
      const others = surestFirst.filter(
        (other) =>
          other !== candidate &&
          other.edit.start === candidate.edit.start &&
          other.edit.end === candidate.edit.end &&
          this.confidence(other.logOdds) >= LEAST_SHARE * confidence,
      );
      accepted.push({ ...candidate, confidence, others });
    }
    return accepted.sort((a, b) => a.edit.start - b.edit.start);
  }

  /** Whether an edit with these log odds after a look is likely to be among those that are made after the last, if it is right. */
  couldBeMade(edit: GrammarEdit, odds: number, look: NeuralLook): boolean {
    return this.isSure(edit, this.confidence(odds + this.weights.rise(look, this.settings.operatingPoint)));
  }

  private confidence(odds: number): number {
    return this.weights.confidence(odds, this.settings.operatingPoint, this.isNeural);
  }

  private isSure({ editClass }: GrammarEdit, confidence: number): boolean {
    const { minConfidence, operatingPoint, thresholdShifts } = this.settings;
    const least = this.weights.leastConfidence(editClass, operatingPoint, this.isNeural);
    const shift = thresholdShifts?.[editClass] ?? 0;
    return confidence >= minConfidence && logOdds(confidence) >= logOdds(least) + shift;
  }
}
