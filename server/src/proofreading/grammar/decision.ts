import { logOdds } from '../logOdds';
import type { ProofreadingSettings } from '../settings';
import { areRivals, type Candidate } from './candidate';
import type { GrammarWeights } from './grammarWeights';

/** A candidate that is sure enough. */
export interface Accepted extends Candidate {
  /** Calibrated probability that it is right. */
  readonly confidence: number;
}

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
    for (const candidate of [...candidates].sort((a, b) => b.logOdds - a.logOdds || a.edit.start - b.edit.start)) {
      const confidence = this.weights.confidence(candidate.logOdds, this.settings.operatingPoint, this.isNeural);
      if (!this.isSure(candidate, confidence)) continue;
      if (accepted.some(({ edit }) => areRivals(edit, candidate.edit))) continue;
      accepted.push({ ...candidate, confidence });
    }
    return accepted.sort((a, b) => a.edit.start - b.edit.start);
  }

  private isSure({ edit }: Candidate, confidence: number): boolean {
    const { minConfidence, operatingPoint, thresholdShifts } = this.settings;
    const least = this.weights.leastConfidence(edit.editClass, operatingPoint, this.isNeural);
    const shift = thresholdShifts?.[edit.editClass] ?? 0;
    return confidence >= minConfidence && logOdds(confidence) >= logOdds(least) + shift;
  }
}
