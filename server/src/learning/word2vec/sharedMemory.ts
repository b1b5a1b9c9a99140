import { compiledKernel, type WasmMemory, webAssembly } from './wasmKernel';

/** Memory that threads share, as it is posted to them. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  /** The same as WebAssembly's; absent where there is none. */
  readonly wasm?: WasmMemory;
}

const pageBytes = 65_536;
const mostPages = 65_536;

/**
 * Memory of so many bytes, all 0.
 * @throws RangeError where there is not as much
 */
export const allocateShared = (bytes: number): SharedMemory => {
  const pages = Math.ceil(bytes / pageBytes);
  if (pages > mostPages)
    throw new RangeError(
      `the training needs ${(bytes / 1e9).toFixed(1)} GB of memory, more than 4 GB: train fewer words or dimensions`,
    );
  const wasm = wasmMemory(pages);
  return wasm === undefined ? { buffer: new SharedArrayBuffer(pages * pageBytes) } : { buffer: wasm.buffer, wasm };
};

/** Undefined where this process has no WebAssembly for it, or not the address space that a memory of its reserves. */
const wasmMemory = (pages: number): WasmMemory | undefined => {
  const { Memory } = webAssembly() ?? {};
  if (Memory === undefined || compiledKernel() === undefined) return undefined;
  try {
    return new Memory({ initial: pages, maximum: pages, shared: true });
  } catch {
    return undefined;
  }
};
