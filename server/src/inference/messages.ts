import type { EmbeddedKind, SpanInText } from '../lm/embedder';
import type {
  CandidateOptions,
  CandidateRequest,
  CandidateScores,
  Continuation,
  GeneratedPiece,
  GenerateOptions,
  ScoreOptions,
  SentenceScore,
} from '../lm/languageModel';
import type { Span } from '../text/span';
import type { Reason } from './inferenceErrors';

// What the server and the model's process say to each other, over Node's own channel between parent and child: it keeps message bounds,
// clones objects as they are, and tells each side at once that the other has gone. Tensors never cross it.

/** What of `ScoreOptions` crosses: functions do not. */
export type ScoreParameters = Omit<ScoreOptions, 'rank'> & { readonly rank?: boolean };

/** The calls of a model, cut into pieces of work that take about a second at most. */
export interface Calls {
  readonly score: {
    readonly parameters: { readonly sentences: readonly string[]; readonly options: ScoreParameters };
    readonly result: readonly SentenceScore[];
  };
  readonly next: {
    readonly parameters: { readonly context: string; readonly count: number };
    readonly result: readonly Continuation[];
  };
  readonly scoreCandidates: {
    readonly parameters: { readonly requests: readonly CandidateRequest[]; readonly options: CandidateOptions };
    readonly result: readonly CandidateScores[];
  };
  /** Goes on with a text that is being written, or begins it. Pieces come one by one before the answer. */
  readonly write: {
    readonly parameters: {
      /** Names the text among those being written. */
      readonly stream: number;
      /** With the first call alone. */
      readonly begin?: { readonly prompt: string; readonly options: GenerateOptions };
      /** So many at most. */
      readonly pieces: number;
    };
    readonly result: { readonly ended: boolean };
  };
  /** Of an embedding model. One row a text. */
  readonly embed: {
    readonly parameters: { readonly texts: readonly string[]; readonly kind: EmbeddedKind };
    readonly result: Float32Array;
  };
  /** Of an embedding model. One row a span. */
  readonly embedSpans: {
    readonly parameters: { readonly spans: readonly SpanInText[] };
    readonly result: Float32Array;
  };
  /** Of an embedding model. One row a text, with a value for each word. */
  readonly matchWords: {
    readonly parameters: {
      readonly question: string;
      readonly words: readonly Span[];
      readonly texts: readonly string[];
    };
    readonly result: Float32Array;
  };
}

export type Call = { readonly [Name in keyof Calls]: Calls[Name]['parameters'] & { readonly call: Name } }[keyof Calls];

export interface LoadOptions {
  readonly threads: number;
  /** Name of what texts are read after; `text` if it is absent, or if the model has none of that name. */
  readonly prefix?: string | undefined;
}

export type ToChild =
  | { readonly type: 'load'; readonly descriptionPath: string; readonly options: LoadOptions }
  /** One at a time. */
  | { readonly type: 'call'; readonly id: number; readonly call: Call }
  /** Takes effect between two runs of a graph. */
  | { readonly type: 'cancel'; readonly id: number }
  /** A text is not to be written on. */
  | { readonly type: 'end'; readonly stream: number };

/** Of the process, in bytes. The two parts are known on Linux alone. */
export interface MemoryReport {
  readonly resident: number;
  readonly anonymous?: number;
  readonly file?: number;
}

export type FromChild =
  | { readonly type: 'loaded'; readonly loadMs: number; readonly memory: MemoryReport }
  | { readonly type: 'refused'; readonly kind: 'platform' | 'files'; readonly reason: Reason }
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly result: Calls[keyof Calls]['result'];
      readonly memory: MemoryReport;
    }
  | { readonly type: 'failed'; readonly id: number; readonly name: string; readonly message: string }
  | { readonly type: 'piece'; readonly id: number; readonly piece: GeneratedPiece }
  /** A graph was run: the process is not stuck. */
  | { readonly type: 'heartbeat'; readonly memory: MemoryReport };

/** The name of the error that a cancelled call fails with. */
export const cancelledName = 'Cancelled';
