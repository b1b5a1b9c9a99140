import { GrammarTier } from '../analysis/grammarTier';
import { reasonOf, UnavailableError } from '../inference/inferenceErrors';
import type { EditScorer, GrammarChecker } from '../proofreading/grammar/grammarChecker';
import type { NeuralClient } from './neuralClient';

export interface GrammarTiersPort {
  readonly client: NeuralClient;
  loadGrammarChecker(neural: EditScorer): Promise<GrammarChecker>;
  onFailed(error: unknown): void;
}

/** Who judges grammar now. What a tier knows outlives the model's process. */
export class GrammarTiers {
  private neural: Promise<GrammarTier | undefined> | undefined;

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
    return new GrammarTier(await this.port.loadGrammarChecker(scorer));
  }
}
