import { setImmediate } from 'node:timers/promises';
import type { AnalysisPass } from '../../analysis/analyzer';

/** After so long whoever waits for messages has a turn, in milliseconds. */
const turnMs = 20;

/**
 * Takes a pass to its end: at once, or with a signal in turns, in which it can be given.
 * @throws the signal's reason
 */
export const finishPass = async (pass: AnalysisPass, signal: AbortSignal | undefined): Promise<void> => {
  if (signal === undefined) {
    while (pass.advance());
    return;
  }
  for (let began = performance.now(); pass.advance(); ) {
    if (performance.now() - began < turnMs) continue;
    await takeTurn(signal);
    began = performance.now();
  }
};

/** Lets messages come in. @throws the signal's reason */
export const takeTurn = async (signal: AbortSignal): Promise<void> => {
  await setImmediate();
  signal.throwIfAborted();
};
