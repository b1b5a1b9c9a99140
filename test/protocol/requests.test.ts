import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  ExecuteCommandRequest,
  HoverRequest,
  LSPErrorCodes,
  type Range,
  type TextDocumentEdit,
} from 'vscode-languageserver-protocol/node';
import {
  type CheckResult,
  checkDocumentMethod,
  checkWorkspaceMethod,
  commands,
  dictionaryMethod,
  type ExplainSentenceResult,
  explainSentenceMethod,
  type TokenScoresResult,
  tokenScoresMethod,
} from '../../server/src/shared/protocol';
import { ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

const uri = 'untitled:letter.md';
const text = '# A letter\n\nIt has no mistaeks. I saw the the letters.\n';
const word: Range = { start: { line: 2, character: 10 }, end: { line: 2, character: 18 } };

describe('requests about a text', () => {
  withUserFolder();
  let client: ProtocolClient;
  beforeEach(async () => {
    client = await ProtocolClient.start();
    await client.open(uri, text);
  });
  afterEach(() => client.stop());

  const actions = (range: Range, only?: string[]) =>
    client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only && { only }) },
    }) as Promise<CodeAction[]>;
  const resolve = (action: CodeAction) => client.connection.sendRequest(CodeActionResolveRequest.type, action);

  it('quick fixes offer candidates, dictionaries, ignoring and turning off', async () => {
    const found = await actions(word);
    assert.equal(found[0]?.title, 'Change to “mistakes”');
    assert.equal(found[0]?.isPreferred, true);
    const named = new Set(found.map(({ command }) => command?.command));
    assert.ok(named.has(commands.addToUserDictionary));
    assert.ok(named.has(commands.ignoreHere));
    // It is no file: no configuration holds for it.
    assert.ok(!named.has(commands.addToWorkspaceDictionary));
    assert.ok(!named.has(commands.turnKindOff));
  });

  it('a kind can be turned off by a client that does so itself, in any document', async () => {
    const able = await ProtocolClient.start({ initializationOptions: { clientCommands: [commands.turnKindOff] } });
    await able.open(uri, text);
    const context = { diagnostics: [] };
    const params = { textDocument: { uri }, range: word, context };
    const found = (await able.connection.sendRequest(CodeActionRequest.type, params)) as CodeAction[];
    assert.ok(found.some(({ command }) => command?.command === commands.turnKindOff));
    await able.stop();
  });

  it('quick fixes carry their edits for a client that cannot resolve them or hand data back', async () => {
    const capabilities = [
      { textDocument: { diagnostic: {} } },
      { textDocument: { diagnostic: {}, codeAction: { resolveSupport: { properties: ['edit'] } } } },
    ];
    for (const poor of capabilities) {
      const able = await ProtocolClient.start({ capabilities: poor });
      await able.open(uri, text);
      const params = { textDocument: { uri }, range: word, context: { diagnostics: [] } };
      const [first] = (await able.connection.sendRequest(CodeActionRequest.type, params)) as CodeAction[];
      assert.deepEqual(first?.edit, { changes: { [uri]: [{ range: word, newText: 'mistakes' }] } });
      await able.stop();
    }
  });

  it('quick fixes of a long range are as many as somebody would look through', async () => {
    const long = 'untitled:long.md';
    await client.open(long, 'It has no mistaeks.\n\n'.repeat(500));
    const range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
    const params = { textDocument: { uri: long }, range, context: { diagnostics: [] } };
    const found = (await client.connection.sendRequest(CodeActionRequest.type, params)) as CodeAction[];
    assert.equal(found.filter(({ isPreferred }) => isPreferred).length, 100);
  });

  it('a quick fix is resolved to an edit of the version it was made for', async () => {
    const [first] = await actions(word);
    const { edit } = await resolve(first!);
    assert.deepEqual(edit?.documentChanges, [
      { textDocument: { uri, version: 1 }, edits: [{ range: word, newText: 'mistakes' }] },
    ]);
  });

  it('a quick fix of an earlier version is refused', async () => {
    const [first] = await actions(word);
    await client.change(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, 'x');
    await assert.rejects(resolve(first!), { code: LSPErrorCodes.ContentModified });
  });

  it('fix-all repairs what is safe and nothing else, and comes only when it is asked for', async () => {
    const everywhere = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    const [fixAll] = await actions(everywhere, ['source.fixAll']);
    assert.equal(fixAll?.kind, 'source.fixAll.surprisal');
    const { edit } = await resolve(fixAll!);
    const change = edit?.documentChanges?.[0] as TextDocumentEdit | undefined;
    assert.deepEqual(
      change?.edits.map((one) => 'newText' in one && one.newText),
      ['mistakes', 'the'],
    );
    assert.ok((await actions(everywhere)).every(({ kind }) => kind === 'quickfix'));
  });

  it('a hover leaves the message to clients that tell it by themselves', async () => {
    const telling = await ProtocolClient.start({ initializationOptions: { tellsMessages: true } });
    try {
      await telling.open(uri, text);
      const answer = await telling.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri },
        position: { line: 2, character: 12 },
      });
      assert.match(JSON.stringify(answer?.contents), /% sure/);
      assert.doesNotMatch(JSON.stringify(answer?.contents), /misspelling/);
    } finally {
      await telling.stop();
    }
  });

  it('a hover tells bits, probability, rank and what was expected, and why a word was flagged', async () => {
    const hover = async (line: number, character: number) => {
      const answer = await client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri },
        position: { line, character },
      });
      const { contents } = answer ?? { contents: '' };
      return typeof contents === 'object' && 'value' in contents ? contents.value : '';
    };
    assert.match(await hover(2, 0), /^“It”: [\d.]+ bits · probability .* · rank \d+\n\nExpected here: /);
    const flagged = await hover(2, 12);
    assert.match(flagged, /misspelling/);
    assert.match(flagged, /% sure/);
    assert.match(flagged, /not in the vocabulary/);
    assert.equal(await hover(1, 0), '');
  });

  it('a hover says numbers in words, quotes marks, and is of the mark that the pointer is on', async () => {
    const other = 'untitled:numbers.md';
    const source = 'We released it on 14 March 2023, and it was good. There is is more.';
    await client.open(other, source);
    const hover = async (place: string) => {
      const position = { line: 0, character: source.indexOf(place) };
      const answer = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: other }, position });
      return (answer?.contents as { value: string } | undefined)?.value ?? '';
    };
    const number = await hover('2023');
    assert.match(number, /a number \(/);
    assert.doesNotMatch(number, /num>/);
    assert.match(await hover(', and'), /^“,”: .*\n\nExpected here: .*“\\\.” \(/);
    assert.doesNotMatch(await hover('is more'), /100 % sure/);
  });

  it('token scores are those of the words in the ranges, in bits', async () => {
    const ranges = [{ start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }];
    const all = await client.connection.sendRequest<TokenScoresResult>(tokenScoresMethod, { textDocument: { uri } });
    const some = await client.connection.sendRequest<TokenScoresResult>(tokenScoresMethod, {
      textDocument: { uri },
      ranges,
    });
    assert.deepEqual(
      some.scores,
      all.scores.filter(({ range }) => range.start.line === 0),
    );
    assert.equal(all.version, 1);
    const misspelt = all.scores.find(({ range }) => range.start.character === word.start.character);
    assert.ok(
      misspelt !== undefined && all.scores.every(({ surprisalBits }) => surprisalBits <= misspelt.surprisalBits),
    );
  });

  it('a sentence is explained word by word, and its perplexity is that of its tokens', async () => {
    const position = { line: 2, character: 3 };
    const told = await client.connection.sendRequest<ExplainSentenceResult>(explainSentenceMethod, {
      textDocument: { uri },
      position,
    });
    assert.equal(told.sentence, 'It has no mistaeks.');
    assert.deepEqual(
      told.tokens.map((token) => token.text),
      ['It', 'has', 'no', 'mistaeks', '.'],
    );
    assert.equal(told.tokens[3]?.rank, null);
    for (const { surprisalBits, probability } of told.tokens)
      assert.ok(Math.abs(2 ** -surprisalBits - probability) < 1e-9);
    assert.ok(told.perplexity > 1);
  });

  it('a check answers with counts and refreshes', async () => {
    const result = await client.connection.sendRequest<CheckResult>(checkDocumentMethod, { textDocument: { uri } });
    assert.equal(result.words, 11);
    assert.equal(result.findings, 2);
    await client.until(() => client.refreshes > 0);
  });

  it('what is ignored stays ignored when lines move, and comes back when its sentence changes', async () => {
    const ignore = (await actions(word)).find(({ command }) => command?.command === commands.ignoreHere);
    await client.connection.sendRequest(ExecuteCommandRequest.type, ignore!.command!);
    const codes = async () => (await client.diagnostics(uri)).map(({ code }) => code);
    assert.ok(!(await codes()).includes('spelling/unknown-word'));
    const start = { line: 0, character: 0 };
    await client.change(uri, { start, end: start }, 'A new line.\n\n');
    assert.ok(!(await codes()).includes('spelling/unknown-word'));
    await client.change(uri, { start: { line: 4, character: 3 }, end: { line: 4, character: 6 } }, 'had');
    assert.ok((await codes()).includes('spelling/unknown-word'));
  });

  it('a word in the user dictionary is right from then on', async () => {
    const add = (await actions(word)).find(({ command }) => command?.command === commands.addToUserDictionary);
    await client.connection.sendRequest(ExecuteCommandRequest.type, add!.command!);
    assert.ok((await client.diagnostics(uri)).every(({ code }) => code !== 'spelling/unknown-word'));
    await client.until(() => client.refreshes > 0);
    const { uri: list } = await client.connection.sendRequest<{ uri: string }>(dictionaryMethod, { scope: 'user' });
    assert.match(readFileSync(new URL(list), 'utf8'), /^mistaeks$/m);
  });
});

describe('requests about a workspace', () => {
  withUserFolder();
  let client: ProtocolClient;
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'surprisal-'));
    writeFileSync(join(folder, 'letter.md'), text);
    writeFileSync(join(folder, '.surprisalignore'), 'left-out.md\n');
    writeFileSync(join(folder, 'left-out.md'), text);
    writeFileSync(join(folder, 'other.md'), text);
    file = pathToFileURL(join(folder, 'letter.md')).href;
    client = await ProtocolClient.start({ folder: pathToFileURL(folder).href });
  });
  afterEach(() => client.stop());

  it('a check of it reports its files, but for those that are ignored, and takes them back when they are opened', async () => {
    const result = await client.connection.sendRequest<CheckResult>(checkWorkspaceMethod, {});
    assert.equal(result.files, 2);
    assert.equal(result.findings, 4);
    assert.deepEqual(new Set(client.published.map((published) => published.uri)).size, 2);
    await client.open(file, text);
    await client.until(() =>
      client.published.some((published) => published.uri === file && published.diagnostics.length === 0),
    );
  });

  it('a check of it tells clients that keep what they are sent of open files as well, and takes nothing back', async () => {
    const keeping = await ProtocolClient.start({
      folder: pathToFileURL(folder).href,
      initializationOptions: { keepsSent: true },
    });
    try {
      await keeping.open(file, text);
      await keeping.connection.sendRequest<CheckResult>(checkWorkspaceMethod, {});
      await keeping.open(pathToFileURL(join(folder, 'other.md')).href, text);
      assert.deepEqual((await keeping.diagnostics(file)).length, 2);
      assert.deepEqual(
        keeping.published.map(({ diagnostics }) => diagnostics.length),
        [2, 2],
      );
    } finally {
      await keeping.stop();
    }
  });

  it('its dictionary is its configuration, whose comments stay', async () => {
    const path = join(folder, '.surprisal.json');
    writeFileSync(path, '{\n  // ours\n  "words": ["other"]\n}\n');
    await client.open(file, text);
    const execute = (command: string, argument: object) =>
      client.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [{ uri: file, ...argument }] });
    await execute(commands.addToWorkspaceDictionary, { word: 'mistaeks' });
    assert.match(readFileSync(path, 'utf8'), /\/\/ ours[\s\S]*"other",\s*"mistaeks"/);
    assert.deepEqual(
      (await client.diagnostics(file)).map(({ code }) => code),
      ['repetition/doubled-word'],
    );
    await execute(commands.turnKindOff, { kind: 'repetition' });
    assert.deepEqual(await client.diagnostics(file), []);
  });

  it('a word list that somebody writes to is read again, and the client is asked to watch it', async () => {
    const list = join(folder, 'words.txt');
    writeFileSync(list, 'other\n');
    writeFileSync(join(folder, '.surprisal.json'), '{ "dictionaries": ["words.txt"] }\n');
    await client.open(file, text);
    assert.equal((await client.diagnostics(file)).length, 2);
    await client.until(() => client.watched.includes('words.txt'));
    writeFileSync(list, 'other\nmistaeks\n');
    assert.equal((await client.diagnostics(file)).length, 1);
    const changes = [{ uri: pathToFileURL(list).href, type: 2 }];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await client.until(() => client.refreshes > 0);
  });

  it('a configuration that is at fault is told, and the defaults hold', async () => {
    writeFileSync(join(folder, '.surprisal.json'), '{ "dialect": 3 }\n');
    await client.open(file, text);
    assert.equal((await client.diagnostics(file)).length, 2);
    await client.until(() => client.logged.some((message) => message.includes('"dialect" must be')));
  });
});
