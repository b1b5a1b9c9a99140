import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSearchSettings } from '../../server/src/configuration/searchSettings';
import type { Chunk } from '../../server/src/search/chunk';
import { TermLog } from '../../server/src/search/index/termLog';
import { chunkSet } from '../support/chunkSet';
import { markdownTable, median, quantile } from './table';

/** About what 256 tokens have. */
const chunkUnits = 1000;
const queries = ['how to read a file', 'the function that returns a value', 'parse error position', 'webassembly'];

/** Prose and code of the packages that are installed here, cut into chunks that are all different. */
const packageChunks = (folder: string, megabytes: number): Chunk[] => {
  const chunks = new Map<string, Chunk>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(?:md|[cm]?[jt]s)$/.test(entry.name)) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (let start = 0; start < text.length; start += chunkUnits) {
      if (chunks.size * chunkUnits > megabytes * 1e6) return [...chunks.values()];
      const end = Math.min(text.length, start + chunkUnits);
      const part = text.slice(start, end);
      const key = createHash('sha256').update(part).digest('hex').slice(0, 32);
      chunks.set(key, { key, headings: [], start, end, startLine: 1, endLine: 1, text: part });
    }
  }
  return [...chunks.values()];
};

/**
 * Indexing by terms and queries on it.
 * @param megabytes of text at most
 */
export const benchTermSearch = async (packages: string, megabytes: number): Promise<string> => {
  const chunks = packageChunks(packages, megabytes);
  const bytes = chunks.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-bench-'));
  try {
    const before = process.cpuUsage();
    const index = TermLog.open(folder, defaultSearchSettings);
    // About what a run reads between two commits.
    for (let start = 0; start < chunks.length; start += 20_000) {
      index.add(chunks.slice(start, start + 20_000));
      await index.commit();
    }
    const used = process.cpuUsage(before);
    const seconds = (used.user + used.system) / 1e6;
    index.use(chunkSet(chunks.map(({ key }) => key)));
    const size = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    const started = performance.now();
    TermLog.open(folder, defaultSearchSettings);
    const opened = performance.now() - started;
    const rows = queries.map((query) => {
      const times = Array.from({ length: 30 }, () => {
        const start = performance.now();
        index.search(query, 'bm25', 100);
        return performance.now() - start;
      });
      return [`\`${query}\``, median(times).toFixed(1), quantile(times, 0.95).toFixed(1)];
    });
    return [
      `${chunks.length} chunks of the packages in \`node_modules\`, ${(bytes / 1e6).toFixed(1)} MB: indexed and on the disk in ${seconds.toFixed(1)} s of processor time,`,
      `${(bytes / 1e6 / seconds).toFixed(1)} MB/s; ${(size / bytes).toFixed(2)} of the text's size on the disk; opened in ${(opened / 1000).toFixed(2)} s. The best 100 by BM25, in ms:\n`,
      markdownTable(['query', 'p50', 'p95'], rows),
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
};
