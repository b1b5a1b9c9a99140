/** Why a model cannot answer: a whole English sentence and what stands in it, apart, so that it can be said in another language. */
export interface Reason {
  /** `{0}`, `{1}` are places of the values. */
  readonly template: string;
  readonly values: readonly string[];
}

/** @param template written out where it is called: the bundles of translations are compared with the sources */
export const reasonOf = (template: string, ...values: readonly string[]): Reason => ({ template, values });

/** A reason as one English sentence. */
export const englishText = ({ template, values }: Reason): string =>
  template.replace(/\{(\d)\}/g, (place, index: string) => values[Number(index)] ?? place);

/**
 * `platform`: there is no runtime for it, or it cannot be loaded. `files`: model files are missing or damaged. `process`: it ended, or was ended.
 * `closed`: the caller has closed the client.
 */
export type UnavailableKind = 'platform' | 'files' | 'process' | 'closed';

/** The model cannot answer: callers do without, or ask the n-gram model. The message is one sentence for the user. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';

  /** @param restarting the process is being started again: the same request may be made anew */
  constructor(
    readonly kind: UnavailableKind,
    readonly reason: Reason,
    readonly restarting = false,
  ) {
    super(englishText(reason));
  }
}

/** A newer generation of the same topic was asked for before this one was run. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError';

  constructor(topic: string) {
    super(`${topic}: a newer request has taken the place of this one`);
  }
}

/** More waits than the queue holds, and this was the oldest of the lowest priority. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';

  /** @param model its id */
  constructor(capacity: number, model: string) {
    super(`${capacity} requests wait for ${model}; the oldest of the lowest priority was dropped`);
  }
}

/** The model refused a request, as for a constraint that nothing meets; `name` is that of the error in the model's process. */
export class ModelError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}
