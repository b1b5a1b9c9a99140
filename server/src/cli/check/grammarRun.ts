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

/** The grammar tier of one run: the neural model in a process of its own, which the first sentence starts. */
export class GrammarRun {
  private readonly client: InferenceClient = shippedNeuralModel();
  private readonly tier = new GrammarTier(loadGrammarChecker(this.client));
  private isOff = false;

  /** @param onGivenUp what happens without the model, called once; absent: the run is ended with an error */
  constructor(private readonly onGivenUp?: (reason: string) => void) {}

  /** From now on n-grams judge alone. */
  switchOff(): void {
    this.isOff = true;
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
    if (this.isOff) return analyzer.analyze(request);
    const pass = analyzer.follow(request.snapshot.languageId).start(request);
    while (pass.advance());
    const sentences = [...pass.grammarSentences(spans)];
    while (!this.isOff) {
      let judged = 0;
      try {
        await this.tier.judgeAll(sentences, () => onJudged(++judged, sentences.length));
        return pass.report(this.tier);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        // Another process is on its way.
        if (!error.restarting) this.giveUp(error);
      }
    }
    return pass.report();
  }

  /** Ends the model's process. */
  close(): void {
    this.client.dispose();
  }

  private giveUp(error: UnavailableError): void {
    if (this.onGivenUp === undefined) asModelError(error);
    if (!this.isOff) this.onGivenUp?.(error.message);
    this.switchOff();
  }
}
