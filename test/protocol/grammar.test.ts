import assert from 'node:assert/strict';
import {
  type CodeAction,
  CodeActionRequest,
  type Diagnostic,
  DidChangeConfigurationNotification,
  ExecuteCommandRequest,
} from 'vscode-languageserver-protocol/node';
import type { InferenceClient } from '../../server/src/inference/client';
import type { InferenceClientOptions } from '../../server/src/inference/clientOptions';
import { shippedNeuralModel } from '../../server/src/inference/neuralModel';
import type { CandidateRequest } from '../../server/src/lm/languageModel';
import {
  type CheckResult,
  checkDocumentMethod,
  commands,
  type LearntResult,
  learntMethod,
  type NeuralStatus,
} from '../../server/src/shared/protocol';
import { eventually, isAlive } from '../support/eventually';
import { type ClientOptions, fullCapabilities, ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

const uri = 'untitled:letter.md';
const wrong = 'He is interested for music.';
const text = `# A letter\n\n${wrong} It has been a long day. We recieved two letters from her.\n`;

describe('grammar in the editor', function () {
  // The neural model is loaded for nearly every one of them.
  this.timeout(120_000);
  withUserFolder();
  let client: ProtocolClient;
  let models: InferenceClient[];
  /** Sentences that the neural model was asked about, each time that it was. */
  let asked: string[];
  const processes: number[] = [];

  const start = async (
    options: Partial<ClientOptions & { model: Partial<InferenceClientOptions> }> = {},
    written = text,
  ) => {
    client = await ProtocolClient.start({
      initializationOptions: { clientCommands: [commands.turnKindOff] },
      settings: {},
      ...options,
      ports: {
        createNeural: async (_, log) => {
          const made = shippedNeuralModel({ log, childPath: 'dist/inference/child.cjs', ...options.model });
          const scoreCandidates = made.scoreCandidates.bind(made);
          made.scoreCandidates = (requests: readonly CandidateRequest[], scoring) => {
            asked.push(...requests.map(({ sentence }) => sentence));
            return scoreCandidates(requests, scoring);
          };
          made.onDidChangeState(() => made.processId !== undefined && processes.push(made.processId));
          models.push(made);
          return made;
        },
      },
    });
    await client.open(uri, written);
  };

  beforeEach(() => {
    models = [];
    asked = [];
  });
  afterEach(async () => {
    await client.stop();
    await eventually('its processes have ended with the server', () => !processes.some(isAlive));
  });

  const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
  /** Asks as an editor does: again when it is told to. */
  const pullUntil = async (holds: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> => {
    for (;;) {
      const told = client.refreshes;
      const diagnostics = await client.diagnostics(uri);
      if (holds(diagnostics)) return diagnostics;
      await client.until(() => client.refreshes > told);
    }
  };
  const has = (code: string) => (diagnostics: readonly Diagnostic[]) => codes(diagnostics).includes(code);
  const preposition = 'grammar/preposition-replace';
  const unknownWord = 'spelling/unknown-word';
  /** All has been judged. */
  const settled = () => client.connection.sendRequest<CheckResult>(checkDocumentMethod, { textDocument: { uri } });
  const neuralState = (): NeuralStatus | undefined => client.statuses.at(-1)?.neural;

  it('is told after what n-grams find at once, with its quick fixes', async () => {
    await start();
    assert.deepEqual(codes(await client.diagnostics(uri)), [unknownWord]);
    const diagnostics = await pullUntil(has(preposition));
    assert.ok(codes(diagnostics).includes(unknownWord));
    const { range } = diagnostics[0]!;
    const context = { diagnostics: [], only: ['quickfix'] };
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      ...{ textDocument: { uri }, range, context },
    });
    const titles = (actions ?? []).map(({ title }) => title);
    assert.ok(titles.includes('Change to “in”'), titles.join());
    assert.ok(titles.includes('Turn off findings of the kind “grammar”'), titles.join());
    // The same text is not read again, whoever asks.
    await settled();
    const before = asked.length;
    const all = await client.diagnostics(uri);
    assert.equal((await settled()).findings, all.length);
    assert.equal(asked.length, before);
  });

  it('has an edited sentence and the one after it judged anew, no others', async () => {
    await start();
    await pullUntil(has(preposition));
    await settled();
    asked = [];
    const line = 2;
    await client.change(uri, { start: { line, character: 17 }, end: { line, character: 20 } }, 'from');
    const here = ({ range }: Diagnostic) => range.start.line === line && range.start.character === 17;
    assert.ok(!(await client.diagnostics(uri)).some(here));
    await settled();
    assert.ok((await client.diagnostics(uri)).some(here));
    const sentences = new Set(asked);
    assert.ok(sentences.has('He is interested from music.'));
    assert.ok(!sentences.has('We recieved two letters from her.'), [...sentences].join('\n'));
    // What was known before an edit is known again after it was undone.
    asked = [];
    await client.change(uri, { start: { line, character: 17 }, end: { line, character: 21 } }, 'for');
    assert.ok((await client.diagnostics(uri)).some(here));
    assert.deepEqual(asked, []);
  });

  it('is not asked for where its kind is off or the n-gram model chosen, and is there once that has changed', async () => {
    await start({ settings: { kinds: { grammar: 'off' } } });
    assert.deepEqual(codes(await client.diagnostics(uri)), [unknownWord]);
    const set = async (settings: object) => {
      client.settings = settings;
      const told = client.refreshes;
      await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      await client.until(() => client.refreshes > told);
    };
    await set({ model: 'ngram' });
    assert.deepEqual(codes(await client.diagnostics(uri)), [unknownWord]);
    assert.deepEqual(processes.filter(isAlive), []);
    await set({});
    await pullUntil(has(preposition));
    await set({ model: 'ngram' });
    assert.deepEqual(codes(await client.diagnostics(uri)), [unknownWord]);
    await eventually('its process ends', () => !processes.some(isAlive));
    // What was known is known still.
    await set({});
    assert.ok(codes(await client.diagnostics(uri)).includes(preposition));
  });

  it('learns from what becomes of its suggestions', async () => {
    await start();
    const [diagnostic] = (await pullUntil(has(preposition))).filter(({ code }) => code === preposition);
    const { range } = diagnostic!;
    const learnt = async () => {
      const { classes } = await client.connection.sendRequest<LearntResult>(learntMethod, {});
      return classes.map(({ grammarClass, accepted, ignored, undone }) => [grammarClass, accepted, ignored, undone]);
    };
    const commandOf = async (title: string) => {
      const context = { diagnostics: [], only: ['quickfix'] };
      const actions = await client.connection.sendRequest(CodeActionRequest.type, {
        ...{ textDocument: { uri }, range, context },
      });
      const action = actions?.find((one) => one.title === title) as CodeAction;
      return action.command!;
    };
    const command = await commandOf('Change to “in”');
    // As a client does: first the edit, then the command.
    await client.change(uri, range, 'in');
    await client.connection.sendRequest(ExecuteCommandRequest.type, command);
    assert.deepEqual(await learnt(), [['preposition-replace', 1, 0, 0]]);
    const end = { line: range.start.line, character: range.start.character + 2 };
    await client.change(uri, { start: range.start, end }, 'for');
    assert.deepEqual(await learnt(), [['preposition-replace', 1, 0, 1]]);
    await client.connection.sendRequest(ExecuteCommandRequest.type, await commandOf('Ignore this here'));
    assert.deepEqual(await learnt(), [['preposition-replace', 1, 1, 1]]);
    await client.connection.sendRequest(learntMethod, { forget: true });
    assert.deepEqual(await learnt(), []);
  });

  it('learns nothing in a workspace that is not trusted', async () => {
    await start({ initializationOptions: { clientCommands: [commands.turnKindOff], restricted: true } });
    const diagnostics = await pullUntil(has(preposition));
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: diagnostics.find(({ code }) => code === preposition)!.range,
      context: { diagnostics: [], only: ['quickfix'] },
    });
    const change = actions?.find((one) => one.title === 'Change to “in”') as CodeAction;
    assert.equal(change.command, undefined);
    const ignore = actions?.find((one) => one.title === 'Ignore this here') as CodeAction;
    await client.connection.sendRequest(ExecuteCommandRequest.type, ignore.command!);
    const { classes } = await client.connection.sendRequest<LearntResult>(learntMethod, {});
    assert.deepEqual(classes, []);
  });

  it('survives the end of the model\u2019s process', async () => {
    await start();
    await client.diagnostics(uri);
    await client.until(() => neuralState()?.state === 'loaded');
    process.kill(models[0]!.processId!, 'SIGKILL');
    await pullUntil(has(preposition));
  });

  it('is judged by n-grams where the model cannot run, and the status says why', async () => {
    const agreement = 'grammar/agreement';
    await start({ model: { platform: { platform: 'darwin', arch: 'x64' } } }, `${text}There is many reasons for it.\n`);
    await pullUntil(has(agreement));
    await client.until(() => neuralState()?.state === 'unavailable');
    assert.equal(neuralState()?.detail, 'The neural model does not run on darwin-x64.');
    assert.deepEqual(codes(await client.diagnostics(uri)), [unknownWord, agreement]);
  });

  it('is pushed to clients that do not ask', async () => {
    const { diagnostic: _, ...textDocument } = fullCapabilities.textDocument!;
    await start({ capabilities: { ...fullCapabilities, textDocument } });
    await client.until(() => has(preposition)(client.published.at(-1)?.diagnostics ?? []));
    const [first] = client.published;
    assert.deepEqual(codes(first!.diagnostics), [unknownWord]);
  });
});
