import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type RelatedFilesParams,
  type RelatedFilesResult,
  relatedFilesMethod,
} from '../../server/src/shared/relatedProtocol';
import { indexMethod } from '../../server/src/shared/searchProtocol';
import { GitRepository } from '../support/gitRepository';
import { folderWith } from '../support/program';
import { ProtocolClient } from '../support/protocolClient';

const text = 'A lock that a killed process has left is taken over by the next writer.\n';

describe('the files related to one', () => {
  let client: ProtocolClient;
  const start = async (root: string, restricted = false) => {
    client = await ProtocolClient.start({
      settings: { model: 'ngram', search: { embeddingModel: 'none' } },
      folder: pathToFileURL(root).href,
      initializationOptions: { clientCommands: [], storage: pathToFileURL(folderWith()).href, restricted },
    });
  };
  afterEach(() => client.stop());

  const related = (root: string, name: string) => {
    const params: RelatedFilesParams = { uri: pathToFileURL(join(root, name)).href };
    return client.connection.sendRequest<RelatedFilesResult>(relatedFilesMethod, params);
  };

  it('are those that commits change with it, and tell in how many', async () => {
    const { root } = new GitRepository([
      { 'a.md': '1', 'src/b.ts': '1' },
      { 'a.md': '2', 'src/b.ts': '2' },
      { 'a.md': '3' },
    ]);
    await start(root);
    assert.deepEqual(await related(root, 'a.md'), {
      files: [
        {
          uri: pathToFileURL(join(root, 'src/b.ts')).href,
          path: 'src/b.ts',
          why: { kind: 'together', together: 2, commits: 3 },
        },
      ],
    });
  });

  it('follow what is committed', async () => {
    const repository = new GitRepository([{ a: '1', b: '1' }]);
    const { root } = repository;
    await start(root);
    assert.equal((await related(root, 'a')).files.length, 1);
    repository.commit({ a: '2', c: '1' });
    assert.deepEqual((await related(root, 'a')).files.map(({ path }) => path).toSorted(), ['b', 'c']);
  });

  it('are told by the text of a file that no commit has, where the workspace is indexed', async () => {
    const { root } = new GitRepository([{ 'a.md': `# Locks\n\n${text}`, 'b.md': '# Tea\n\nHot water.\n' }]);
    writeFileSync(join(root, 'new.md'), text);
    await start(root);
    assert.deepEqual(await related(root, 'new.md'), { files: [], note: 'No commit has changed this file yet.' });
    await client.connection.sendRequest(indexMethod, { action: 'start' });
    await client.until(() => client.indexStatuses.at(-1)?.state === 'ready');
    const { files, note } = await related(root, 'new.md');
    assert.deepEqual([files[0]?.path, files[0]?.why], ['a.md', { kind: 'alike', headings: ['Locks'] }]);
    assert.ok(!files.some(({ path }) => path === 'new.md'));
    assert.match(note!, /No commit has changed this file yet\. These have passages like its text\./);
  });

  it('are none where git is not run or finds nothing, and it is said why', async () => {
    const { root } = new GitRepository([{ a: '1', b: '1' }]);
    await start(root, true);
    assert.match((await related(root, 'a')).note!, /not trusted/);
    await client.stop();
    const outside = folderWith({ 'a.md': text });
    await start(outside);
    assert.match((await related(outside, 'a.md')).note!, /lies in no git repository/);
    const untitled = await client.connection.sendRequest<RelatedFilesResult>(relatedFilesMethod, { uri: 'untitled:1' });
    assert.match(untitled.note!, /lies on a disk/);
  });
});
