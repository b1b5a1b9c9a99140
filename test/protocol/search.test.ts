import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  type CompletionList,
  CompletionRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidSaveTextDocumentNotification,
  FileChangeType,
  HoverRequest,
  LSPErrorCodes,
  type MarkupContent,
} from 'vscode-languageserver-protocol/node';
import {
  type DuplicatesResult,
  duplicatesMethod,
  type ExplainIndexedResult,
  explainIndexedMethod,
  type IndexedFilesResult,
  type IndexParams,
  type IndexStatus,
  indexedFilesMethod,
  indexMethod,
  type RerankParams,
  type RerankResult,
  rerankMethod,
  type SearchParams,
  type SearchResult,
  type SimilarParams,
  searchMethod,
  similarMethod,
} from '../../server/src/shared/searchProtocol';
import { eventually } from '../support/eventually';
import { ProtocolClient } from '../support/protocolClient';
import { SearchedWorkspace } from '../support/searchedWorkspace';
import { topicText } from '../support/wordCorpus';

const guide = `# Guide

## Locks

A lock that a killed process left is taken over by the next writer. It looks whether the process runs.

## Tomatoes

Plant tomatoes when the soil is warm. Water them in the morning.
`;

describe('a search of the workspace', () => {
  let workspace: SearchedWorkspace;
  let parent: string;
  let folder: string;
  let storage: string;
  let client: ProtocolClient;
  beforeEach(() => {
    workspace = new SearchedWorkspace();
    ({ parent, folder, storage } = workspace);
    write('guide.md', guide);
    write('src/kettle.ts', 'export const boil = () => "the kettle boils";\n');
    write('ignored.md', 'Nobody may read of tomatoes here.\n');
    write('.surprisalignore', 'ignored.md\n');
  });
  afterEach(async () => {
    await client.stop();
    workspace.remove();
  });

  const write = (name: string, text: string, base = folder) => workspace.write(name, text, base);
  const start = async (
    folders: Readonly<Record<string, string>> = { notes: folder },
    search: object = {},
    restricted = false,
  ) => {
    const settings = { search: { embeddingModel: 'none', ...search } };
    client = await workspace.start({ settings, folders, restricted });
  };
  const search = (query: string, more: Partial<SearchParams> = {}) =>
    client.connection.sendRequest<SearchResult>(searchMethod, { query, ...more });
  const similar = (params: SimilarParams) => client.connection.sendRequest<SearchResult>(similarMethod, params);
  const index = (action: IndexParams['action']) => client.connection.sendRequest<IndexStatus>(indexMethod, { action });
  const untilState = (state: IndexStatus['state']) => client.until(() => client.indexStatuses.at(-1)?.state === state);
  /** Searches until what was read in the background is found. */
  const untilFound = async (query: string, isFound: (result: SearchResult) => boolean): Promise<SearchResult> => {
    for (;;) {
      const result = await search(query);
      if (isFound(result)) return result;
      const seen = client.indexStatuses.length;
      await client.until(() => client.indexStatuses.length > seen);
    }
  };
  const indexed = () => untilFound('lock', ({ readiness }) => readiness.isComplete);

  it('finds a passage with its headings, and the sentence of it that answers best, where it stands', async () => {
    await start();
    await indexed();
    const { hits, problem } = await search('water tomatoes');
    assert.equal(problem, undefined);
    const [hit] = hits;
    assert.ok(hit);
    assert.equal(hit.uri, pathToFileURL(join(folder, 'guide.md')).href);
    assert.equal(hit.path, 'guide.md');
    assert.equal(hit.folder, undefined);
    assert.deepEqual(hit.headings, ['Guide', 'Tomatoes']);
    const sentence = hit.text.slice(hit.marked.start, hit.marked.end).trim();
    assert.match(sentence, /tomatoes|Water/);
    const { line, character } = hit.markedRange.start;
    assert.ok(guide.split('\n')[line]!.slice(character).startsWith(sentence.split('\n')[0]!), sentence);
  });

  it('reads nothing before it is first used, keeps its index out of the workspace, and needs no second reading', async () => {
    await start();
    assert.equal((await index('status')).state, 'unused');
    assert.ok(!existsSync(storage));
    assert.ok(!client.watched.includes('**/*'));
    await indexed();
    await untilState('ready');
    assert.deepEqual(readdirSync(folder).toSorted(), ['.surprisalignore', 'guide.md', 'ignored.md', 'src']);
    assert.ok(existsSync(join(storage, 'search')));
    assert.ok(client.watched.includes('**/*'));
    await client.stop();
    await start();
    // Before the folder was looked at again.
    assert.equal((await search('tomatoes')).hits.length, 1);
  });

  it('says that words alone are compared while there are no vectors, and what is wrong with a query', async () => {
    await start();
    await indexed();
    const { readiness } = await search('tomatoes');
    assert.equal(readiness.embedded, 0);
    assert.ok(readiness.passages > 0);
    assert.match(readiness.vectorsMissing ?? '', /\w/);
    assert.equal((await search('tomatoes', { mode: 'bm25' })).readiness.vectorsMissing, undefined);
    const unfinished = await search('"tomatoes');
    assert.deepEqual(unfinished.hits, []);
    assert.match(unfinished.problem ?? '', /quotation mark/);
  });

  it('finds by meaning what is said in other words, with the embedding model that comes with the program', async function () {
    this.timeout(120_000);
    await start({ notes: folder }, { embeddingModel: 'auto' });
    await indexed();
    await client.until(() => {
      const { passages = 0, embedded } = client.indexStatuses.at(-1) ?? {};
      return passages > 0 && embedded === passages;
    });
    const query = 'seedlings in the ground';
    assert.deepEqual((await search(query, { mode: 'bm25' })).hits, []);
    const { hits, readiness } = await search(query);
    assert.deepEqual(hits[0]?.headings, ['Guide', 'Tomatoes']);
    assert.equal(readiness.embedded, readiness.passages);
    assert.equal(readiness.vectorsMissing, undefined);
  });

  it('says which embedding model is not there, and searches by words', async () => {
    await start({ notes: folder }, { embeddingModel: 'nobody-has-it' });
    await indexed();
    assert.equal((await search('tomatoes')).hits.length, 1);
    assert.ok(client.logged.some((message) => message.includes('nobody-has-it')));
  });

  it('keeps to filters of the query and to those beside it', async () => {
    await start();
    await indexed();
    assert.equal((await search('kettle lang:typescript')).hits.length, 1);
    assert.equal((await search('kettle', { filter: { languages: ['markdown'] } })).hits.length, 0);
    assert.equal((await search('kettle', { filter: { paths: ['src/**'] } })).hits.length, 1);
    assert.equal((await search('tomatoes -soil')).hits.length, 0);
  });

  it('finds what was saved, made, moved and deleted, as soon as it is told', async () => {
    await start();
    await indexed();
    const uri = write('guide.md', `${guide}\n## Beans\n\nBeans climb poles.\n`);
    await client.open(uri, guide);
    await client.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
    await untilFound('beans', ({ hits }) => hits.length === 1);

    const changed = (type: FileChangeType, ...uris: string[]) =>
      client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: uris.map((one) => ({ uri: one, type })),
      });
    await changed(FileChangeType.Created, write('more/radish.md', 'Radishes grow in a month.\n'));
    await untilFound('radishes', ({ hits }) => hits[0]?.path === 'more/radish.md');
    // Of a folder's end an editor tells the folder alone.
    rmSync(join(folder, 'more'), { recursive: true });
    await changed(FileChangeType.Deleted, pathToFileURL(join(folder, 'more')).href);
    await untilFound('radishes', ({ hits }) => hits.length === 0);
    await client.until(() => client.indexStatuses.at(-1)?.files === 2);
    // What is left out changes with the file that says so.
    await changed(FileChangeType.Changed, write('.surprisalignore', ''));
    await untilFound('nobody', ({ hits }) => hits[0]?.path === 'ignored.md');
  });

  it('pauses and resumes: meanwhile searches are answered, and changes wait', async () => {
    await start();
    await indexed();
    assert.equal((await index('pause')).state, 'paused');
    const uri = write('beans.md', 'Beans climb poles.\n');
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri, type: FileChangeType.Created }],
    });
    assert.equal((await search('tomatoes')).hits.length, 1);
    assert.equal((await search('beans')).hits.length, 0);
    await untilState('paused');
    await index('resume');
    await untilFound('beans', ({ hits }) => hits.length === 1);
    await untilState('ready');
  });

  it('that is paused before it is first used reads nothing until it is resumed', async () => {
    await start();
    assert.equal((await index('pause')).state, 'unused');
    assert.equal((await search('tomatoes')).hits.length, 0);
    await untilState('paused');
    await index('resume');
    await untilFound('tomatoes', ({ hits }) => hits.length === 1);
  });

  it('makes the index anew', async () => {
    await start();
    await indexed();
    await index('rebuild');
    const { hits } = await untilFound('tomatoes', ({ readiness }) => readiness.isComplete);
    assert.equal(hits.length, 1);
  });

  it('tells what is indexed, what is not, and why', async () => {
    await start();
    await indexed();
    const { folders } = await client.connection.sendRequest<IndexedFilesResult>(indexedFilesMethod, { limit: 100 });
    assert.deepEqual(folders[0]?.indexed, ['guide.md', 'src/kettle.ts']);
    assert.deepEqual(
      folders[0]?.leftOut.map(({ path }) => path),
      ['.surprisalignore', 'ignored.md'],
    );
    const explain = (path: string) =>
      client.connection.sendRequest<ExplainIndexedResult>(explainIndexedMethod, { uri: pathToFileURL(path).href });
    assert.equal((await explain(join(folder, 'guide.md'))).reason, undefined);
    assert.match((await explain(join(folder, 'ignored.md'))).reason ?? '', /surprisalignore/);
    assert.match((await explain(join(parent, 'elsewhere.md'))).reason ?? '', /no folder of the workspace/);
  });

  it('finds passages like a text, not the text itself', async () => {
    write('copy.md', '# Other\n\nPlant tomatoes once the soil is warm enough, and water them.\n');
    await start();
    await indexed();
    const uri = pathToFileURL(join(folder, 'guide.md')).href;
    const text = 'Plant tomatoes when the soil is warm. Water them in the morning.';
    const range = { start: { line: 8, character: 0 }, end: { line: 8, character: text.length } };
    const paths = ({ hits }: SearchResult) => hits.map(({ path }) => path);
    assert.equal(paths(await similar({ text, location: { uri, range } }))[0], 'copy.md');
    assert.ok(
      !(await similar({ text, location: { uri, range } })).hits.some(({ headings }) => headings.includes('Tomatoes')),
    );
    assert.equal(paths(await similar({ text }))[0], 'guide.md');
    // What would be an exclusion in a query is text here.
    assert.equal((await similar({ text: '"tomatoes -soil' })).hits.length, 2);
  });

  it('finds passages that are nearly the same', async () => {
    const text =
      'Whoever opens the gate in the morning closes it again at night, before the dog comes home from the hills.';
    write('one.md', `# One\n\n${text}\n`);
    write('two/three.md', `# Three\n\n${text.replace('dog', 'cat')}\n`);
    await start();
    await indexed();
    const { groups } = await client.connection.sendRequest<DuplicatesResult>(duplicatesMethod, { limit: 10 });
    assert.deepEqual(
      groups.map(({ hits }) => hits.map(({ path }) => path)),
      [['one.md', 'two/three.md']],
    );
    assert.ok(groups[0]!.similarity < 0.9);
  });

  it('asks all folders of the workspace, names them, and follows as they come and go', async () => {
    const other = join(parent, 'other');
    write('beans.md', 'Beans and tomatoes.\n', other);
    await start({ notes: folder, other });
    await indexed();
    const { hits } = await untilFound('tomatoes', (result) => result.hits.length === 2);
    assert.deepEqual(hits.map(({ folder: name }) => name).toSorted(), ['notes', 'other']);
    const removed = [{ uri: pathToFileURL(other).href, name: 'other' }];
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [], removed },
    });
    assert.equal((await search('tomatoes')).hits.length, 1);
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: removed, removed: [] },
    });
    await untilFound('tomatoes', (result) => result.hits.length === 2);
  });

  it('puts the hits of several folders in one order, whatever the best of each is', async function () {
    this.timeout(120_000);
    const other = join(parent, 'other');
    write('invoice.md', 'The invoice is paid within thirty days.\n', other);
    write('may.md', '# May\n\nSeedlings are put into the ground.\n');
    await start({ notes: folder, other }, { embeddingModel: 'auto' });
    await indexed();
    await client.until(() => {
      const { passages = 0, embedded } = client.indexStatuses.at(-1) ?? {};
      return passages === 5 && embedded === passages;
    });
    const { hits } = await search('seedlings in the ground');
    const names = hits.map(({ headings, path }) => headings.at(-1) ?? path);
    assert.equal(names[0], 'May');
    assert.ok(names.indexOf('invoice.md') > names.indexOf('Tomatoes'), String(names));
  });

  it('looks for related words too, and has them in hovers and in the list of suggestions where a setting wants them', async () => {
    write('topics.md', topicText(400));
    write('answer.md', 'redb redc redd rede redf redg redh redi redj redk redl\n');
    await start(undefined, { relatedWords: true });
    assert.equal((await search('reda')).related, undefined);
    await untilState('ready');
    const expanded = () => search('reda path:answer.md', { mode: 'bm25', expand: true });
    await eventually('the words', async () => (await expanded()).related?.missing === undefined);
    const found = await expanded();
    assert.deepEqual(
      found.hits.map(({ path }) => path),
      ['answer.md'],
    );
    assert.ok(found.related!.terms.length > 1 && found.related!.terms.every((term) => /^red[b-l]$/.test(term)));

    const text = 'Here reda stands.\n\nHere reda and re';
    const uri = write('draft.md', text);
    await client.open(uri, text);
    const position = { line: 0, character: 6 };
    const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    assert.match((hover!.contents as MarkupContent).value, /Related in this workspace: red[b-l], red[b-l]/);
    const list = await client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: { line: 2, character: 16 },
    });
    const labels = (list as CompletionList).items.map(({ label }) => label);
    assert.ok(
      labels.slice(-2).every((label) => /^red[b-l]$/.test(label)),
      labels.join(),
    );
  });

  it('is cancelled', async () => {
    await start();
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest<SearchResult>(searchMethod, { query: 'tomatoes' }, source.token);
    source.cancel();
    await assert.rejects(asked, { code: LSPErrorCodes.RequestCancelled });
  });

  it('says why it finds nothing without a folder, and where a setting has switched it off', async () => {
    await start({});
    const { hits, problem, readiness } = await search('tomatoes');
    assert.deepEqual(hits, []);
    assert.match(problem ?? '', /folder/);
    assert.equal(readiness.state, 'unused');
    await client.stop();
    await start({ notes: folder }, { enabled: false });
    assert.match((await search('tomatoes')).problem ?? '', /surprisal\.search\.enabled/);
    assert.ok(!existsSync(storage));
  });

  it('follows the settings of the editor and of the project', async () => {
    await start();
    await indexed();
    client.settings = { model: 'ngram', search: { embeddingModel: 'none', exclude: ['*.ts'] } };
    const configured = () =>
      client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await configured();
    await untilFound('kettle', ({ hits, readiness }) => readiness.isComplete && hits.length === 0);
    client.settings = { model: 'ngram', search: { embeddingModel: 'none' } };
    const uri = write('.surprisal.json', '{ "search": { "include": ["*.ts"] } }');
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri, type: FileChangeType.Created }],
    });
    await untilFound('kettle', ({ hits }) => hits.length === 1);
    await untilFound('tomatoes', ({ hits, readiness }) => readiness.isComplete && hits.length === 0);
  });

  it('indexes at the start where that is set, and in the folder itself where that is set, hidden from git', async () => {
    await start({ notes: folder }, { indexAtStart: true, storage: 'folder' });
    await client.until(() => client.indexStatuses.at(-1)?.files === 2);
    assert.ok(existsSync(join(folder, '.surprisal/search/catalog')));
    assert.equal(readFileSync(join(folder, '.surprisal/.gitignore'), 'utf8'), '*\n');
    assert.ok(!existsSync(storage));
  });

  it('writes nothing into a folder that is not trusted', async () => {
    await start({ notes: folder }, { storage: 'folder' }, true);
    await indexed();
    assert.ok(!existsSync(join(folder, '.surprisal')));
  });

  it('puts hits in the order of how likely the query is after them, where there is a model for that', async () => {
    const hit = (text: string) => ({ headings: [], text, marked: { start: 0, end: text.length }, score: 0.5 });
    const params: RerankParams = {
      query: 'when are tomatoes planted',
      hits: [
        hit('The kettle boils at noon, and nobody is there.'),
        hit('Plant tomatoes when the soil is warm, after the last frost.'),
      ],
    };
    const rerank = () => client.connection.sendRequest<RerankResult>(rerankMethod, params);
    client = await ProtocolClient.start({ settings: { model: 'neural', inference: { threads: 1 } } });
    assert.deepEqual(await rerank(), { order: [1, 0] });
    await client.stop();
    await start();
    const { order, incomplete } = await rerank();
    assert.deepEqual(order, [0, 1]);
    assert.match(incomplete ?? '', /neural model is off/);
  });
});
