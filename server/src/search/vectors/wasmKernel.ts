import type { ScanKernel } from './scanKernel';
import { scanKernelBytes } from './scanKernelBytes';

const PAGE = 65_536;

type Loops = Pick<ScanKernel, 'signs' | 'distances' | 'select' | 'products'>;

/** What is used of it: TypeScript declares the whole in its library of browsers alone. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (sizes: {
    readonly initial: number;
  }) => { readonly buffer: ArrayBuffer; grow(pages: number): void };
  readonly Instance: new (module: object, imports: { readonly env: object }) => { readonly exports: object };
}

let compiled: object | undefined;

/** @throws where this process has no WebAssembly with SIMD, or no memory for it */
export const wasmKernel = (): ScanKernel => {
  const { Module, Memory, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
  compiled ??= new Module(Buffer.from(scanKernelBytes, 'base64'));
  const memory = new Memory({ initial: 1 });
  const { signs, distances, select, products } = new Instance(compiled, { env: { memory } }).exports as Loops;
  return {
    get buffer() {
      return memory.buffer;
    },
    reserve: (bytes) => {
      const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
      if (missing > 0) memory.grow(missing);
    },
    signs,
    distances,
    select,
    products,
  };
};
