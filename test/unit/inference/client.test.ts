import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { InferenceClient } from '../../../server/src/inference/client';
import type { InferenceClientOptions, ModelState } from '../../../server/src/inference/clientOptions';
import { OverloadedError, SupersededError, UnavailableError } from '../../../server/src/inference/inferenceErrors';
import type { GeneratedPiece } from '../../../server/src/lm/languageModel';
import { eventually, isAlive } from '../../support/eventually';
import { folderWith } from '../../support/program';

/** A real process whose model does what its texts say. A bundle of it starts ten times faster than its sources. */
const childPath = join(folderWith(), 'misbehavingChild.cjs');
const childSource = 'test/unit/inference/misbehavingChild.ts';
const programPath = join(folderWith(), 'clientProgram.cjs');
const programSource = 'test/unit/inference/clientProgram.ts';

describe("the model's process, seen by its client", () => {
  before(() => {
    for (const [source, outfile] of [
      [childSource, childPath],
      [programSource, programPath],
    ] as const)
      buildSync({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  });

  const clients: InferenceClient[] = [];
  const start = (options: Partial<InferenceClientOptions> = {}): InferenceClient => {
    const client = new InferenceClient({ id: 'test', descriptionPath: 'well', childPath, ...options });
    clients.push(client);
    return client;
  };
  /** A request that is running in the process: it goes on until it is cancelled. */
  const occupied = async (client: InferenceClient, options: { readonly priority?: 'rest' } = {}) => {
    const flag = join(folderWith(), 'running');
    const controller = new AbortController();
    const running = client.score([`await:${flag}`], { priority: 'completion', ...options, signal: controller.signal });
    running.catch(() => {});
    await eventually('the request runs', () => existsSync(flag));
    return { running, free: () => controller.abort() };
  };

  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });

  it('starts with the first request and not before', async () => {
    const client = start();
    assert.equal(client.state.state, 'unloaded');
    assert.equal(client.processId, undefined);
    const states: ModelState['state'][] = [];
    client.onDidChangeState(({ state }) => states.push(state));
    const [score] = await client.score(['four']);
    assert.equal(score!.logProbability, -4);
    assert.deepEqual(states, ['loading', 'loaded']);
    assert.ok(isAlive(client.processId!));
    assert.ok(client.memory!.resident > 1_000_000);
  });

  it('answers many sentences in the order that they were handed in', async () => {
    const client = start();
    const sentences = Array.from({ length: 100 }, (_, index) => 'x'.repeat((index * 37) % 101));
    const scores = await client.score(sentences);
    assert.deepEqual(
      scores.map(({ logProbability }) => -logProbability),
      sentences.map(({ length }) => length),
    );
    assert.deepEqual(await client.score([]), []);
  });

  it('gives ranks to the tokens alone that they were asked for', async () => {
    const client = start();
    const [one, other] = await client.score(['one', 'other'], { rank: ({ end }) => end === 3 });
    assert.equal(one!.tokens[0]!.rank, 7);
    assert.equal(other!.tokens[0]!.rank, undefined);
  });

  it('compares candidates, and says what comes next', async () => {
    const client = start();
    const edits = [{ start: 0, end: 1, replacement: 'abc' }];
    const scores = await client.scoreCandidates([
      { sentence: 'a', edits },
      { sentence: 'b', edits: [] },
    ]);
    assert.deepEqual(
      scores.map(({ gains }) => gains),
      [[3], []],
    );
    await client.score(['seen']);
    assert.deepEqual(await client.next('', 1), [{ text: 'seen', logProbability: 0 }]);
  });

  it('takes completions first, then what is visible, then the rest, each in the order of asking', async () => {
    const client = start();
    const { free } = await occupied(client);
    const waiting = [
      client.score(['rest 1']),
      client.score(['visible 1'], { priority: 'visible' }),
      client.score(['rest 2']),
      client.score(['completion'], { priority: 'completion' }),
      client.score(['visible 2'], { priority: 'visible' }),
    ];
    free();
    await Promise.all(waiting);
    const order = await client.next('', 5);
    assert.deepEqual(
      order.map(({ text }) => text),
      ['completion', 'visible 1', 'visible 2', 'rest 1', 'rest 2'],
    );
  });

  it('lets a completion in between the parts of a long request', async () => {
    const client = start();
    await client.load();
    const long = client.score(Array.from({ length: 400 }, (_, index) => `sentence ${index}`));
    await client.score(['completion'], { priority: 'completion' });
    const early = await client.next('', 1000, { priority: 'completion' });
    await long;
    assert.ok(early.length < 300, `${early.length} sentences came before`);
  });

  it('drops what a newer generation of its topic replaces, before it is run', async () => {
    const client = start();
    const { free } = await occupied(client);
    const topic = 'file:///letter.md';
    const old = client.score(['old'], { topic, generation: 1 });
    const other = client.score(['other'], { topic: 'file:///other.md', generation: 1 });
    const young = client.score(['young'], { topic, generation: 2 });
    const late = client.score(['late'], { topic, generation: 1 });
    await assert.rejects(old, SupersededError);
    await assert.rejects(late, SupersededError);
    free();
    await Promise.all([other, young]);
    const seen = (await client.next('', 10)).map(({ text }) => text);
    assert.deepEqual(seen, ['other', 'young']);
  });

  it('stops what is running when a newer generation comes', async () => {
    const client = start();
    const flag = join(folderWith(), 'running');
    const old = client.score([`await:${flag}`], { topic: 'letter', generation: 1 });
    old.catch(() => {});
    await eventually('it runs', () => existsSync(flag));
    const young = client.score(['young'], { topic: 'letter', generation: 2 });
    await assert.rejects(old, SupersededError);
    assert.equal((await young)[0]!.logProbability, -5);
  });

  it('tells whoever cancels at once, and goes on with the next request', async () => {
    const client = start();
    const { running, free } = await occupied(client);
    const waiting = new AbortController();
    const waits = client.score(['waits'], { signal: waiting.signal });
    waiting.abort();
    await assert.rejects(waits, { name: 'AbortError' });
    free();
    await assert.rejects(running, { name: 'AbortError' });
    await assert.rejects(client.score(['never'], { signal: AbortSignal.abort() }), { name: 'AbortError' });
    await client.score(['after']);
    assert.deepEqual(
      (await client.next('', 10)).map(({ text }) => text),
      ['after'],
    );
  });

  it('drops the oldest of the lowest priority when too much waits, and says so', async () => {
    const lines: string[] = [];
    const client = start({ capacity: 2, log: (line) => lines.push(line) });
    const { free } = await occupied(client);
    const visible = client.score(['visible'], { priority: 'visible' });
    const first = client.score(['rest 1']);
    const second = client.score(['rest 2']);
    await assert.rejects(first, OverloadedError);
    assert.ok(lines.some((line) => /priority "rest" was dropped/.test(line)));
    free();
    await Promise.all([visible, second]);
  });

  it('hands on what the model refuses, and stays', async () => {
    const client = start();
    await assert.rejects(client.score(['throw']), { name: 'RangeError', message: 'the model does not like this' });
    assert.equal((await client.score(['four']))[0]!.logProbability, -4);
    assert.equal(client.state.state, 'loaded');
  });

  it('when killed tells all who wait at once, is started again, and answers what is asked anew', async () => {
    const client = start();
    const { running } = await occupied(client);
    const waits = client.score(['waits']);
    waits.catch(() => {});
    const killed = client.processId!;
    process.kill(killed, 'SIGKILL');
    const at = performance.now();
    for (const request of [running, waits])
      await assert.rejects(request, (error: UnavailableError) => error.kind === 'process' && error.restarting);
    const heard = performance.now() - at;
    assert.ok(heard < 100, `heard after ${heard} ms`);
    assert.equal(client.state.state, 'loading');
    assert.equal((await client.score(['four']))[0]!.logProbability, -4);
    assert.notEqual(client.processId, killed);
  });

  it('when killed while nobody uses it is started by the next request', async () => {
    const client = start({ restarts: 0 });
    await client.score(['first']);
    process.kill(client.processId!, 'SIGKILL');
    await eventually('its end is noticed', () => client.state.state === 'unloaded');
    assert.equal(client.processId, undefined);
    assert.equal((await client.score(['four']))[0]!.logProbability, -4);
  });

  it('is given up after a few restarts, with the reason', async () => {
    const client = start({ restarts: 2 });
    for (let time = 0; time < 2; time++)
      await assert.rejects(client.score(['die']), (error: UnavailableError) => error.restarting);
    await assert.rejects(client.score(['die']), (error: UnavailableError) => !error.restarting);
    assert.ok(client.state.state === 'unavailable');
    assert.match(client.state.error.message, /^The process of the neural model ended \(SIGKILL\)\.$/);
    await assert.rejects(client.score(['four']), UnavailableError);
    assert.equal(client.processId, undefined);
  });

  it('is ended when it is stuck, and started again', async () => {
    const client = start({ watchdog: { lookMs: 20, stuckLooks: 5, loadLooks: 500 } });
    await client.load();
    const stuck = client.processId!;
    await assert.rejects(client.score(['hang']), /did not answer and was ended/);
    assert.equal((await client.score(['four']))[0]!.logProbability, -4);
    assert.ok(!isAlive(stuck));
  });

  it('is not taken for stuck while it shows signs of life', async () => {
    const client = start({ watchdog: { lookMs: 100, stuckLooks: 6, loadLooks: 500 } });
    const { running, free } = await occupied(client);
    const pid = client.processId;
    await new Promise((done) => setTimeout(done, 1500));
    assert.equal(client.processId, pid);
    free();
    await assert.rejects(running, { name: 'AbortError' });
    assert.equal(client.state.state, 'loaded');
  });

  it('that hangs or dies while it loads is given up after a few restarts', async () => {
    for (const [id, reason] of [
      ['hangs', /did not answer/],
      ['dies', /ended \(SIGKILL\)/],
    ] as const) {
      const client = start({
        descriptionPath: id,
        restarts: 1,
        watchdog: { lookMs: 10, stuckLooks: 5, loadLooks: 150 },
      });
      await assert.rejects(client.score(['four']), (error: UnavailableError) => error.restarting);
      await assert.rejects(client.score(['four']), (error: UnavailableError) => !error.restarting);
      assert.ok(client.state.state === 'unavailable');
      assert.match(client.state.error.message, reason);
    }
  });

  it('is started anew when it comes to hold too much memory, and what waits goes on', async () => {
    const client = start({ memoryLimit: 300_000_000 });
    await client.load();
    const first = client.processId!;
    await client.score([`grow:${300_000_000}`]);
    assert.equal((await client.score(['four']))[0]!.logProbability, -4);
    assert.notEqual(client.processId, first);
    assert.ok(!isAlive(first));
  });

  it('is ended after some idle time, and loaded again by the next request', async () => {
    const client = start({ idleMs: 50 });
    await client.score(['four']);
    const pid = client.processId!;
    await eventually('it is unloaded', () => client.state.state === 'unloaded');
    await eventually('the process ends', () => !isAlive(pid));
    assert.equal((await client.score(['four']))[0]!.logProbability, -4);
  });

  it('names the file that it refuses, and is not started again for it', async () => {
    const client = start({ descriptionPath: 'damaged' });
    const refused = await client.score(['four']).catch((error: unknown) => error);
    assert.ok(refused instanceof UnavailableError);
    assert.equal(refused.kind, 'files');
    assert.equal(refused.message, 'The model file body.onnx is missing.');
    assert.deepEqual(refused.reason.values, ['body.onnx']);
    assert.equal(client.state.state, 'unavailable');
    await assert.rejects(client.score(['four']), UnavailableError);
  });

  it('is not started where there is no runtime', async () => {
    const client = start({ platform: { platform: 'freebsd', arch: 'x64' } });
    await assert.rejects(client.score(['four']), (error: UnavailableError) => error.kind === 'platform');
    assert.equal(client.processId, undefined);
    assert.ok(client.state.state === 'unavailable');
    assert.equal(client.state.error.message, 'The neural model does not run on freebsd-x64.');
  });

  it('that cannot be started at all is told like any other end', async () => {
    const client = start({ childPath: join(folderWith(), 'nothing.cjs'), restarts: 0 });
    await assert.rejects(client.score(['four']), (error: UnavailableError) => error.kind === 'process');
    assert.equal(client.state.state, 'unavailable');
  });

  it('ends with its client', async () => {
    const client = start();
    const { running } = await occupied(client);
    const pid = client.processId!;
    client.dispose();
    await assert.rejects(running, (error: UnavailableError) => error.kind === 'closed');
    await eventually('the process ends', () => !isAlive(pid));
    await assert.rejects(client.score(['four']), UnavailableError);
  });

  describe('of a program', () => {
    it('keeps it running for as long as something is asked, and no longer', () => {
      const { status, stdout } = spawnSync(process.execPath, [programPath, childPath, 'four', 'die', 'eleven text'], {
        encoding: 'utf8',
      });
      const [pid, ...lines] = stdout.trim().split('\n');
      assert.deepEqual(lines, ['-4', 'process', '-11']);
      assert.equal(status, 0);
      assert.ok(!isAlive(Number(pid)));
    });

    it('ends with it, even when that is killed', async () => {
      const flag = join(folderWith(), 'running');
      const program = spawn(process.execPath, [programPath, childPath, `await:${flag}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [pid] = (await once(program.stdout, 'data')) as [Buffer];
      await eventually('it runs', () => existsSync(flag));
      program.kill('SIGKILL');
      await eventually('it ends', () => !isAlive(Number(pid.toString().trim())));
    });

    it('ends with it on the interrupt that a terminal sends to both', async () => {
      const flag = join(folderWith(), 'running');
      const program = spawn(process.execPath, [programPath, childPath, `await:${flag}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
        // A group of their own, as a shell gives.
        detached: true,
      });
      const [pid] = (await once(program.stdout, 'data')) as [Buffer];
      await eventually('it runs', () => existsSync(flag));
      const ended = once(program, 'exit');
      process.kill(-program.pid!, 'SIGINT');
      assert.deepEqual(await ended, [null, 'SIGINT']);
      await eventually('it ends', () => !isAlive(Number(pid.toString().trim())));
    });
  });

  describe('while it writes', () => {
    const textOf = async (pieces: AsyncIterable<GeneratedPiece>): Promise<string> => {
      let text = '';
      for await (const piece of pieces) text += piece.text;
      return text;
    };

    it('gives the text piece by piece', async () => {
      const client = start();
      const pieces: GeneratedPiece[] = [];
      for await (const piece of client.generate('once', { maxTokens: 10 })) pieces.push(piece);
      assert.equal(pieces.map(({ text }) => text).join(''), '0 1 2 3 4 5 6 7 8 9 ');
      assert.equal(pieces.at(-1)!.finishReason, 'length');
    });

    it('answers others in between, and writes two texts at the same time', async () => {
      const client = start();
      const slow = client.generate('slow', { maxTokens: 40 })[Symbol.asyncIterator]();
      assert.equal((await slow.next()).value!.text, '0 ');
      const [score, text] = await Promise.all([
        client.score(['four'], { priority: 'completion' }),
        textOf(client.generate('other', { maxTokens: 5 })),
      ]);
      assert.equal(score[0]!.logProbability, -4);
      assert.equal(text, '0 1 2 3 4 ');
      assert.equal((await slow.next()).value!.text, '1 ');
    });

    it('stops when nobody reads on', async () => {
      const client = start();
      for await (const _ of client.generate('endless', { maxTokens: 1e9 })) break;
      assert.deepEqual(
        (await client.next('', 1)).map(({ text }) => text),
        ['wrote endless'],
      );
    });

    it('stops when it is cancelled', async () => {
      const client = start();
      const controller = new AbortController();
      const reading = textOf(client.generate('endless', { maxTokens: 1e9, signal: controller.signal }));
      reading.catch(() => {});
      await eventually('it is loaded', () => client.state.state === 'loaded');
      controller.abort();
      await assert.rejects(reading, { name: 'AbortError' });
      assert.equal((await client.score(['four']))[0]!.logProbability, -4);
    });

    it('tells its reader of what goes wrong after what was written', async () => {
      const client = start();
      const pieces = client.generate('once', { maxTokens: 1e9 })[Symbol.asyncIterator]();
      await pieces.next();
      process.kill(client.processId!, 'SIGKILL');
      await assert.rejects(async () => {
        while (!(await pieces.next()).done);
      }, UnavailableError);
      await assert.rejects(textOf(client.generate('throw', { maxTokens: 2 })), { name: 'RangeError' });
    });
  });
});
