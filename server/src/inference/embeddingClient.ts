import type { Embedder, EmbedOptions, SpanInText } from '../lm/embedder';
import type { Span } from '../text/span';
import type { InferenceClientOptions } from './clientOptions';
import { readEmbeddingFiles, shippedEmbeddingPath } from './embeddingFiles';
import { UnavailableError } from './inferenceErrors';
import { type AnsweredJob, EmbedJob, EmbedSpansJob, MatchWordsJob, type RequestOptions } from './jobs';
import { ModelClient } from './modelClient';
import { embeddingReasons } from './modelReasons';

/** The model that came with the program holds 150 to 180 MB while it works: what is more than twice of that, and of a larger model what its graph takes beside. */
const MEMORY_LIMIT = 400_000_000;
const LIMIT_FOR_A_BYTE = 4;

/** Four texts of 128 tokens, 40 ms: somebody's query waits for one call at most. */
const BYTES_A_CALL_AND_THREAD = 2400;

/** What a caller may say of the process. */
export type EmbeddingClientOptions = Partial<Omit<InferenceClientOptions, 'id'>>;

/** The embedding model for callers in another process, which the first text starts and some idle minutes end. */
export class EmbeddingClient extends ModelClient implements Embedder {
  readonly dimensions: number;
  readonly maximumTokens: number;
  protected readonly reasons = embeddingReasons;

  /** @throws UnavailableError if there is no description or it describes no embedding model; its files are looked at when it is loaded */
  constructor({
    descriptionPath,
    ...options
  }: EmbeddingClientOptions & Pick<InferenceClientOptions, 'descriptionPath'>) {
    const { id, description } = readEmbeddingFiles(descriptionPath);
    const bytes = description.files.reduce((sum, file) => sum + file.bytes, 0);
    super({ memoryLimit: MEMORY_LIMIT + LIMIT_FOR_A_BYTE * bytes, ...options, id, descriptionPath });
    this.dimensions = description.dimensions;
    this.maximumTokens = description.maximumTokens;
  }

  /**
   * @throws UnavailableError when the process ends while it works on the texts, but for a first time; the signal's reason; OverloadedError when
   * more than the queue holds wait
   */
  embed(texts: readonly string[], { kind, ...options }: EmbedOptions): Promise<Float32Array> {
    return this.rowsOf(
      (bytesACall, request) => new EmbedJob(texts, kind, this.dimensions, bytesACall, request),
      options,
    );
  }

  /** @throws as `embed` does; ModelError where the model gives vectors of whole texts alone */
  embedSpans(spans: readonly SpanInText[], options: Omit<EmbedOptions, 'kind'>): Promise<Float32Array> {
    return this.rowsOf(
      (bytesACall, request) => new EmbedSpansJob(spans, this.dimensions, bytesACall, request),
      options,
    );
  }

  /** @throws as `embedSpans` does */
  matchWords(
    question: string,
    words: readonly Span[],
    texts: readonly string[],
    options: Omit<EmbedOptions, 'kind'>,
  ): Promise<Float32Array> {
    return this.rowsOf(
      (bytesACall, request) => new MatchWordsJob(question, words, texts, bytesACall, request),
      options,
    );
  }

  private async rowsOf(
    jobFor: (bytesACall: number, request: RequestOptions) => AnsweredJob<Float32Array>,
    { priority = 'interactive', signal }: Omit<EmbedOptions, 'kind'>,
  ): Promise<Float32Array> {
    const request: RequestOptions = {
      priority: priority === 'interactive' ? 'completion' : 'background',
      ...(signal !== undefined && { signal }),
    };
    const ask = () => this.ask(jobFor(BYTES_A_CALL_AND_THREAD * this.threads, request));
    try {
      return await ask();
    } catch (error) {
      // A process that somebody ended is no reason to give up: the next one is being started.
      if (!(error instanceof UnavailableError && error.restarting)) throw error;
      return ask();
    }
  }
}

/** The embedding model that came with the program. @throws UnavailableError if its description is missing */
export const shippedEmbedder = (options: EmbeddingClientOptions = {}): EmbeddingClient =>
  new EmbeddingClient({ descriptionPath: shippedEmbeddingPath(), ...options });
