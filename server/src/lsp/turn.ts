/** How long steps are taken before the next message is looked at: a cancellation is answered within this and a step. */
export const SLICE_MS = 8;

/** Lets messages that have come in be handled; timers and promises alone would not. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
