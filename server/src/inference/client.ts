import type {
  CandidateOptions,
  CandidateRequest,
  CandidateScores,
  CausalLanguageModel,
  ChatTurn,
  Continuation,
  GeneratedPiece,
  GenerateOptions,
  ScoreOptions,
  SentenceScore,
} from '../lm/languageModel';
import type { InferenceClientOptions } from './clientOptions';
import { CandidatesJob, NextJob, type RequestOptions, ScoreJob, WriteJob } from './jobs';
import { ModelClient } from './modelClient';
import { neuralReasons } from './modelReasons';

/** The neural language model for callers in another process. */
export class InferenceClient extends ModelClient implements CausalLanguageModel {
  protected readonly reasons = neuralReasons;
  /** How the model has a turn of a chat told; undefined where it is not known to chat. Whoever wants an answer hands it back with `generate`. */
  readonly turn: ChatTurn | undefined;

  constructor(options: InferenceClientOptions) {
    super(options);
    this.turn = options.turn;
  }

  async score(
    sentences: readonly string[],
    { priority, topic, generation, signal, rank, ...options }: ScoreOptions & RequestOptions = {},
  ): Promise<readonly SentenceScore[]> {
    const request = requestOf({ priority, topic, generation, signal });
    // A function cannot cross: all ranks are asked for, and those not wanted are taken off again.
    const parameters = { ...options, ...(rank !== undefined && { rank: rank !== false }) };
    const scores = await this.ask(new ScoreJob(sentences, parameters, request));
    if (typeof rank !== 'function') return scores;
    return scores.map((score) => ({
      ...score,
      tokens: score.tokens.map(({ rank: own, ...token }) =>
        rank(token) && own !== undefined ? { ...token, rank: own } : token,
      ),
    }));
  }

  next(context: string, count: number, request: RequestOptions = {}): Promise<readonly Continuation[]> {
    return this.ask(new NextJob(context, count, request));
  }

  scoreCandidates(
    requests: readonly CandidateRequest[],
    { priority, topic, generation, signal, ...options }: CandidateOptions & RequestOptions = {},
  ): Promise<readonly CandidateScores[]> {
    return this.ask(new CandidatesJob(requests, options, requestOf({ priority, topic, generation, signal })));
  }

  async *generate(
    prompt: string,
    { priority, topic, generation, signal, ...options }: GenerateOptions & RequestOptions,
  ): AsyncGenerator<GeneratedPiece> {
    const request = requestOf({ priority, topic, generation, signal });
    const job = new WriteJob(prompt, options, request, () => this.enqueue(job));
    // Its reader hears of a failure where it reads.
    job.result.catch(() => {});
    this.accept(job);
    try {
      for (;;) {
        const piece = await job.read();
        if (piece === undefined) return;
        yield piece;
      }
    } finally {
      if (!job.settled) {
        this.giveUp(job, new Error('nobody reads on'));
        this.endStream(job.stream);
      }
    }
  }
}

/** Without what is undefined, as optional properties are exact. */
const requestOf = (request: { readonly [Name in keyof RequestOptions]: RequestOptions[Name] | undefined }) =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as RequestOptions;
