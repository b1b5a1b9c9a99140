export interface Platform {
  readonly platform: string;
  readonly arch: string;
}

/** Where onnxruntime-node 1.30.0 has a binary: `platform-arch` of Node. */
const supported: ReadonlySet<string> = new Set([
  'linux-x64',
  'linux-arm64',
  'darwin-arm64',
  'win32-x64',
  'win32-arm64',
]);

export const thisPlatform = (): Platform => ({ platform: process.platform, arch: process.arch });

/** Whether the neural model can run there; a C library that does not fit shows when it is loaded. */
export const isSupported = ({ platform, arch }: Platform): boolean => supported.has(`${platform}-${arch}`);
