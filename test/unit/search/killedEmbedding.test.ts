import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import { LocalStore } from '../../../server/src/search/index/localStore';
import { TermLog } from '../../../server/src/search/index/termLog';
import { SearchService } from '../../../server/src/search/searchService';
import { VectorIndex } from '../../../server/src/search/vectors/vectorIndex';
import { cleanEnvironment, folderWith } from '../../support/program';
import { wordEmbedder } from '../../support/wordEmbedder';

const passage = (file: number, at: number) =>
  `Passage ${at} of file ${file} tells of w${file}x${at} and w${at}. `.repeat(20);

/** What an index answers by terms and by vectors, with all that can be counted. */
const answersOf = async (index: string) => {
  const embedder = wordEmbedder();
  const store = LocalStore.open(index, {
    terms: TermLog.open(index, defaultSearchSettings),
    vectors: VectorIndex.open(index, { embedder: embedder.id, dimensions: embedder.dimensions }),
    readText: async () => undefined,
  });
  const [vector] = [await embedder.embed(['file 7 tells of w7x3'], { kind: 'query' })];
  const answers = {
    state: await store.state(),
    terms: await store.byTerms('tells w7x3 changed', 'bm25', 20),
    vectors: (await store.byVector(vector, 20)).map(({ key, score }) => [key, score.toFixed(3)]).sort(),
  };
  await store.close();
  return answers;
};

describe('an index with vectors', () => {
  it('loses nothing, doubles nothing and goes on where it was when it is killed at any time', async function () {
    // SURPRISAL_KILLS=200 looks closer.
    const { SURPRISAL_KILLS: kills = '5' } = process.env;
    this.timeout(60_000 + 20_000 * Number(kills));
    const root = folderWith(
      Object.fromEntries(
        Array.from({ length: 60 }, (_, file) => [
          `f${file}.md`,
          Array.from({ length: 8 }, (_, at) => passage(file, at)).join('\n\n'),
        ]),
      ),
    );
    const index = folderWith();
    for (let kill = 0; kill < Number(kills); kill++) {
      writeFileSync(join(root, `f${kill % 60}.md`), `changed ${kill}\n\n${passage(kill, 0)}`);
      const program = ['--import', 'tsx', 'test/support/embeddingProgram.ts', root, index];
      const child = spawn(process.execPath, program, { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] });
      const exit = once(child, 'exit');
      const lines = child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false });
      // From the first line on, spread over the batches and the time between two, the same in each run of the test.
      for (let line = 0; line < 1 + (kill % 8); line++) if ((await lines.next()).done) break;
      await setTimeout((40 * ((kill * 0.618034) % 1)) | 0);
      child.kill('SIGKILL');
      await exit;
      // Whatever is there can be read.
      const { state } = await answersOf(index);
      assert.ok(state.embedded <= state.chunks, JSON.stringify(state));
    }
    const before = (await answersOf(index)).state;
    let embedded = 0;
    const embedder = wordEmbedder();
    const finish = async (folder: string) => {
      const service = SearchService.open(root, folder, defaultSearchSettings, { embedder });
      const run = await service.index();
      embedded = 0;
      assert.equal(await service.embed({ onEmbedded: (count) => (embedded += count) }), 0);
      await service.close();
      return run;
    };
    const { chunks, computed } = await finish(index);
    assert.ok(
      embedded <= chunks - before.embedded + computed,
      `${embedded} of ${chunks}, ${before.embedded} were there`,
    );
    const scratch = folderWith();
    await finish(scratch);
    assert.deepEqual(await answersOf(index), await answersOf(scratch));
  });
});
