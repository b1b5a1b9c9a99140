import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { loadParsers } from '../../server/src/platform/parsers';
import type { Chunk } from '../../server/src/search/chunk';
import { fileChunks } from '../../server/src/search/chunking/fileChunks';
import { passageTokens } from '../../server/src/search/chunking/section';
import type { Parsers } from '../../server/src/text/markup/parsers';
import { markdownTable, median, quantile } from './table';

const kinds = [
  ['Markdown', 'markdown', /\.md$/],
  ['TypeScript', 'typescript', /\.[cm]?ts$/],
  ['JavaScript', 'javascript', /(?<!\.min)\.[cm]?js$/],
] as const;

/** Of files of each kind as many as make up some MB, from all packages alike. */
const textsOf = (folder: string, name: RegExp, megabytes: number): string[] => {
  const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const texts: string[] = [];
  let bytes = 0;
  // 7,919 is prime: all files come, neighbours far apart.
  for (let at = 0; at < paths.length && bytes < megabytes * 1e6; at++) {
    const text = readFileSync(paths[(at * 7919) % paths.length]!, 'utf8');
    // What a bundler has made is nobody's source.
    if (text.length > 100_000 || text.length > 200 * text.split('\n').length) continue;
    texts.push(text);
    bytes += text.length;
  }
  return texts;
};

/** MB of text a second of processor time: the median of some rounds, after one that warms up. */
const speedOf = (texts: readonly string[], run: (text: string) => void): string => {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const speeds = Array.from({ length: 6 }, () => {
    const before = process.cpuUsage();
    for (const text of texts) run(text);
    return bytes / process.cpuUsage(before).user;
  });
  return median(speeds.slice(1)).toFixed(1);
};

/** The part of a text's characters that stands under the same names in both. */
const sameNames = (a: readonly Chunk[], b: readonly Chunk[], length: number): number => {
  const namesAt = (chunks: readonly Chunk[]) => {
    const names = new Array<string>(length).fill('');
    for (const { start, end, headings } of chunks) names.fill(headings.join('\n'), start, end);
    return names;
  };
  const others = namesAt(b);
  return namesAt(a).filter((names, at) => names === others[at]).length;
};

/** How fast files are cut into passages, how long those are, and how well their tokens are estimated. */
export const benchPassages = async (repository: string, megabytes: number): Promise<string> => {
  const rows: string[][] = [];
  const lengths: string[][] = [];
  const path = join(repository, 'models/minilm-l6-v2.tokenizer.json');
  const tokenizer = existsSync(path) ? new Tokenizer(JSON.parse(readFileSync(path, 'utf8')), {}) : undefined;
  for (const [name, languageId, pattern] of kinds) {
    const texts = textsOf(join(repository, 'node_modules'), pattern, megabytes);
    const parsers = languageId === 'markdown' ? {} : await loadParsers([languageId]);
    const [parser] = Object.values(parsers) as NonNullable<Parsers['typescript']>[];
    const chunksOf = (text: string, given: Parsers) => fileChunks(text, { path: 'file', languageId }, given);
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    const same = texts.reduce(
      (sum, text) => sum + sameNames(chunksOf(text, parsers), chunksOf(text, {}), text.length),
      0,
    );
    rows.push([
      name,
      (characters / 1e6).toFixed(1),
      speedOf(texts, (text) => chunksOf(text, parsers)),
      ...(parser === undefined
        ? ['', '', '']
        : [
            speedOf(texts, (text) => parser.parse(text)?.delete()),
            speedOf(texts, (text) => chunksOf(text, {})),
            `${((100 * same) / characters).toFixed(1)} %`,
          ]),
    ]);
    const chunks = texts.flatMap((text) => chunksOf(text, parsers));
    if (tokenizer === undefined) continue;
    const tokens = chunks.map(({ headings, text }) => {
      const passage = headings.length === 0 ? text : `${headings.join(' > ')}\n${text}`;
      return tokenizer.encode(passage).ids.length;
    });
    const over = tokens.filter((count) => count > passageTokens);
    lengths.push([
      name,
      String(chunks.length),
      ...[0.1, 0.5, 0.9, 0.99].map((share) => String(quantile(tokens, share))),
      String(tokens.reduce((most, count) => Math.max(most, count), 0)),
      `${((100 * over.length) / tokens.length).toFixed(2)} %`,
      `${((100 * over.reduce((sum, count) => sum + count - passageTokens, 0)) / tokens.reduce((sum, count) => sum + count, 0)).toFixed(3)} %`,
    ]);
  }
  return `Of the installed packages. MB a second of one processor.

${markdownTable(['files', 'MB', 'passages, MB/s', 'parser alone', 'by layout', 'characters under the same names by layout'], rows)}
${
  tokenizer === undefined
    ? 'The tokenizer of the embedding model is not there.'
    : `Tokens of passages with their headings, by the tokenizer of the embedding model, of ${passageTokens} allowed:

${markdownTable(['files', 'passages', 'p10', 'p50', 'p90', 'p99', 'most', `above ${passageTokens}`, 'of all tokens above'], lengths)}`
}`;
};
