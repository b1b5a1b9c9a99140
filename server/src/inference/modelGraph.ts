import type { TensorSession } from '../lm/neural/tensorSession';
import type { RunGate } from './childServer';
import { reasonOf, UnavailableError } from './inferenceErrors';
import { openSession, RuntimeUnavailableError, type SessionOptions } from './onnxRuntime';

/** Opens a graph of a model. @throws UnavailableError that names the file */
export const openGraph = async (path: string, options: SessionOptions): Promise<TensorSession> => {
  try {
    return await openSession(path, options);
  } catch (error) {
    throw unusable(error, path);
  }
};

/** A file that is as its description says and no model all the same: one of another shape, or for another runtime. */
export const unusable = (error: unknown, path: string): UnavailableError => {
  const line = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  if (error instanceof RuntimeUnavailableError)
    return new UnavailableError('platform', reasonOf('The neural model does not run here: {0}.', line));
  return new UnavailableError('files', reasonOf('The model file {0} cannot be used: {1}.', path, line));
};

/** A session whose runs pass the gate. */
export const gated = (session: TensorSession, gate: RunGate): TensorSession => ({
  inputNames: session.inputNames,
  outputNames: session.outputNames,
  inputShapes: session.inputShapes,
  run: async (feeds, fetches) => {
    gate.beforeRun();
    const results = await session.run(feeds, fetches);
    gate.afterRun();
    return results;
  },
  release: () => session.release(),
});
