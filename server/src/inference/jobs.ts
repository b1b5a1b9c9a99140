import type { EmbeddedKind, SpanInText } from '../lm/embedder';
import type {
  CandidateOptions,
  CandidateRequest,
  CandidateScores,
  Continuation,
  GeneratedPiece,
  GenerateOptions,
  SentenceScore,
} from '../lm/languageModel';
import type { Span } from '../text/span';
import type { Call, Calls, ScoreParameters } from './messages';
import type { Priority, Queued } from './requestQueue';

/** How a request stands among others. */
export interface RequestOptions {
  /** `rest` unless said otherwise. */
  readonly priority?: Priority;
  /** Requests with one topic replace each other, as those for one document do. */
  readonly topic?: string;
  /** A newer generation of the topic is answered instead; its version, for a document. */
  readonly generation?: number;
  /** Rejects with its reason, and spares the model the work that has not begun. */
  readonly signal?: AbortSignal;
}

/** What one call of the process holds at most: about one run of the graph, since a request of higher priority waits for a call to end. */
const SENTENCES_A_CALL = 64;
const BYTES_A_CALL = 1800;
/** Edits of one call, over its sentences. */
const EDITS_A_CALL = 256;
/** Pieces of text that are written before others have their turn. */
const PIECES_A_CALL = 4;

type CallResult = Calls[keyof Calls]['result'];

/** One request: it has its work done call by call, so that others can come between. */
export abstract class Job implements Queued {
  readonly priority: Priority;
  readonly topic: string | undefined;
  readonly generation: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** Answered, failed or given up. */
  settled = false;

  constructor({ priority = 'rest', topic, generation, signal }: RequestOptions) {
    this.priority = priority;
    this.topic = topic;
    this.generation = generation;
    this.signal = signal;
  }

  /** What to ask the process next, now that it has its model; undefined when that is for the reader to say. */
  abstract nextCall(): Call | undefined;

  /** The call that was asked for last is answered. */
  abstract onAnswer(result: CallResult): void;

  onPiece(_piece: GeneratedPiece): void {}

  /** Whether a new process can go on with it where the last one ended. */
  get outlivesProcess(): boolean {
    return true;
  }

  abstract fail(error: unknown): void;
}

/** A job with what its caller waits for. */
export abstract class AnsweredJob<Result> extends Job {
  readonly result: Promise<Result>;
  private resolve!: (result: Result) => void;
  private reject!: (error: unknown) => void;

  constructor(request: RequestOptions) {
    super(request);
    this.result = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  finish(result: Result): void {
    if (this.settled) return;
    this.settled = true;
    this.resolve(result);
  }

  override fail(error: unknown): void {
    if (this.settled) return;
    this.settled = true;
    this.reject(error);
  }
}

/** Wants the model to be there and nothing of it. */
export class LoadJob extends AnsweredJob<void> {
  override nextCall(): undefined {
    this.finish();
  }

  override onAnswer(): void {}
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const bytesOf = (text: string): number => Buffer.byteLength(text) + 4;

/** Cuts places of a list into groups of at most so many items and so much weight; an item that weighs more is a group of its own. */
export const groupsOf = (
  places: readonly number[],
  weightOf: (place: number) => number,
  most: { readonly items: number; readonly weight: number },
): readonly (readonly number[])[] => {
  const groups: number[][] = [];
  let weight = 0;
  for (const place of places) {
    const own = weightOf(place);
    const group = groups.at(-1);
    if (group === undefined || group.length >= most.items || weight + own > most.weight) {
      groups.push([place]);
      weight = own;
    } else {
      group.push(place);
      weight += own;
    }
  }
  return groups;
};

/** A list of things that are asked for group by group, answered in the order that they were handed in. */
abstract class GroupedJob<Item extends SentenceScore | CandidateScores> extends AnsweredJob<readonly Item[]> {
  private readonly results: Item[] = [];
  private group = 0;

  constructor(
    private readonly groups: readonly (readonly number[])[],
    request: RequestOptions,
  ) {
    super(request);
    if (groups.length === 0) this.finish([]);
  }

  protected abstract callFor(places: readonly number[]): Call;

  override nextCall(): Call {
    return this.callFor(this.groups[this.group]!);
  }

  override onAnswer(result: CallResult): void {
    const items = result as readonly Item[];
    for (const [index, place] of this.groups[this.group]!.entries()) this.results[place] = items[index]!;
    if (++this.group === this.groups.length) this.finish(this.results);
  }
}

export class ScoreJob extends GroupedJob<SentenceScore> {
  constructor(
    private readonly sentences: readonly string[],
    private readonly options: ScoreParameters,
    request: RequestOptions,
  ) {
    const bytes = sentences.map(bytesOf);
    // Sentences of one call share the runs of the beginnings that they share.
    const places = [...sentences.keys()].sort((a, b) => compare(sentences[a]!, sentences[b]!) || a - b);
    super(
      groupsOf(places, (place) => bytes[place]!, { items: SENTENCES_A_CALL, weight: BYTES_A_CALL }),
      request,
    );
  }

  protected override callFor(places: readonly number[]): Call {
    return { call: 'score', sentences: places.map((place) => this.sentences[place]!), options: this.options };
  }
}

export class CandidatesJob extends GroupedJob<CandidateScores> {
  constructor(
    private readonly requests: readonly CandidateRequest[],
    private readonly options: CandidateOptions,
    request: RequestOptions,
  ) {
    const weight = (place: number) => requests[place]!.edits.length + 1;
    super(groupsOf([...requests.keys()], weight, { items: SENTENCES_A_CALL, weight: EDITS_A_CALL }), request);
  }

  protected override callFor(places: readonly number[]): Call {
    return { call: 'scoreCandidates', requests: places.map((place) => this.requests[place]!), options: this.options };
  }
}

/** Rows of texts, those of like length in one call, in the order that the texts were handed in. */
abstract class RowsJob extends AnsweredJob<Float32Array> {
  private readonly rows: Float32Array;
  private readonly groups: readonly (readonly number[])[];
  private group = 0;

  constructor(
    texts: readonly string[],
    private readonly dimensions: number,
    bytesACall: number,
    request: RequestOptions,
  ) {
    super(request);
    this.rows = new Float32Array(texts.length * dimensions);
    const bytes = texts.map(bytesOf);
    const places = [...texts.keys()].sort((a, b) => bytes[a]! - bytes[b]!);
    this.groups = groupsOf(places, (place) => bytes[place]!, { items: SENTENCES_A_CALL, weight: bytesACall });
    if (texts.length === 0) this.finish(this.rows);
  }

  protected abstract callFor(places: readonly number[]): Call;

  override nextCall(): Call {
    return this.callFor(this.groups[this.group]!);
  }

  override onAnswer(result: CallResult): void {
    const rows = result as Float32Array;
    for (const [index, place] of this.groups[this.group]!.entries())
      this.rows.set(rows.subarray(index * this.dimensions, (index + 1) * this.dimensions), place * this.dimensions);
    if (++this.group === this.groups.length) this.finish(this.rows);
  }
}

export class EmbedJob extends RowsJob {
  constructor(
    private readonly texts: readonly string[],
    private readonly kind: EmbeddedKind,
    dimensions: number,
    bytesACall: number,
    request: RequestOptions,
  ) {
    super(texts, dimensions, bytesACall, request);
  }

  protected override callFor(places: readonly number[]): Call {
    return { call: 'embed', texts: places.map((place) => this.texts[place]!), kind: this.kind };
  }
}

export class EmbedSpansJob extends RowsJob {
  constructor(
    private readonly spans: readonly SpanInText[],
    dimensions: number,
    bytesACall: number,
    request: RequestOptions,
  ) {
    super(
      spans.map(({ text }) => text),
      dimensions,
      bytesACall,
      request,
    );
  }

  protected override callFor(places: readonly number[]): Call {
    return { call: 'embedSpans', spans: places.map((place) => this.spans[place]!) };
  }
}

export class MatchWordsJob extends RowsJob {
  constructor(
    private readonly question: string,
    private readonly words: readonly Span[],
    private readonly texts: readonly string[],
    bytesACall: number,
    request: RequestOptions,
  ) {
    super(texts, words.length, bytesACall, request);
  }

  protected override callFor(places: readonly number[]): Call {
    const texts = places.map((place) => this.texts[place]!);
    return { call: 'matchWords', question: this.question, words: this.words, texts };
  }
}

export class NextJob extends AnsweredJob<readonly Continuation[]> {
  constructor(
    private readonly context: string,
    private readonly count: number,
    request: RequestOptions,
  ) {
    super(request);
  }

  override nextCall(): Call {
    return { call: 'next', context: this.context, count: this.count };
  }

  override onAnswer(result: CallResult): void {
    this.finish(result as readonly Continuation[]);
  }
}

let streams = 0;

/** A text that is written while somebody reads it; nothing is written ahead of the reader but what one call gives. */
export class WriteJob extends AnsweredJob<void> {
  readonly stream = ++streams;
  private readonly pieces: GeneratedPiece[] = [];
  private begun = false;
  private reader: (() => void) | undefined;

  /** @param onWanted the reader waits: the job has work again */
  constructor(
    private readonly prompt: string,
    private readonly options: GenerateOptions,
    request: RequestOptions,
    private readonly onWanted: () => void,
  ) {
    super(request);
    const wake = () => this.reader?.();
    this.result.then(wake, wake);
  }

  override get outlivesProcess(): boolean {
    return !this.begun;
  }

  override nextCall(): Call | undefined {
    if (this.pieces.length > 0 || this.reader === undefined) return undefined;
    const begin = this.begun ? {} : { begin: { prompt: this.prompt, options: this.options } };
    this.begun = true;
    return { call: 'write', stream: this.stream, pieces: PIECES_A_CALL, ...begin };
  }

  override onPiece(piece: GeneratedPiece): void {
    this.pieces.push(piece);
    this.reader?.();
  }

  override onAnswer(result: CallResult): void {
    if ((result as Calls['write']['result']).ended) this.finish();
  }

  /** The next piece; undefined after the last. @throws what the job failed of */
  async read(): Promise<GeneratedPiece | undefined> {
    for (;;) {
      const piece = this.pieces.shift();
      if (piece !== undefined) return piece;
      if (this.settled) {
        await this.result;
        return undefined;
      }
      const written = new Promise<void>((resolve) => {
        this.reader = resolve;
      });
      this.onWanted();
      await written;
      this.reader = undefined;
    }
  }
}
