import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { startThread } from '../../../server/src/platform/startThread';
import { loadingChunker } from '../../../server/src/search/chunking/loadChunker';
import type { FoundFile } from '../../../server/src/search/index/fileRules';
import { FilePreparer } from '../../../server/src/search/preparation/filePreparer';
import { PreparationThreads } from '../../../server/src/search/preparation/preparationThreads';
import {
  contentName,
  type FilePreparation,
  type PreparedFile,
} from '../../../server/src/search/preparation/preparedFile';
import { folderWith } from '../../support/program';

const contents = Object.fromEntries(
  Array.from({ length: 90 }, (_, at) => [
    at % 3 === 0 ? `${at}.ts` : `${at}.md`,
    at % 3 === 0
      ? `// Ä 𝒳 ${at}\nexport function number${at}() {\n  return ${at};\n}\n`
      : `# Title ${at}\n\n${`A sentence ${at} that getFileName says. `.repeat(90)}\n\n\n## Part\n\n- one\n- two\n`,
  ]),
);
const binary = { 'x.bin': new Uint8Array([65, 0, 66]), 'empty.md': '' };
const root = folderWith({ ...contents, ...binary });
const found: FoundFile[] = Object.keys({ ...contents, ...binary }).map((path) => {
  const { size, mtimeMs } = statSync(join(root, path));
  return { path, bytes: size, modifiedMs: mtimeMs };
});

/** All that came, with terms as text: dictionaries differ from thread to thread. */
const allOf = async (preparation: FilePreparation, known: ReadonlySet<string> = new Set()) => {
  const all: object[] = [];
  for await (const file of preparation.prepare(found, known)) all.push(comparable(file));
  return all;
};

const comparable = (file: PreparedFile): object =>
  file.kind !== 'new'
    ? file
    : {
        ...file,
        chunks: file.chunks.map(({ terms, ...chunk }) => {
          const { length, pairs, dictionary } = terms!;
          const counts: [string, number][] = [];
          for (let at = 0; at < pairs.length; at += 2) counts.push([dictionary[pairs[at]!]!, pairs[at + 1]!]);
          return { ...chunk, length, counts };
        }),
      };

describe('files that threads prepare', function () {
  this.timeout(60_000);
  const here = new FilePreparer(root, loadingChunker());
  let first: PreparedFile | undefined;
  before(async () => {
    first = await here.prepareFile(found[1]!, new Set());
  });

  it('are those that one thread prepares, in the same order', async () => {
    const expected = await allOf(here);
    assert.deepEqual(await allOf(new PreparationThreads(root, here)), expected);
    assert.equal(expected.length, 92);
  });

  it('are not cut into chunks where their content is known', async () => {
    assert.ok(first?.kind === 'new');
    const known = new Set([contentName(first.file)]);
    const all = (await allOf(new PreparationThreads(root, here), known)) as PreparedFile[];
    assert.deepEqual(
      all.filter(({ kind }) => kind === 'known').map(({ found: { path } }) => path),
      [found[1]!.path],
    );
  });

  it('are all there when threads end over them', async () => {
    const expected = await allOf(here);
    let started = 0;
    const threads = new PreparationThreads(root, here, (workerData) =>
      started++ === 0
        ? new Worker('process.exit(1)', { eval: true })
        : startThread('search/preparation', { workerData }),
    );
    assert.deepEqual(await allOf(threads), expected);
    const none = new PreparationThreads(root, here, () => new Worker('throw new Error()', { eval: true }));
    assert.deepEqual(await allOf(none), expected);
  });
});
