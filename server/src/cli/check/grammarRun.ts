import type { AnalysisReport, AnalysisRequest, Analyzer } from '../../analysis/analyzer';
import type { GrammarSentence } from '../../analysis/grammarSentences';
import type { GrammarTier } from '../../analysis/grammarTier';
import { UnavailableError } from '../../inference/inferenceErrors';
import type { Span } from '../../text/span';
import { asModelError } from '../neuralModel';
import type { GrammarTiers } from './grammarTiers';
import { finishPass, takeTurn } from './turns';

/** How the grammar of a document is judged. */
export interface Judging {
  /** Is told how far the sentences have been judged. */
  readonly onJudged: (judged: number, sentences: number) => void;
  /** Others may have a turn while a document is judged, and the judging may be given up. */
  readonly signal?: AbortSignal | undefined;
}

/** Sentences between two turns of others: n-grams take a third of a second for them. */
const sentencesATurn = 32;

/** The grammar tier of one run: the neural model in a process of its own, n-grams without it. */
export class GrammarRun {
  private tier: GrammarTier | undefined;

  /**
   * @param asksNeural whether the neural model judges, as long as it answers
   * @param onGivenUp what happens without it, called once; absent: the run is ended with an error
   */
  constructor(
    private readonly tiers: GrammarTiers,
    asksNeural: boolean,
    private readonly onGivenUp?: (reason: string) => void,
  ) {
    this.tier = asksNeural ? tiers.neural : tiers.ngram;
  }

  /** From now on nobody looks at grammar. */
  switchOff(): void {
    this.tier = undefined;
  }

  /**
   * A document's findings, those of grammar in what touches a span.
   * @throws CommandError without the model, unless that may be given up
   * @throws the signal's reason
   */
  async analyze(
    analyzer: Analyzer,
    request: AnalysisRequest,
    spans: readonly Span[],
    judging: Judging,
  ): Promise<AnalysisReport> {
    if (this.tier === undefined && judging.signal === undefined) return analyzer.analyze(request);
    const pass = analyzer.follow(request.snapshot.languageId).start(request);
    await finishPass(pass, judging.signal);
    const sentences = [...pass.grammarSentences(spans)];
    for (let { tier } = this; tier !== undefined; tier = this.tier) {
      try {
        await judgeAll(tier, sentences, judging);
        return pass.report(tier);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        // Another process is on its way.
        if (!error.restarting && tier === this.tier) this.giveUp(error);
      }
    }
    return pass.report();
  }

  private giveUp(error: UnavailableError): void {
    if (this.onGivenUp === undefined) asModelError(error);
    this.tier = this.tiers.ngram;
    this.onGivenUp?.(error.message);
  }
}

const judgeAll = async (
  tier: GrammarTier,
  sentences: readonly GrammarSentence[],
  { onJudged, signal }: Judging,
): Promise<void> => {
  let judged = 0;
  const tell = () => onJudged(++judged, sentences.length);
  if (signal === undefined) {
    await tier.judgeAll(sentences, tell);
    return;
  }
  for (let from = 0; from < sentences.length; from += sentencesATurn) {
    await tier.judgeAll(sentences.slice(from, from + sentencesATurn), tell, { signal });
    await takeTurn(signal);
  }
};
