import type { AnalysisReport, AnalysisRequest, Analyzer } from '../../analysis/analyzer';
import { GrammarTier } from '../../analysis/grammarTier';
import type { InferenceClient } from '../../inference/client';
import { UnavailableError } from '../../inference/inferenceErrors';
import { shippedNeuralModel } from '../../inference/neuralModel';
import { loadGrammarChecker } from '../../platform/models';
import type { Span } from '../../text/span';
import { asModelError } from '../neuralModel';

/** How far the sentences of a document have been judged. */
export type OnJudged = (judged: number, sentences: number) => void;

/** The grammar tier of one run: the neural model in a process of its own, which the first sentence starts; n-grams without it. */
export class GrammarRun {
  private readonly client: InferenceClient | undefined;
  private tier: GrammarTier | undefined;

  /**
   * @param asksNeural whether the neural model judges, as long as it answers
   * @param onGivenUp what happens without it, called once; absent: the run is ended with an error
   */
  constructor(
    asksNeural: boolean,
    private readonly onGivenUp?: (reason: string) => void,
  ) {
    this.client = asksNeural ? shippedNeuralModel() : undefined;
    this.tier = new GrammarTier(loadGrammarChecker(this.client));
  }

  /** From now on nobody looks at grammar. */
  switchOff(): void {
    this.tier = undefined;
  }

  /**
   * A document's findings, those of grammar in what touches a span.
   * @throws CommandError without the model, unless that may be given up
   */
  async analyze(
    analyzer: Analyzer,
    request: AnalysisRequest,
    spans: readonly Span[],
    onJudged: OnJudged,
  ): Promise<AnalysisReport> {
    if (this.tier === undefined) return analyzer.analyze(request);
    const pass = analyzer.follow(request.snapshot.languageId).start(request);
    while (pass.advance());
    const sentences = [...pass.grammarSentences(spans)];
    for (let { tier } = this; tier !== undefined; tier = this.tier) {
      let judged = 0;
      try {
        await tier.judgeAll(sentences, () => onJudged(++judged, sentences.length));
        return pass.report(tier);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        // Another process is on its way.
        if (!error.restarting && tier === this.tier) this.giveUp(error);
      }
    }
    return pass.report();
  }

  /** Ends the model's process. */
  close(): void {
    this.client?.dispose();
  }

  private giveUp(error: UnavailableError): void {
    if (this.onGivenUp === undefined) asModelError(error);
    this.tier = new GrammarTier(loadGrammarChecker());
    this.onGivenUp?.(error.message);
  }
}
