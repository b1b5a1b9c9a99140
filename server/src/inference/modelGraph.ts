import type { TensorSession } from '../lm/neural/tensorSession';
import type { RunGate } from './childServer';
import { reasonOf, UnavailableError } from './inferenceErrors';
import type { ModelReasons } from './modelReasons';
import { openSession, RuntimeUnavailableError, type SessionOptions } from './onnxRuntime';

/** Opens a graph of a model. @param bytes the graph, where it is not the file as it is @throws UnavailableError that names the file, or the model where there is no runtime */
export const openGraph = async (
  path: string,
  options: SessionOptions,
  { brokenRuntime }: ModelReasons,
  bytes?: Uint8Array,
): Promise<TensorSession> => {
  try {
    return await openSession(bytes ?? path, options);
  } catch (error) {
    if (error instanceof RuntimeUnavailableError)
      throw new UnavailableError('platform', brokenRuntime(firstLine(error)));
    throw unusable(error, path);
  }
};

/** A file that is as its description says and no model all the same: one of another shape, or for another runtime. */
export const unusable = (error: unknown, path: string): UnavailableError =>
  new UnavailableError('files', reasonOf('The model file {0} cannot be used: {1}.', path, firstLine(error)));

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

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
