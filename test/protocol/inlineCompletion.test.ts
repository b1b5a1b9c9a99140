import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  type InlineCompletionItem,
  type InlineCompletionParams,
  InlineCompletionRequest,
  InlineCompletionTriggerKind,
} from 'vscode-languageserver-protocol/node';
import { eventually } from '../support/eventually';
import { ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

const uri = 'untitled:letter.md';
const { Automatic, Invoked } = InlineCompletionTriggerKind;

describe('text behind the caret, by the neural model', function () {
  this.timeout(120_000);
  withUserFolder();
  let client: ProtocolClient;
  let text = '';

  const start = async (content: string, completion: object = {}, languageId = 'markdown') => {
    text = content;
    client = await ProtocolClient.start({ settings: { model: 'neural', inference: { threads: 1 }, completion } });
    await client.open(uri, content, languageId);
  };
  afterEach(() => client.stop());

  /** Asks at the end of the text, or behind a part of it. */
  const offered = async (
    triggerKind: InlineCompletionTriggerKind,
    behind = text,
    context: Partial<InlineCompletionParams['context']> = {},
  ): Promise<InlineCompletionItem[]> => {
    const before = text.slice(0, text.indexOf(behind) + behind.length);
    const position = {
      line: before.split('\n').length - 1,
      character: before.length - before.lastIndexOf('\n') - 1,
    };
    const answer = await client.connection.sendRequest(InlineCompletionRequest.type, {
      textDocument: { uri },
      position,
      context: { triggerKind, ...context },
    });
    return answer as InlineCompletionItem[];
  };
  const texts = async (...parameters: Parameters<typeof offered>) =>
    (await offered(...parameters)).map(({ insertText }) => String(insertText));

  const type = async (added: string) => {
    const line = text.split('\n').length - 1;
    const character = text.length - text.lastIndexOf('\n') - 1;
    await client.change(uri, { start: { line, character }, end: { line, character } }, added);
    text += added;
  };

  it('comes by itself where the model is sure, as one text, and is there still when it is typed into', async () => {
    await start('# A letter\n\nThe capital of France is called Paris. On the one hand it is large, and on the other ');
    let first = '';
    await eventually('a text', async () => {
      [first = ''] = await texts(Automatic);
      return first !== '';
    });
    assert.match(first, /^hand/);
    await type('ha');
    assert.deepEqual(await texts(Automatic), [first.slice(2)]);
    assert.equal((await offered(Automatic)).length, 1);
  });

  it('goes on with a half-typed word as it is typed', async () => {
    await start('The weather was good, so we went to the beach and swam in the se');
    const several = await texts(Invoked);
    assert.ok(several.length > 0);
    assert.match(`se${several[0]}`, /^sea\b/);
  });

  it('comes in several different versions where somebody asks for it', async () => {
    await start('When I was young I wanted to be a ', { candidates: 4 });
    const several = await texts(Invoked);
    assert.ok(several.length >= 2 && several.length <= 4, several.join('|'));
    assert.equal(new Set(several).size, several.length);
    assert.deepEqual(await texts(Invoked), several);
  });

  it('does not say again what stands behind the caret', async () => {
    await start('On the one hand it is large, and on the other hand it is old.');
    for (const one of await texts(Invoked, 'on the other')) assert.doesNotMatch(one, /hand it is old/);
    for (const one of await texts(Automatic, 'on the other')) assert.doesNotMatch(one, /hand/);
  });

  it('goes on with an entry of the list that is selected', async () => {
    await start('The weather was good, so we went to the be');
    const at = { line: 0, character: text.length };
    const selectedCompletionInfo = {
      range: { start: { line: 0, character: text.length - 2 }, end: at },
      text: 'beach',
    };
    for (const one of await texts(Invoked, text, { selectedCompletionInfo })) assert.match(one, /^beach\b/);
  });

  it('is not offered where settings say so, in comments by itself, or in code', async () => {
    await start('On the other ', { inline: 'off' });
    assert.deepEqual(await texts(Invoked), []);
    await client.stop();
    await start('On the other ', { inline: 'invoked' });
    assert.deepEqual(await texts(Automatic), []);
    await client.stop();
    await start('const a = 1; // On the other ', {}, 'typescript');
    assert.deepEqual(await texts(Automatic), []);
    assert.ok((await texts(Invoked)).length > 0);
    assert.deepEqual(await texts(Invoked, 'const a'), []);
  });

  it('keeps to templates and has no banned words', async () => {
    await start('Dear t', { templates: ['Dear {name|team}, thank you for {}.'], bannedWords: ['interest'] });
    for (const one of await texts(Invoked)) {
      assert.match(`Dear t${one}`, /^Dear team, thank you for /);
      assert.doesNotMatch(one, /interest\b/i);
    }
  });

  it('is given up when somebody types on, and the editor hears so at once', async () => {
    await start('When I was young I wanted to be a ');
    await texts(Invoked);
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      InlineCompletionRequest.type,
      {
        textDocument: { uri },
        position: { line: 0, character: text.length },
        context: { triggerKind: Automatic },
      },
      source.token,
    );
    source.cancel();
    assert.deepEqual(
      await Promise.resolve(asked).then(
        (items) => items,
        () => [],
      ),
      [],
    );
  });

  it('comes from the n-gram model where there is no other', async () => {
    text = 'We looked at it from the other ';
    client = await ProtocolClient.start({ settings: { model: 'ngram' } });
    await client.open(uri, text);
    assert.ok((await texts(Invoked)).length > 0);
    text = 'It happened during the nineteenth ';
    await client.close(uri);
    await client.open(uri, text);
    assert.deepEqual(await texts(Automatic), ['century']);
  });
});
