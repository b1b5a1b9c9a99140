import type { ChatTurn } from '../lm/languageModel';
import type { UnavailableError } from './inferenceErrors';
import type { Platform } from './platforms';
import type { WatchdogLimits } from './watchdog';

/** What there is of the model now. */
export type ModelState =
  /** Not started, or ended after some idle minutes: the next request loads it. */
  | { readonly state: 'unloaded' }
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly loadMs: number }
  /** For good, until the client is made anew; where its process has ended too often (kind `process`), until a request comes a while later. */
  | { readonly state: 'unavailable'; readonly error: UnavailableError };

export interface InferenceClientOptions {
  readonly id: string;
  /** The model's `.model.json`; nobody looks at it before the model is needed. */
  readonly descriptionPath: string;
  readonly threads?: number | undefined;
  /** How the model has a turn of a chat told, if it was trained to chat. */
  readonly turn?: ChatTurn | undefined;
  /** Name of what the model reads texts after: `text` if it is absent, `sentences` to compare sentences that stand alone. */
  readonly prefix?: string | undefined;
  /** The process is ended when nobody has asked for anything for so long. */
  readonly idleMs?: number;
  /** A process that has come to hold more is started anew, in bytes. */
  readonly memoryLimit?: number;
  /** Requests that wait at the same time. */
  readonly capacity?: number;
  /** Restarts of a process that ended by itself or had to be ended, within ten minutes. */
  readonly restarts?: number;
  readonly watchdog?: WatchdogLimits;
  readonly platform?: Platform;
  /** Milliseconds of a clock that never goes back, for tests. */
  readonly now?: () => number;
  /** The program of the process, for tests. */
  readonly childPath?: string;
  /** One line about what a user might ask of later: starts, ends, drops. */
  readonly log?: (line: string) => void;
}
