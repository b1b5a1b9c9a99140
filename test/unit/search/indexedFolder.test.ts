import assert from 'node:assert/strict';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import type { IndexStatus } from '../../../server/src/search/folderSearch';
import { IndexedFolder } from '../../../server/src/search/indexedFolder';
import { folderWith } from '../../support/program';
import { wordEmbedder } from '../../support/wordEmbedder';

const until = (folder: IndexedFolder, isWanted: (status: IndexStatus) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = folder.onDidChangeStatus((status) => {
      if (!isWanted(status)) return;
      stop();
      resolve();
    });
  });

describe('the index of a folder', () => {
  it('tries again to embed what could not be embedded, though no file changes, and then says nothing of it', async () => {
    let isBroken = true;
    const embedder = wordEmbedder({
      before: () => {
        if (isBroken) throw new Error('The process of the embedding model ended (SIGKILL).');
      },
    });
    const root = folderWith({ 'locks.md': 'A lock that was left is taken over.\n' });
    const folder = new IndexedFolder(root, folderWith(), defaultSearchSettings, embedder, [5]);
    await folder.scan();
    await until(folder, ({ detail }) => detail !== undefined && /SIGKILL/.test(detail));
    const { ready } = await folder.search('lock', { mode: 'hybrid', limit: 5 });
    assert.match(ready.vectorsMissing!, /embedding model/);
    isBroken = false;
    await until(folder, ({ state, chunks, embedded }) => state === 'ready' && embedded === chunks);
    assert.equal(folder.status.detail, undefined);
    assert.equal((await folder.search('lock', { mode: 'hybrid', limit: 5 })).ready.vectorsMissing, undefined);
    await folder.close();
  });
});
