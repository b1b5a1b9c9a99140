import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import type { Tensor, TensorSession, TensorShape } from '../lm/neural/tensorSession';

export interface SessionOptions {
  /** Threads that share one operator's work; the caller's own is one of them. */
  readonly threads: number;
}

/**
 * How long a thread that waits for work looks out for it before it sleeps. From one operator to the next it takes less. Without a
 * bound, decoding beside other work took 63 to 68 ms of processor time a token, with this 30 to 35, and twice as long.
 */
const SPIN_MICROSECONDS = '100';

/** There is no onnxruntime for this platform, or it can't be loaded: what needs it does without. */
export class RuntimeUnavailableError extends Error {
  override readonly name = 'RuntimeUnavailableError';
}

type Runtime = typeof import('onnxruntime-node');

/**
 * Opens a graph; its weights lie beside the file under the names that it gives.
 * @param graph the path of its file, or its bytes with all weights in them
 * @throws RuntimeUnavailableError where there is no runtime; Error for a file that is no graph or whose weights are missing
 */
export async function openSession(graph: string | Uint8Array, options: SessionOptions): Promise<TensorSession> {
  const runtime = await loadRuntime();
  const settings: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { spin_duration_us: SPIN_MICROSECONDS } } },
  };
  const { InferenceSession: sessions } = runtime;
  const session = await (typeof graph === 'string'
    ? sessions.create(graph, settings)
    : sessions.create(graph, settings));
  return new OnnxSession(runtime, session);
}

async function loadRuntime(): Promise<Runtime> {
  try {
    const loaded: Runtime & { readonly default?: Runtime } = await import('onnxruntime-node');
    // Node finds the names of a CommonJS module's exports or it does not.
    return 'InferenceSession' in loaded ? loaded : (loaded as { default: Runtime }).default;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new RuntimeUnavailableError(`onnxruntime cannot be loaded on ${process.platform}-${process.arch}: ${reason}`);
  }
}

class OnnxSession implements TensorSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputShapes: Readonly<Record<string, TensorShape>>;
  /** A cache is the same sixty tensors from run to run. */
  private readonly converted = new WeakMap<Tensor, RuntimeTensor>();

  constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
  ) {
    this.inputNames = session.inputNames;
    this.outputNames = session.outputNames;
    this.inputShapes = Object.fromEntries(
      session.inputMetadata.flatMap((input) =>
        input.isTensor ? [[input.name, { type: input.type, dims: input.shape }]] : [],
      ),
    );
  }

  async run(feeds: Readonly<Record<string, Tensor>>, fetches: readonly string[]): Promise<Record<string, Tensor>> {
    const fed: Record<string, RuntimeTensor> = {};
    for (const name in feeds) fed[name] = this.toRuntime(feeds[name]!);
    const results = await this.session.run(fed, fetches);
    // The runtime's tensors have all that ours have.
    return results as unknown as Record<string, Tensor>;
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private toRuntime(tensor: Tensor): RuntimeTensor {
    let converted = this.converted.get(tensor);
    if (converted === undefined) {
      converted = new this.runtime.Tensor(tensor.type as 'float32', tensor.data as Float32Array, tensor.dims);
      this.converted.set(tensor, converted);
    }
    return converted;
  }
}
