import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { defaultSearchSettings } from '../../server/src/configuration/searchSettings';
import type { Embedder } from '../../server/src/lm/embedder';
import { SearchService } from '../../server/src/search/searchService';
import { gaussianVectors } from '../support/vectors';
import { markdownTable, median } from './table';

/** What is larger is made by a program, most often. */
const largestFile = 200_000;

interface SourceFile {
  readonly text: string;
  /** With its dot. */
  readonly extension: string;
}

/** Documentation and code of the installed packages. */
const sources = (repository: string): readonly SourceFile[] =>
  readdirSync(join(repository, 'node_modules'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.min)\.(?:md|ts|js|mjs)$/.test(entry.name))
    .map((entry) => ({
      text: readFileSync(join(entry.parentPath, entry.name), 'utf8'),
      extension: extname(entry.name),
    }))
    .filter(({ text }) => text.length > 0 && text.length <= largestFile);

/** Another text of the same kind: a number in each line of prose, and in each name of code that has a capital letter within. */
const variant = ({ text, extension }: SourceFile, round: number): string => {
  if (round === 0) return text;
  return extension === '.md'
    ? text.replaceAll('\n', ` ${round}\n`)
    : text.replace(/\b[a-z]+[A-Z]\w*/g, (name) => name + round);
};

/** Where there are not enough files they come again, so changed that most of their passages are others. */
const writeWorkspace = (root: string, repository: string, count: number): number => {
  const files = sources(repository);
  let bytes = 0;
  for (let at = 0; at < count; at++) {
    const file = files[at % files.length]!;
    const text = variant(file, Math.floor(at / files.length));
    const folder = join(root, String(at % 100));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${at}${file.extension}`), text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
};

const seconds = async (run: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await run();
  return (performance.now() - began) / 1000;
};

/** Vectors at random, of the size of the shipped model's: what making real ones takes is measured elsewhere. */
const randomEmbedder = (): Embedder => {
  let seed = 0;
  return {
    id: 'random',
    dimensions: 384,
    maximumTokens: 256,
    embed: async (texts) =>
      Float32Array.from(
        gaussianVectors(texts.length, 384, seed++).flatMap((vector) => {
          const length = Math.hypot(...vector);
          return Array.from(vector, (value) => value / length);
        }),
      ),
  };
};

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, name) => sum + statSync(join(folder, name)).size,
    0,
  );

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** From a folder to a keyword search, a saved file until it is found, and what the index takes. */
export const benchSearchIndex = async (repository: string, count: number): Promise<string> => {
  const root = mkdtempSync(join(tmpdir(), 'surprisal-bench-'));
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-bench-index-'));
  try {
    const bytes = writeWorkspace(root, repository, count);
    const before = process.memoryUsage().rss;
    const service = SearchService.open(root, folder, defaultSearchSettings, { embedder: randomEmbedder() });
    const all = await seconds(() => service.index());
    const again = await seconds(() => service.index());
    const memory = process.memoryUsage().rss - before;
    const { chunks } = await service.state();
    const search = () => service.search('zyxwvut', { mode: 'bm25', limit: 10 });
    const saved: number[] = [];
    for (let round = 0; round < 10; round++) {
      writeFileSync(join(root, 'saved.md'), `zyxwvut ${round}`);
      saved.push(
        await seconds(async () => {
          await service.fileSaved('saved.md');
          const {
            hits: [hit],
          } = await search();
          if (!hit?.snippet.endsWith(String(round))) throw new Error('the saved file is not found');
        }),
      );
    }
    const ofTerms = sizeOf(folder);
    await service.embed();
    await service.close();
    const disk = sizeOf(folder);
    const times = (size: number) => `${megabytes(size)}, ${(size / bytes).toFixed(2)} times the text`;
    const opened = await seconds(async () => SearchService.open(root, folder, defaultSearchSettings));
    return `${count} files, ${megabytes(bytes)}, ${chunks} passages: files of the installed packages, again with other names where they do not suffice.

${markdownTable(
  ['what', 'value'],
  [
    ['from nothing until all can be searched', `${all.toFixed(1)} s`],
    ['a run with nothing to do', `${again.toFixed(2)} s`],
    ['one saved file until it is found, median of 10', `${(median(saved) * 1000).toFixed(0)} ms`],
    ['the index is opened', `${(opened * 1000).toFixed(0)} ms`],
    ['resident memory, grown by (before a collection of garbage)', megabytes(memory)],
    ['on the disk, by terms alone', times(ofTerms)],
    ['on the disk, with vectors (random ones)', times(disk)],
  ],
)}`;
  } finally {
    rmSync(root, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
};
