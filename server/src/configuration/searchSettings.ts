/** Which files a search index holds, and how it ranks. */
export interface SearchSettings {
  /** Globs; where there are some, only files that match one are indexed. */
  readonly include: readonly string[];
  /** Globs of what is left out, after the ignore files. */
  readonly exclude: readonly string[];
  /** Bytes; larger files are left out. */
  readonly maxFileSize: number;
  /** BM25's saturation of term frequency. */
  readonly k1: number;
  /** BM25's normalisation by length: 0 none, 1 whole. */
  readonly b: number;
}

/** What programs write and nobody looks for by meaning. */
const generatedFiles = [
  '*.min.js',
  '*.min.css',
  '*.map',
  '*.lock',
  'package-lock.json',
  'pnpm-lock.yaml',
  '*.svg',
  '*.csv',
];

export const defaultSearchSettings: SearchSettings = {
  include: [],
  exclude: generatedFiles,
  maxFileSize: 2_000_000,
  k1: 1.2,
  b: 0.75,
};
