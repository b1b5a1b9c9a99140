import type { InferenceClient } from '../inference/client';
import { SupersededError, UnavailableError } from '../inference/inferenceErrors';
import type { Continuation, SentenceScore } from '../lm/languageModel';
import { wordScores } from '../lm/neural/wordScores';
import { contentKey } from '../text/contentKey';
import { GenerationalMap } from '../text/generationalMap';
import type { Span } from '../text/span';
import { tokenize } from '../text/tokens';
import type { NeuralClient } from './neuralClient';

/** A word under the neural model; offsets in its sentence. The end of the sentence is an empty span. */
export interface NeuralWord extends Span {
  /** Natural logarithm. */
  readonly logProbability: number;
  /** Among all subwords; of words that are one subword only. */
  readonly rank: number | undefined;
}

export interface NeuralWordsPort {
  readonly client: NeuralClient;
  /** Scores have come, or can come now, that were not there when they were asked for. */
  onScored(uri: string): void;
  onFailed(error: unknown): void;
}

export interface WordsRequest {
  readonly uri: string;
  /** What is asked for: a newer request of the same purpose for the same document takes its place. */
  readonly purpose: 'heat map' | 'hover' | 'explanation';
  readonly sentences: readonly string[];
  /** How long they are waited for once the model is loaded. Afterwards the work goes on, and `onScored` is called. */
  readonly withinMs: number;
}

/** Sentences that are kept: some books' worth of pages that were looked at, 2 kB each. */
const MOST_KEPT = 4000;
/** Sentences of one request: what has come is kept even when the rest is superseded. */
const SENTENCES_A_REQUEST = 8;
/** So many requests at most, however long the text: the queue is for all documents. */
const REQUESTS_AT_ONCE = 16;

const within = <Result>(ms: number, promise: Promise<Result>): Promise<Result | undefined> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });

const keyOf = (sentence: string): number => contentKey(sentence, 0, sentence.length);

/** Words with their probabilities as far as the neural model has them or can have them soon; kept by content, so that an edit asks for one sentence. */
export class NeuralWords {
  private readonly kept = new GenerationalMap<readonly NeuralWord[]>();
  private readonly expectations = new GenerationalMap<readonly Continuation[]>();
  private generation = 0;
  /** Documents whose scores failed for a reason that passes. */
  private readonly waiting = new Set<string>();

  constructor(private readonly port: NeuralWordsPort) {
    port.client.onDidLoad(() => {
      for (const uri of this.waiting) this.port.onScored(uri);
      this.waiting.clear();
    });
  }

  /** The words of each sentence; undefined when the n-gram model has to answer. Never rejects. */
  async words(request: WordsRequest): Promise<readonly (readonly NeuralWord[])[] | undefined> {
    try {
      const client = await this.clientFor(request);
      if (client === undefined) return undefined;
      const missing = [
        ...new Set(request.sentences.filter((sentence) => this.kept.get(keyOf(sentence)) === undefined)),
      ];
      if (missing.length > 0) {
        const isLoaded = client.state.state === 'loaded';
        const done = this.score(client, request, missing);
        if (!isLoaded || (await within(request.withinMs, done)) !== true) {
          void done.then((scored) => scored && this.port.onScored(request.uri));
          return undefined;
        }
      }
      const words = request.sentences.map((sentence) => this.kept.get(keyOf(sentence)));
      if (this.kept.size > MOST_KEPT / 2) this.kept.turn();
      return words.every((known) => known !== undefined) ? words : undefined;
    } catch (error) {
      this.port.onFailed(error);
      return undefined;
    }
  }

  /**
   * The likeliest next words after each text: empty where they do not come in time, and `onScored` is called once all have come. Never rejects.
   */
  async expected(
    { uri, purpose, withinMs }: Omit<WordsRequest, 'sentences'>,
    contexts: readonly string[],
    count: number,
  ): Promise<readonly (readonly Continuation[])[]> {
    try {
      const client = await this.port.client.current;
      const missing = contexts.filter((context) => this.expectations.get(keyOf(context)) === undefined);
      if (client?.state.state === 'loaded' && missing.length > 0) {
        // A sentence has twenty places, each of which takes as long as an edit of a text in view.
        const priority = purpose === 'hover' ? 'visible' : 'rest';
        const options = { priority, topic: `expected: ${purpose} ${uri}`, generation: ++this.generation } as const;
        const done = this.settle(
          uri,
          missing.map(async (context) =>
            this.expectations.set(keyOf(context), await client.next(context, count, options)),
          ),
        );
        if ((await within(withinMs, done)) === undefined) void done.then((came) => came && this.port.onScored(uri));
      }
      const expected = contexts.map((context) => this.expectations.get(keyOf(context)) ?? []);
      if (this.expectations.size > MOST_KEPT / 2) this.expectations.turn();
      return expected;
    } catch (error) {
      this.port.onFailed(error);
      return contexts.map(() => []);
    }
  }

  /** The model's name, while it answers. */
  async id(): Promise<string> {
    return (await this.port.client.current)?.id ?? '';
  }

  /** The client, if this request may use it: a hover asks what is loaded, and starts nothing unless a setting says so. */
  private clientFor({ purpose }: WordsRequest): Promise<InferenceClient | undefined> {
    return this.port.client.get(({ model }) => purpose !== 'hover' || model === 'neural');
  }

  /** Has sentences scored and keeps what comes. Whether all came; never rejects. */
  private async score(client: InferenceClient, request: WordsRequest, sentences: readonly string[]): Promise<boolean> {
    const topic = `${request.purpose} ${request.uri}`;
    const options = { priority: 'visible', topic, generation: ++this.generation } as const;
    const size = Math.max(SENTENCES_A_REQUEST, Math.ceil(sentences.length / REQUESTS_AT_ONCE));
    const requests: Promise<void>[] = [];
    for (let from = 0; from < sentences.length; from += size) {
      const part = sentences.slice(from, from + size);
      requests.push(
        client.score(part, { boundaries: true, rank: true, ...options }).then((scores) => {
          for (const [index, sentence] of part.entries())
            this.kept.set(keyOf(sentence), wordsOf(sentence, scores[index]!));
        }),
      );
    }
    return this.settle(request.uri, requests);
  }

  /** Whether all that was asked has come; never rejects. */
  private async settle(uri: string, requests: readonly Promise<unknown>[]): Promise<boolean> {
    const outcomes = await Promise.allSettled(requests);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed === undefined) return true;
    const { reason } = failed;
    if (reason instanceof UnavailableError && reason.restarting) this.waiting.add(uri);
    else if (!(reason instanceof UnavailableError || reason instanceof SupersededError)) this.port.onFailed(reason);
    return false;
  }
}

/** A sentence's subwords put together to the words that the n-gram model would score: not those that are masked. */
const wordsOf = (sentence: string, { tokens: subwords }: SentenceScore): readonly NeuralWord[] => {
  const tokens = tokenize(sentence, { start: 0, end: sentence.length });
  return wordScores(sentence, tokens, subwords).flatMap(({ start, end, logProbability, words, subwords: count }) => {
    if (words.length > 0 && words.every((index) => tokens[index]!.kind === 'placeholder')) return [];
    const rank = count === 1 ? subwords.find((subword) => subword.end === end)?.rank : undefined;
    return [{ start, end, logProbability, rank }];
  });
};
