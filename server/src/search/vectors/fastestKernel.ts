import type { ScanKernel } from './scanKernel';
import { ScriptKernel } from './scriptKernel';
import { wasmKernel } from './wasmKernel';

/** The SIMD kernel, or where WebAssembly or its memory cannot be had (`--jitless`, a processor without SSE4.1), the same in JavaScript. */
export const fastestKernel = (): ScanKernel => {
  try {
    return wasmKernel();
  } catch {
    return new ScriptKernel();
  }
};
