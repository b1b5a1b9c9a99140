import { openEmbedder } from '../../inference/embeddingModels';
import { isSupported, thisPlatform } from '../../inference/platforms';
import type { Embedder } from '../../lm/embedder';

/** Embedding models by the user's choice, each opened once for all folders; its process starts with the first text. */
export class Embedders {
  private readonly opened = new Map<string, Embedder | undefined>();

  /**
   * Undefined where there is none: searches go by terms then.
   * @param tell why a model cannot be used, once
   */
  get(choice: string, tell: (message: string) => void): Embedder | undefined {
    if (!isSupported(thisPlatform())) return undefined;
    if (!this.opened.has(choice)) this.opened.set(choice, this.open(choice, tell));
    return this.opened.get(choice);
  }

  private open(choice: string, tell: (message: string) => void): Embedder | undefined {
    try {
      return openEmbedder(choice);
    } catch (error) {
      // A package without native code has no models either.
      tell((error as Error).message);
      return undefined;
    }
  }
}
