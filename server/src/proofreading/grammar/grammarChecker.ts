import type { Span } from '../../text/span';
import { tokenize } from '../../text/tokens';
import type { Finding } from '../finding';
import type { OperatingPoint } from '../settings';
import type { Candidate } from './candidate';
import { candidateEdits } from './candidateEdits';
import { Cascade, type CouldBeMade, RIGHT_CONTEXT } from './cascade';
import { isChecked } from './checkedSentences';
import { type Correction, corrected, findingOf, nearCorrections, withAccepted } from './corrections';
import { Decision } from './decision';
import type { GrammarModels } from './grammarModels';
import type { EditScorer, GrammarRequest, GrammarScoring } from './grammarRequest';
import type { GrammarWeights } from './grammarWeights';

/** Times that a sentence is looked at, each time as the edits before have left it. */
const MOST_PASSES = 3;

/** Finds edits that make a sentence likelier, and are likely right. A request and the models alone decide what is found. */
export class GrammarChecker {
  private readonly cascade: Cascade;

  /** @param model without one, n-grams judge alone */
  constructor(
    private readonly models: GrammarModels,
    private readonly weights: GrammarWeights,
    private readonly model?: EditScorer,
  ) {
    this.cascade = new Cascade(models, weights.gates, weights.probe);
  }

  /** Of the model that judges. */
  get id(): string {
    return this.model?.id ?? this.models.words.id;
  }

  get isNeural(): boolean {
    return this.model !== undefined;
  }

  /** The least confidence with which a finding of this code is shown, without what the user's feedback adds. */
  leastConfidence(code: string, point: OperatingPoint): number {
    return this.weights.leastConfidence(code, point, this.isNeural);
  }

  /**
   * Findings for each request, offsets in its sentence, ascending and disjoint.
   * @throws what the model throws
   */
  async check(
    requests: readonly GrammarRequest[],
    scoring: GrammarScoring = {},
  ): Promise<readonly (readonly Finding[])[]> {
    const findings: (readonly Finding[])[] = [];
    for (const request of requests) findings.push(await this.checkSentence(request, scoring));
    return findings;
  }

  /**
   * Those of the proposed edits that make the sentence less likely under the neural model; none without one.
   * @throws what the model throws
   */
  async refuted(request: GrammarRequest, scoring: GrammarScoring = {}): Promise<readonly Span[]> {
    const { sentence, leftContext, proposed: edits = [] } = request;
    if (this.model === undefined || edits.length === 0 || !isChecked(request)) return [];
    const asked = { sentence, ...(leftContext !== undefined && { leftContext }), edits };
    const [scores] = await this.model.scoreCandidates([asked], { rightContext: RIGHT_CONTEXT, ...scoring });
    return edits.filter((_, index) => scores!.gains[index]! < 0).map(({ start, end }) => ({ start, end }));
  }

  private async checkSentence(request: GrammarRequest, scoring: GrammarScoring): Promise<readonly Finding[]> {
    if (request.settings.disabledKinds.has('grammar') || !isChecked(request)) return [];
    const decision = new Decision(this.weights, request.settings, this.isNeural);
    const { sentence } = request;
    let corrections: readonly Correction[] = [];
    let present = request;
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const near = pass === 0 ? undefined : corrections;
      const accepted = decision.accepted(await this.judged(present, near, decision, scoring));
      if (accepted.length === 0) break;
      corrections = withAccepted(sentence, corrections, accepted);
      const text = corrected(sentence, corrections);
      present = { ...request, sentence: text, tokens: tokenize(text, { start: 0, end: text.length }) };
    }
    return corrections.map((correction) => findingOf(request, correction));
  }

  /** @param near places of the sentence before correction; edits elsewhere have been judged before */
  private async judged(
    request: GrammarRequest,
    near: readonly Correction[] | undefined,
    decision: Decision,
    scoring: GrammarScoring,
  ): Promise<readonly Candidate[]> {
    const { sentence: text, tokens, settings } = request;
    const all = candidateEdits({ text, tokens, dialect: settings.dialect }, this.models.resources);
    const edits = near === undefined ? all : nearCorrections(all, near);
    const candidates = this.cascade.byNgram(request, edits);
    if (this.model === undefined) return candidates;
    const couldBeMade: CouldBeMade = (edit, logOdds, look) => decision.couldBeMade(edit, logOdds, look);
    return (await this.cascade.byNeural(request, candidates, this.model, scoring, couldBeMade)).candidates;
  }
}
