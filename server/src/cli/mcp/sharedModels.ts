import type { InferenceClient } from '../../inference/client';
import type { EmbeddingClient } from '../../inference/embeddingClient';
import type { LanguageModel } from '../../lm/languageModel';
import { CheckModels } from '../check/checkModels';
import { openChosenEmbedder } from '../embedder';

/** The models of one server, loaded when a tool first needs them and kept: each process unloads what was not used for some minutes. */
export class SharedModels {
  private client: InferenceClient | undefined;
  private forChecks: Promise<CheckModels> | undefined;
  private readonly scorers = new Map<string, Promise<LanguageModel>>();
  private embedding: Promise<EmbeddingClient | undefined> | undefined;

  /** @param embeddingModel as `--embedding-model` has it */
  constructor(private readonly embeddingModel: string) {}

  get wantsVectors(): boolean {
    return this.embeddingModel !== 'none';
  }

  async neural(): Promise<InferenceClient> {
    const { shippedNeuralModel } = await import('../../inference/neuralModel');
    this.client ??= shippedNeuralModel();
    return this.client;
  }

  checks(): Promise<CheckModels> {
    this.forChecks ??= this.neural().then((neural) => new CheckModels(undefined, neural));
    return this.forChecks;
  }

  scorer(name: 'ngram' | 'neural' | 'mixed'): Promise<LanguageModel> {
    const known = this.scorers.get(name);
    if (known !== undefined) return known;
    const opened = this.openScorer(name);
    // One that could not be opened may be there the next time.
    opened.catch(() => this.scorers.delete(name));
    this.scorers.set(name, opened);
    return opened;
  }

  /** Undefined where none is wanted, or it is not there; then it is told. @throws CommandError */
  embedder(): Promise<EmbeddingClient | undefined> {
    this.embedding ??= openChosenEmbedder(this.embeddingModel);
    return this.embedding;
  }

  /** Ends their processes. */
  async close(): Promise<void> {
    this.client?.dispose();
    (await this.embedding?.catch(() => undefined))?.dispose();
  }

  private async openScorer(name: 'ngram' | 'neural' | 'mixed'): Promise<LanguageModel> {
    if (name === 'neural') return this.neural();
    const { loadMixture, loadNgram } = await import('../../platform/models');
    return name === 'ngram' ? loadNgram() : loadMixture(await this.neural());
  }
}
