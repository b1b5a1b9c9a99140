import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource, LSPErrorCodes, ProgressType } from 'vscode-languageserver-protocol/node';
import {
  type AnswerExtract,
  type AnswerPart,
  type AskParams,
  type AskResult,
  askMethod,
} from '../../server/src/shared/askProtocol';
import { type SearchResult, searchMethod } from '../../server/src/shared/searchProtocol';
import type { ProtocolClient } from '../support/protocolClient';
import { SearchedWorkspace } from '../support/searchedWorkspace';

const guide = `# Guide

## Locks

A lock that a killed process left is taken over by the next writer. It looks whether the process runs.

## Tomatoes

Plant tomatoes when the soil is warm. Water tomatoes in the morning, never at night.

## Backups

A backup of the database is made every night at two o'clock, and kept for thirty days.
`;

describe('a question to the workspace', () => {
  let workspace: SearchedWorkspace;
  let parent: string;
  let folder: string;
  let client: ProtocolClient;
  beforeEach(() => {
    workspace = new SearchedWorkspace();
    ({ parent, folder } = workspace);
    write('guide.md', guide);
  });
  afterEach(async () => {
    await client.stop();
    workspace.remove();
  });

  const write = (name: string, text: string, base = folder) => workspace.write(name, text, base);
  const start = async (settings: object = {}, folders?: Readonly<Record<string, string>>) => {
    client = await workspace.start({
      settings: { kinds: { grammar: 'off' }, ...settings },
      ...(folders && { folders }),
    });
  };
  /** Waits until all files were read, and all passages have vectors where there are to be some. */
  const indexed = async (hasVectors = false) => {
    for (;;) {
      const seen = client.indexStatuses.length;
      const { readiness } = await client.connection.sendRequest<SearchResult>(searchMethod, { query: 'guide' });
      if (readiness.isComplete && (!hasVectors || readiness.embedded === readiness.passages)) return;
      await client.until(() => client.indexStatuses.length > seen);
    }
  };
  const ask = (question: string, more: Partial<AskParams> = {}) =>
    client.connection.sendRequest<AskResult>(askMethod, { question, ...more });
  /** With all parts, in their order. */
  const askInParts = async (question: string) => {
    const parts: AnswerPart[] = [];
    const listening = client.connection.onProgress(new ProgressType<AnswerPart>(), 'parts', (part) => {
      parts.push(part);
    });
    const result = await ask(question, { partialResultToken: 'parts' });
    listening.dispose();
    return { parts, result };
  };
  const standingAt = ({ range }: AnswerExtract, text: string): string => {
    const lines = text.split('\n');
    const offset = ({ line, character }: AnswerExtract['range']['start']) =>
      lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
    return text.slice(offset(range.start), offset(range.end));
  };

  it('is answered by the sentence that says it, where it stands, with the passage around', async () => {
    await start();
    await indexed();
    const { extracts, problem, refused } = await ask('Are tomatoes watered in the morning?');
    assert.equal(problem, undefined);
    assert.equal(refused, false);
    const [best] = extracts;
    assert.ok(best);
    assert.match(best.text, /Water tomatoes in the morning/);
    assert.equal(best.uri, pathToFileURL(join(folder, 'guide.md')).href);
    assert.equal(best.path, 'guide.md');
    assert.equal(best.folder, undefined);
    assert.deepEqual(best.headings, ['Guide', 'Tomatoes']);
    for (const extract of extracts) assert.equal(standingAt(extract, guide), extract.text);
    assert.ok(best.passage.includes(best.text));
  });

  it('has extracts alone, and says why, where there is no neural model', async () => {
    await start();
    await indexed();
    const { generated, notes, extracts } = await ask('When are tomatoes watered?');
    assert.ok(extracts.length > 0);
    assert.equal(generated, undefined);
    assert.ok(
      notes.some((note) => note.includes('neural model')),
      notes.join(' | '),
    );
  });

  it('finds what is said in other words, and is written an answer that cites it, extracts first', async function () {
    this.timeout(120_000);
    await start({ model: 'auto', search: { embeddingModel: 'auto' } });
    await indexed(true);
    const { parts, result } = await askInParts('How often is the database saved?');
    assert.equal(result.refused, false);
    assert.match(result.extracts[0]?.text ?? '', /every night at two/);
    assert.equal(parts[0]?.kind, 'extracts');
    const { generated } = result;
    assert.ok(generated, result.notes.join(' | '));
    assert.ok(generated.sentences.length > 0);
    for (const { citations, supported } of generated.sentences) {
      assert.ok(!supported || citations.length > 0);
      for (const place of citations) assert.ok(result.extracts[place]);
    }
    const kinds = parts.map(({ kind }) => kind);
    assert.ok(kinds.indexOf('text') > 0);
    assert.ok(kinds.indexOf('sentences') > kinds.lastIndexOf('text'));
    const told = parts.findLast((part) => part.kind === 'sentences');
    assert.deepEqual(told?.sentences, generated.sentences);
    const shown = parts.findLast((part) => part.kind === 'extracts');
    assert.deepEqual(shown?.extracts, result.extracts);
  });

  it('gives the model the prompt of the settings, and tells it word for word', async function () {
    this.timeout(120_000);
    const template = 'Notes:\n{passages}\nSay in one sentence: {question}\n';
    await start({ model: 'auto', ask: { template, maxTokens: 8 } });
    await indexed();
    const { generated } = await ask('When are tomatoes watered?');
    assert.ok(generated);
    assert.ok(generated.prompt.startsWith('<|im_start|>user\nNotes:\n'), generated.prompt);
    const end = '\nSay in one sentence: When are tomatoes watered?\n<|im_end|>\n<|im_start|>assistant\n';
    assert.ok(generated.prompt.endsWith(end), generated.prompt);
    assert.ok(generated.prompt.includes('Water tomatoes in the morning'), generated.prompt);
  });

  it('generates nothing where it is not wanted', async () => {
    // The model would be started otherwise.
    await start({ model: 'auto', ask: { rerank: false } });
    await indexed();
    const { generated, extracts } = await ask('When are tomatoes watered?', { generates: false });
    assert.ok(extracts.length > 0);
    assert.equal(generated, undefined);
    assert.ok(!client.statuses.some(({ neural }) => neural?.state === 'loading' || neural?.state === 'loaded'));
  });

  it('is not found in the workspace when nothing there answers it', async () => {
    await start();
    await indexed();
    const { refused, generated, confidence } = await ask('Who was the first emperor of Brazil?');
    assert.equal(refused, true);
    assert.equal(generated, undefined);
    assert.ok(confidence >= 0 && confidence < 0.5, String(confidence));
  });

  it('is asked of all folders, each named', async () => {
    const other = join(parent, 'kitchen');
    write('tea.md', '# Tea\n\nGreen tea is brewed at eighty degrees.\n', other);
    await start({}, { notes: folder, kitchen: other });
    await indexed();
    const tea = await ask('How hot is green tea brewed?');
    assert.equal(tea.extracts[0]?.folder, 'kitchen');
    assert.equal(tea.extracts[0]?.uri, pathToFileURL(join(other, 'tea.md')).href);
    const tomatoes = await ask('When are tomatoes watered?');
    assert.equal(tomatoes.extracts[0]?.folder, 'notes');
  });

  it('is read as words, whatever marks of a query are in it', async () => {
    await start();
    await indexed();
    const { problem, extracts } = await ask('Is "tomatoes path:x -watered heading: modified:now?');
    assert.equal(problem, undefined);
    assert.match(extracts[0]?.text ?? '', /tomatoes/);
  });

  it('says why it cannot be asked', async () => {
    await start();
    await indexed();
    const { problem, extracts } = await ask('  ');
    assert.match(problem ?? '', /word/);
    assert.deepEqual(extracts, []);
  });

  it('says that search is off, or that there is no folder', async () => {
    await start({ search: { enabled: false } });
    assert.match((await ask('When are tomatoes watered?')).problem ?? '', /surprisal\.search\.enabled/);
    await client.stop();
    await start({}, {});
    assert.match((await ask('When are tomatoes watered?')).problem ?? '', /open folder/);
  });

  it('is given up when it is cancelled, and the next one is answered', async function () {
    this.timeout(120_000);
    await start({ model: 'auto', ask: { maxTokens: 1000 } });
    await indexed();
    const cancellation = new CancellationTokenSource();
    const params: AskParams = { question: 'When are tomatoes watered?', partialResultToken: 'parts' };
    const listening = client.connection.onProgress(new ProgressType<AnswerPart>(), 'parts', () =>
      cancellation.cancel(),
    );
    await assert.rejects(client.connection.sendRequest(askMethod, params, cancellation.token), {
      code: LSPErrorCodes.RequestCancelled,
    });
    listening.dispose();
    assert.ok((await ask('When are tomatoes watered?', { generates: false })).extracts.length > 0);
  });
});
