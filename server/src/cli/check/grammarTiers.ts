import { GrammarTier } from '../../analysis/grammarTier';
import type { InferenceClient } from '../../inference/client';
import { shippedNeuralModel } from '../../inference/neuralModel';
import { loadGrammarChecker } from '../../platform/models';

/** Who judges grammar: made when they are first asked. What one check has found out about a sentence serves the next. */
export class GrammarTiers {
  private byNeural: GrammarTier | undefined;
  private byNgrams: GrammarTier | undefined;

  /** @param client the neural model that others use too; otherwise there is one of its own */
  constructor(private client?: InferenceClient) {}

  /** The neural model, in a process that the first sentence starts. */
  get neural(): GrammarTier {
    this.client ??= shippedNeuralModel();
    this.byNeural ??= new GrammarTier(loadGrammarChecker(this.client));
    return this.byNeural;
  }

  get ngram(): GrammarTier {
    this.byNgrams ??= new GrammarTier(loadGrammarChecker());
    return this.byNgrams;
  }

  /** Ends the model's process. */
  close(): void {
    this.client?.dispose();
  }
}
