import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CompletionList,
  CompletionRequest,
  type Position,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { eventually } from '../support/eventually';
import { type ClientOptions, ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

const uri = 'untitled:letter.md';

describe('the list of words', () => {
  withUserFolder();
  let client: ProtocolClient;
  afterEach(() => client.stop());

  const start = async (text: string, options: ClientOptions = {}, languageId = 'markdown', of = uri) => {
    client = await ProtocolClient.start(options);
    await client.open(of, text, languageId);
  };
  const list = (position: Position, of = uri) =>
    client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: of },
      position,
    }) as Promise<CompletionList>;
  const labels = async (line: number, character: number, of = uri) =>
    (await list({ line, character }, of)).items.map(({ label }) => label);
  /** Where the text ends. */
  const endOf = (text: string) => [text.split('\n').length - 1, text.length - text.lastIndexOf('\n') - 1] as const;

  it('goes on with the sentence, in an order that the client keeps, and takes the place of what is typed', async () => {
    await start('# A letter\n\nOn the other ha');
    const { items, isIncomplete } = await list({ line: 2, character: 15 });
    assert.equal(isIncomplete, true);
    assert.equal(items[0]?.label, 'hand');
    assert.deepEqual((items[0]!.textEdit as TextEdit).range, {
      start: { line: 2, character: 13 },
      end: { line: 2, character: 15 },
    });
    assert.deepEqual(
      items.map(({ sortText }) => sortText),
      items.map(({ sortText }) => sortText).toSorted(),
    );
    for (const { filterText } of items) assert.equal(filterText, 'ha');
  });

  it('offers the next word too, and words of another open document', async () => {
    await start('We like ');
    assert.ok((await labels(0, 8)).length > 0);
    assert.ok(!(await labels(0, 8)).includes('quuxification'));
    await client.open('untitled:other.md', 'They like quuxification. We like quuxification too.');
    await eventually('the word of the other document', async () => (await labels(0, 8)).includes('quuxification'));
    await client.close('untitled:other.md');
    await eventually('a list without it', async () => !(await labels(0, 8)).includes('quuxification'));
  });

  it('is empty in code, inside a word, and where a setting says so', async () => {
    await start('```\nsome te\n```\n\nOn the other hand');
    assert.deepEqual(await labels(1, 7), []);
    assert.deepEqual(await labels(4, 15), []);
    assert.ok((await labels(4, 17)).every((label) => label !== 'hand'));
    client.settings = { completion: { words: false } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await eventually('an empty list', async () => (await labels(4, 9)).length === 0);
  });

  it('is empty in comments of code unless a setting wants it', async () => {
    const text = '// On the other ha';
    await start(text, {}, 'typescript');
    assert.deepEqual(await labels(...endOf(text)), []);
    await client.stop();
    await start(text, { settings: { model: 'ngram', completion: { inComments: true } } }, 'typescript');
    assert.equal((await labels(...endOf(text)))[0], 'hand');
  });

  it('is empty in a file that nobody may write to', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'surprisal-')), 'letter.md');
    const text = 'On the other ha';
    writeFileSync(path, text);
    const file = pathToFileURL(path).href;
    await start(text, {}, 'markdown', file);
    assert.equal((await labels(...endOf(text), file))[0], 'hand');
    chmodSync(path, 0o444);
    assert.deepEqual(await labels(...endOf(text), file), []);
  });

  it('keeps to a glossary of the workspace, but not where the workspace is not trusted, and never has banned words', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'surprisal-'));
    writeFileSync(join(folder, 'glossary.txt'), '# Ours\nhandle\nHamburg\n');
    const path = join(folder, 'letter.md');
    const text = 'On the other ha';
    writeFileSync(path, text);
    const file = pathToFileURL(path).href;
    const settings = { model: 'ngram', completion: { vocabulary: 'glossary.txt', bannedWords: ['Hand'] } };
    const options = { folder: pathToFileURL(folder).href, settings };
    await start(text, options, 'markdown', file);
    assert.deepEqual((await labels(...endOf(text), file)).toSorted(), ['Hamburg', 'handle']);
    await client.stop();
    await start(text, { ...options, initializationOptions: { restricted: true } }, 'markdown', file);
    const free = await labels(...endOf(text), file);
    assert.ok(free.includes('half') && !free.includes('hand'), free.join());
  });

  it("has the workspace's own keys in front matter, and its own headings", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'surprisal-'));
    writeFileSync(join(folder, 'a.md'), '---\ntitle: A\nlayout: post\nlicense: MIT\n---\n\n## Limits\n\nNone.\n');
    writeFileSync(join(folder, 'b.md'), '---\ntitle: B\nlayout: page\n---\n\n## Limits\n\n## Lists\n');
    const path = join(folder, 'c.md');
    const text = '---\ntitle: C\nl\n---\n\n## Li';
    writeFileSync(path, text);
    const file = pathToFileURL(path).href;
    await start(text, { folder: pathToFileURL(folder).href }, 'markdown', file);
    assert.deepEqual(await labels(2, 1, file), ['layout', 'license']);
    const { items } = await list({ line: 2, character: 1 }, file);
    assert.equal((items[0]!.textEdit as TextEdit).newText, 'layout: ');
    assert.deepEqual(await labels(5, 5, file), ['Limits', 'Lists']);
    // The value of a key is neither.
    assert.ok(!(await labels(1, 8, file)).includes('layout'));
  });

  it('tells of settings that cannot be used, and of a glossary that is not there', async () => {
    const completion = { words: 'yes', vocabulary: '/no/such/glossary.txt' };
    await start('On the other ha', { settings: { model: 'ngram', completion } });
    assert.equal((await labels(0, 15))[0], 'hand');
    await client.until(() => client.logged.some((line) => line.includes('surprisal.completion.words cannot be')));
    await client.until(() => client.logged.some((line) => line.includes('glossary.txt')));
  });
});
