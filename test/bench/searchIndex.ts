import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { defaultSearchSettings } from '../../server/src/configuration/searchSettings';
import type { Embedder } from '../../server/src/lm/embedder';
import { SearchService } from '../../server/src/search/searchService';
import { gaussianVectors } from '../support/vectors';
import { markdownTable, median } from './table';

const fileUnits = 10_000;

interface Piece {
  readonly text: string;
  /** Of the file that it is cut out of, with its dot. */
  readonly extension: string;
}

/** Documentation and code of the installed packages, in pieces of one size. */
const pieces = (repository: string): readonly Piece[] =>
  readdirSync(join(repository, 'node_modules'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.min)\.(?:md|ts|js|mjs)$/.test(entry.name))
    .flatMap((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      return Array.from({ length: Math.floor(text.length / fileUnits) }, (_, at) => ({
        text: text.slice(at * fileUnits, (at + 1) * fileUnits),
        extension: extname(entry.name),
      }));
    });

/** Where the pieces do not suffice they come again, with a number in each line's end that makes every passage another. */
const writeWorkspace = (root: string, repository: string, count: number): number => {
  const texts = pieces(repository);
  let bytes = 0;
  for (let file = 0; file < count; file++) {
    const round = Math.floor(file / texts.length);
    const piece = texts[file % texts.length]!;
    const text = round === 0 ? piece.text : piece.text.replaceAll('\n', ` ${round}\n`);
    const folder = join(root, String(file % 100));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${file}${piece.extension}`), text);
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
    return `${count} files, ${megabytes(bytes)}, ${chunks} passages: text of the installed packages, repeated with numbers in its lines where it does not suffice.

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
