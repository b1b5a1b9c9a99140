import { GrammarTier } from '../analysis/grammarTier';
import { reasonOf, UnavailableError } from '../inference/inferenceErrors';
import type { GrammarChecker } from '../proofreading/grammar/grammarChecker';
import type { EditScorer } from '../proofreading/grammar/grammarRequest';
import type { OperatingPoint } from '../proofreading/settings';
import type { NeuralClient } from './neuralClient';

export interface GrammarTiersPort {
  readonly client: NeuralClient;
  /** @param neural without one, n-grams judge alone */
  loadGrammarChecker(neural?: EditScorer): Promise<GrammarChecker>;
  onFailed(error: unknown): void;
}

/** Who judges grammar now. What a tier knows outlives the model's process. */
export class GrammarTiers {
  private neural: Promise<GrammarTier> | undefined;
  private ngram: Promise<GrammarTier> | undefined;
  /** Whoever judged last. */
  private present: GrammarTier | undefined;

  constructor(private readonly port: GrammarTiersPort) {}

  /** The neural model, and n-grams where it is switched off or cannot answer; undefined where that failed. Starts no process; never rejects. */
  async current(): Promise<GrammarTier | undefined> {
    try {
      const client = await this.port.client.get(() => true);
      if (client === undefined) this.ngram ??= this.loadNgram();
      else this.neural ??= this.loadNeural(client.id);
      this.present = await (client === undefined ? this.ngram : this.neural);
      return this.present;
    } catch (error) {
      this.port.onFailed(error);
      return undefined;
    }
  }

  /** The least confidence with which a finding of a class is shown; 0 before anything was judged. */
  leastConfidence(code: string, point: OperatingPoint): number {
    return this.present?.leastConfidence(code, point) ?? 0;
  }

  private async loadNgram(): Promise<GrammarTier> {
    return new GrammarTier(await this.port.loadGrammarChecker());
  }

  private async loadNeural(id: string): Promise<GrammarTier> {
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
