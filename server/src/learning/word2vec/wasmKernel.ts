import type { KernelSettings, TrainingKernel } from './trainingKernel';
import { trainingKernelBytes } from './trainingKernelBytes';

export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
}

/** What is used of it: TypeScript declares the whole in its library of browsers alone. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (sizes: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => WasmMemory;
  readonly Instance: new (module: object, imports: { readonly env: object }) => { readonly exports: object };
}

interface Exports {
  configure(...values: readonly number[]): void;
  train(from: number, to: number, rate: number, seed: number, bags: number): void;
}

export const webAssembly = (): WebAssemblyApi | undefined =>
  (globalThis as unknown as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;

let compiled: object | undefined;

/** Undefined where this process has no WebAssembly with SIMD and shared memory. */
export const compiledKernel = (): object | undefined => {
  const api = webAssembly();
  if (api === undefined) return undefined;
  try {
    compiled ??= new api.Module(Buffer.from(trainingKernelBytes, 'base64'));
    return compiled;
  } catch {
    return undefined;
  }
};

export const wasmKernel = (memory: WasmMemory, settings: KernelSettings): TrainingKernel => {
  const { Instance } = webAssembly()!;
  const { configure, train } = new Instance(compiledKernel()!, { env: { memory } }).exports as Exports;
  const { width, words, window, negative, input, output, aliases, inner, paths, keep, sigmoids, scratch } = settings;
  configure(width, words, window, negative, input, output, aliases, inner, paths, keep, sigmoids, scratch);
  return { train: (from, to, rate, seed, bags) => train(from, to, rate, seed, bags ? 1 : 0) };
};
