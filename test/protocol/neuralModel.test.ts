import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DidChangeConfigurationNotification, HoverRequest } from 'vscode-languageserver-protocol/node';
import { InferenceClient } from '../../server/src/inference/client';
import type { InferenceClientOptions } from '../../server/src/inference/clientOptions';
import { shippedNeuralModel } from '../../server/src/inference/neuralModel';
import { loadNgram } from '../../server/src/platform/models';
import {
  commands,
  type ExplainSentenceResult,
  explainSentenceMethod,
  type NeuralStatus,
  type TokenScoresResult,
  tokenScoresMethod,
} from '../../server/src/shared/protocol';
import { eventually, isAlive } from '../support/eventually';
import { folderWith } from '../support/program';
import { type ClientOptions, ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

const uri = 'untitled:letter.md';
const text = '# A letter\n\nThey play rock and roll. She sat down and wrote a long letter to her mother.\n';
const neuralId = 'smollm2-135m';
const { id: ngramId } = await loadNgram();

describe('the neural model in the editor', function () {
  // It is loaded for nearly every one of them.
  this.timeout(60_000);
  withUserFolder();
  let client: ProtocolClient;
  let models: InferenceClient[];
  /** Of all processes that were started. */
  const processes: number[] = [];

  /** Findings of grammar would start the model as soon as a document is open. */
  const withoutGrammar = (settings: unknown) => ({ ...(settings as object | undefined), kinds: { grammar: 'off' } });

  /** A client like ours, with a model whose process the test can get at. */
  const start = async (
    model: (options: Partial<InferenceClientOptions>) => InferenceClient,
    options: Partial<ClientOptions> = {},
  ) => {
    client = await ProtocolClient.start({
      initializationOptions: { clientCommands: [commands.turnKindOff] },
      ...options,
      settings: withoutGrammar(options.settings),
      ports: {
        createNeural: async ({ threads, idleMinutes }, log) => {
          const options = { ...(threads > 0 && { threads }), idleMs: idleMinutes * 60_000, log };
          const made = model({ ...options, childPath: 'dist/inference/child.cjs' });
          models.push(made);
          made.onDidChangeState(() => made.processId !== undefined && processes.push(made.processId));
          return made;
        },
      },
    });
    await client.open(uri, text);
    // What a status would tell late belongs to no test.
    await client.diagnostics(uri);
  };

  const scores = () => client.connection.sendRequest<TokenScoresResult>(tokenScoresMethod, { textDocument: { uri } });
  const neuralState = (): NeuralStatus | undefined => client.statuses.at(-1)?.neural;
  const reach = (state: NeuralStatus['state']) => client.until(() => neuralState()?.state === state);
  /** Asks as the heat map does: again when the scores have changed. */
  const neuralScores = async (): Promise<TokenScoresResult> => {
    for (;;) {
      const told = client.scored.length;
      const result = await scores();
      if (result.model === neuralId) return result;
      await client.until(() => client.scored.length > told);
    }
  };

  beforeEach(() => {
    models = [];
  });
  afterEach(async () => {
    await client.stop();
    await eventually('its processes have ended with the server', () => !processes.some(isAlive));
  });

  it('answers the heat map from the n-gram model at once, and from the neural one as soon as that is loaded', async () => {
    await start(shippedNeuralModel);
    assert.equal(models.length, 0);
    const first = await scores();
    assert.equal(first.model, ngramId);
    await reach('loaded');
    const second = await neuralScores();
    assert.equal(second.version, 1);
    assert.deepEqual(
      second.scores.map(({ range }) => range),
      first.scores.map(({ range }) => range),
    );
    assert.notDeepEqual(second.scores, first.scores);
    assert.deepEqual(client.statuses.at(-1)!.models, [ngramId, neuralId]);
    // What is known needs the process no more.
    assert.equal((await scores()).model, neuralId);
  });

  it('scores an edited text without going back to the n-gram model', async () => {
    await start(shippedNeuralModel);
    const before = await neuralScores();
    const end = { line: 2, character: 23 };
    await client.change(uri, { start: { line: 2, character: 10 }, end }, 'sausage rolls');
    const after = await scores();
    assert.equal(after.model, neuralId);
    assert.equal(after.version, 2);
    const bitsAt = ({ scores: items }: TokenScoresResult, from: number, to: number) =>
      items
        .filter(({ range }) => range.start.line === 2 && range.start.character >= from && range.end.character <= to)
        .reduce((sum, { surprisalBits }) => sum + surprisalBits, 0);
    assert.ok(bitsAt(after, 10, 23) > bitsAt(before, 10, 23));
    // The other sentence stands as it stood.
    assert.ok(Math.abs(bitsAt(after, 25, 200) - bitsAt(before, 25, 200)) < 1e-9);
  });

  it('explains a sentence, and is not started by a hover', async () => {
    await start(shippedNeuralModel);
    const position = { line: 2, character: 5 };
    const hover = async () => {
      const answer = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
      return (answer?.contents as { value: string } | undefined)?.value ?? '';
    };
    const byNgram = await hover();
    assert.equal(neuralState(), undefined);
    const explain = () =>
      client.connection.sendRequest<ExplainSentenceResult>(explainSentenceMethod, { textDocument: { uri }, position });
    assert.equal((await explain()).model, ngramId);
    await client.until(() => client.scored.includes(uri));
    const told = await explain();
    assert.equal(told.model, neuralId);
    assert.deepEqual(
      told.tokens.map((token) => token.text),
      ['They', 'play', 'rock', 'and', 'roll', '.'],
    );
    for (const { surprisalBits, probability } of told.tokens)
      assert.ok(Math.abs(2 ** -surprisalBits - probability) < 1e-9);
    assert.ok(told.perplexity > 1);
    const play = told.tokens[1]!;
    assert.ok(play.rank !== undefined && play.rank !== null && play.rank > 1);
    const byNeural = await hover();
    assert.notEqual(byNeural, byNgram);
    assert.match(byNeural, new RegExp(`^“play”: ${play.surprisalBits.toFixed(1)} bits`));
    // What was expected takes longer, and is told once it is there.
    for (let all = told; all.tokens.some(({ expected }) => expected.length === 0); all = await explain()) {
      const seen = client.scored.length;
      await client.until(() => client.scored.length > seen);
    }
    const roll = (await explain()).tokens.find((token) => token.text === 'roll');
    assert.equal(roll?.expected[0]?.text, 'roll');
  });

  it('is never started where a setting says so', async () => {
    await start(shippedNeuralModel, { settings: { model: 'ngram' } });
    assert.equal((await scores()).model, ngramId);
    assert.equal(models.length, 0);
    assert.equal(neuralState(), undefined);
  });

  it('is started by hovers where a setting says so, with its threads', async () => {
    await start(shippedNeuralModel, { settings: { model: 'neural', inference: { threads: 1 } } });
    await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 2, character: 5 },
    });
    await reach('loaded');
  });

  it('is ended when a setting switches it off, and started again with other threads', async () => {
    await start(shippedNeuralModel);
    await neuralScores();
    const set = async (settings: object) => {
      client.settings = withoutGrammar(settings);
      await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    };
    await set({ model: 'ngram' });
    await client.until(() => neuralState() === undefined);
    assert.equal((await scores()).model, ngramId);
    await eventually('its process ends', () => !processes.some(isAlive));
    await set({ model: 'auto', inference: { threads: 1 } });
    // What was known stays known; another text needs the model.
    const beginning = { line: 2, character: 0 };
    await client.change(uri, { start: beginning, end: beginning }, 'A sentence more. ');
    assert.equal((await neuralScores()).model, neuralId);
    assert.equal(models.length, 2);
  });

  it('that is killed during a request is answered for by the n-gram model at once, and comes back', async () => {
    await start(shippedNeuralModel);
    await neuralScores();
    const change = { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } };
    const sentence = (index: number) =>
      `Number ${index} of the boys was very fond of number ${index + 1} of the girls. `;
    await client.change(uri, change, Array.from({ length: 40 }, (_, index) => sentence(index)).join(''));
    const told = client.scored.length;
    const answer = scores();
    await eventually('it is being answered', () => models[0]!.isBusy);
    process.kill(models[0]!.processId!, 'SIGKILL');
    const killed = performance.now();
    assert.equal((await answer).model, ngramId);
    const answered = performance.now() - killed;
    // On a machine of its own it is a tenth of a second (test/bench/neuralProcess.ts); to wait for the model takes seconds.
    assert.ok(answered < 2000, `answered after ${answered} ms`);
    await reach('loading');
    await reach('loaded');
    await client.until(() => client.scored.length > told);
    assert.equal((await neuralScores()).model, neuralId);
  });

  it('is unloaded when nobody has asked it for a while, and what it said stays', async () => {
    await start((options) => shippedNeuralModel({ ...options, idleMs: 50 }));
    await scores();
    await reach('unloaded');
    await client.until(() => client.scored.includes(uri));
    assert.equal((await scores()).model, neuralId);
    assert.deepEqual(client.statuses.at(-1)!.models, [ngramId]);
  });

  it('that cannot run on the platform is told of, and is no fault', async () => {
    await start((options) => shippedNeuralModel({ ...options, platform: { platform: 'darwin', arch: 'x64' } }));
    assert.equal((await scores()).model, ngramId);
    await reach('unavailable');
    assert.equal(neuralState()!.detail, 'The neural model does not run on darwin-x64.');
    assert.equal(client.statuses.at(-1)!.state, 'ready');
  });

  describe('whose files are damaged', () => {
    const fixtures = 'test/fixtures/neural';
    const model = () => {
      const folder = folderWith();
      for (const name of readdirSync(fixtures)) copyFileSync(join(fixtures, name), join(folder, name));
      return folder;
    };
    const startWith = (folder: string) =>
      start(
        (options) => new InferenceClient({ id: 'tiny', descriptionPath: join(folder, 'tiny.model.json'), ...options }),
      );
    /** The last byte is another one. */
    const damage = (path: string) => {
      const bytes = readFileSync(path);
      bytes[bytes.length - 1]! ^= 1;
      writeFileSync(path, bytes);
    };

    for (const [name, how, detail] of [
      ['tiny.layers0.bin', (path: string) => truncateSync(path, 1000), /tiny\.layers0\.bin has 1000 bytes instead of/],
      ['tiny.body.onnx', damage, /tiny\.body\.onnx has been changed or damaged/],
      ['tiny.model.json', (path: string) => truncateSync(path, 100), /tiny\.model\.json describes no model/],
    ] as const) {
      it(`is refused by the name of the file: ${name}`, async () => {
        const folder = model();
        how(join(folder, name));
        await startWith(folder);
        assert.equal((await scores()).model, ngramId);
        await reach('unavailable');
        const status = client.statuses.at(-1)!;
        assert.equal(status.state, 'degraded');
        assert.match(status.detail!, detail);
        assert.equal((await scores()).model, ngramId);
      });
    }
  });
});
