import { ScriptKernel } from './scriptKernel';
import type { SharedMemory } from './sharedMemory';
import type { KernelSettings, TrainingKernel } from './trainingKernel';
import { wasmKernel } from './wasmKernel';

/** The SIMD kernel, or where the memory is not WebAssembly's (`--jitless`, a processor without SSE4.1), the same in JavaScript. */
export const fastestKernel = (memory: SharedMemory, settings: KernelSettings): TrainingKernel =>
  memory.wasm === undefined ? new ScriptKernel(memory.buffer, settings) : wasmKernel(memory.wasm, settings);
