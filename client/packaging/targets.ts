/** A platform that VS Code runs extensions on, by the Marketplace's name for it. */
export interface Target {
  readonly name: string;
  /** Node's `process.platform` and `process.arch`; null where no native code is packed. */
  readonly native: { readonly platform: string; readonly arch: string } | null;
  /** The packed extension may not be larger, in bytes. */
  readonly limit: number;
}

const megabyte = 1_000_000;

const native = (platform: string, arch: string): Target => ({
  name: `${platform}-${arch}`,
  native: { platform, arch },
  limit: 170 * megabyte,
});

/** Where onnxruntime-node has binaries, and one package for everywhere else, which judges with the n-gram model alone. */
export const targets: readonly Target[] = [
  native('linux', 'x64'),
  native('linux', 'arm64'),
  native('darwin', 'arm64'),
  native('win32', 'x64'),
  native('win32', 'arm64'),
  { name: 'universal', native: null, limit: 30 * megabyte },
];
