import type { Analyzer } from '../../analysis/analyzer';
import type { InferenceClient } from '../../inference/client';
import type { NgramModel } from '../../lm/ngram/ngramModel';
import { loadAnalyzer } from '../../platform/models';
import { asCommandError } from '../commandError';
import type { GrammarTiers } from './grammarTiers';

/** The models that checks are made with, loaded when they are first wanted. Several checks may share them. */
export class CheckModels {
  private loaded: Promise<Analyzer> | undefined;
  private tiers: GrammarTiers | undefined;

  /**
   * @param own a model of the user's, which judges together with ours
   * @param neural the neural model that others use too; otherwise there is one of its own
   */
  constructor(
    private readonly own?: NgramModel,
    private readonly neural?: InferenceClient,
  ) {}

  /** @throws CommandError */
  analyzer(): Promise<Analyzer> {
    this.loaded ??= loadAnalyzer(this.own).catch(asCommandError);
    return this.loaded;
  }

  async grammar(): Promise<GrammarTiers> {
    const { GrammarTiers } = await import('./grammarTiers');
    this.tiers ??= new GrammarTiers(this.neural);
    return this.tiers;
  }

  /** Ends what was started. */
  close(): void {
    this.tiers?.close();
  }
}
