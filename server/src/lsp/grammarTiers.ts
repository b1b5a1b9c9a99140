import { GrammarTier } from '../analysis/grammarTier';
import { reasonOf, UnavailableError } from '../inference/inferenceErrors';
import type { EditScorer, GrammarChecker } from '../proofreading/grammar/grammarChecker';
import type { OperatingPoint } from '../proofreading/settings';
import type { NeuralClient } from './neuralClient';

export interface GrammarTiersPort {
  readonly client: NeuralClient;
  loadGrammarChecker(neural: EditScorer): Promise<GrammarChecker>;
  onFailed(error: unknown): void;
}

/** Who judges grammar now. What a tier knows outlives the model's process. */
export class GrammarTiers {
  private neural: Promise<GrammarTier | undefined> | undefined;
  private loaded: GrammarTier | undefined;

  constructor(private readonly port: GrammarTiersPort) {}

  /** Undefined where the neural model is switched off or cannot answer. Starts nothing; never rejects. */
  async current(): Promise<GrammarTier | undefined> {
    try {
      const client = await this.port.client.get(() => true);
      if (client === undefined) return undefined;
      this.neural ??= this.load(client.id);
      return await this.neural;
    } catch (error) {
      this.port.onFailed(error);
      return undefined;
    }
  }

  /** The least confidence with which a finding of a class is shown; 0 before anything was judged. */
  leastConfidence(code: string, point: OperatingPoint): number {
    return this.loaded?.leastConfidence(code, point) ?? 0;
  }

  private async load(id: string): Promise<GrammarTier> {
    const scorer: EditScorer = {
      id,
      scoreCandidates: async (requests, options) => {
        // Another client is there once settings have changed.
        const client = await this.port.client.get(() => true);
        if (client === undefined) throw new UnavailableError('closed', reasonOf('The neural model is switched off.'));
        return client.scoreCandidates(requests, options);
      },
    };
    this.loaded = new GrammarTier(await this.port.loadGrammarChecker(scorer));
    return this.loaded;
  }
}
