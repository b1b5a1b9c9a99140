import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { InferenceClientOptions } from '../../../server/src/inference/clientOptions';
import { type EmbeddingClient, shippedEmbedder } from '../../../server/src/inference/embeddingClient';
import { UnavailableError } from '../../../server/src/inference/inferenceErrors';
import { cosine, embeddingReferences } from '../../support/embeddingReference';
import { eventually } from '../../support/eventually';
import { folderWith } from '../../support/program';

const passage = { kind: 'passage', priority: 'background' } as const;

const runtime = createRequire(import.meta.url).resolve('onnxruntime-node');

/** The model's own process. A bundle of it starts ten times faster than its sources. */
const childPath = join(folderWith(), 'child.cjs');

describe('the embedding model in a process of its own', () => {
  before(() => {
    buildSync({
      entryPoints: ['server/src/inference/child.ts'],
      outfile: childPath,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      // The bundle does not lie where Node would find it.
      alias: { 'onnxruntime-node': runtime },
      external: [runtime],
      logLevel: 'error',
      define: { 'import.meta.url': '__fileUrl' },
      banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
    });
  });

  const clients: EmbeddingClient[] = [];
  const start = (options: Partial<InferenceClientOptions> = {}): EmbeddingClient => {
    const client = shippedEmbedder({ threads: 1, childPath, ...options });
    clients.push(client);
    return client;
  };
  /** Texts that take some seconds, each another. */
  const many = Array.from({ length: 300 }, (_, index) => `${index} ${'tea with sugar and milk '.repeat(12)}`);

  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose();
  });

  it('names model and revision, and starts with the first texts', async () => {
    const client = start();
    assert.match(client.id, /^minilm-l6-v2@[0-9a-f]{8}$/);
    assert.equal(client.dimensions, 384);
    assert.equal(client.maximumTokens, 256);
    assert.equal(client.processId, undefined);
    const texts = embeddingReferences.map(({ text }) => text);
    const rows = await client.embed(texts, { kind: 'query' });
    assert.equal(rows.length, texts.length * 384);
    for (const [index, { text, embedding }] of embeddingReferences.entries())
      if (!text.includes('[SEP]'))
        assert.ok(cosine(rows.subarray(index * 384, (index + 1) * 384), embedding) > 0.99, text);
    assert.equal((await client.embed([], passage)).length, 0);
  });

  it('answers a query before the rest of what is done in the background', async () => {
    const client = start();
    let isDone = false;
    const background = client.embed(many, passage).then(() => {
      isDone = true;
    });
    await eventually('the background is at work', () => client.isBusy);
    for (let query = 0; query < 3; query++) {
      await client.embed(['where is the tea?'], { kind: 'query' });
      assert.equal(isDone, false);
    }
    client.dispose();
    await assert.rejects(background, UnavailableError);
  });

  it('stops at an abort, and answers what comes after it', async () => {
    const client = start();
    const controller = new AbortController();
    const background = client.embed(many, { ...passage, signal: controller.signal });
    await eventually('the background is at work', () => client.isBusy);
    controller.abort(new Error('paused'));
    await assert.rejects(background, /paused/);
    const rows = await client.embed(['tea'], passage);
    assert.equal(rows.length, 384);
    await assert.rejects(
      client.embed(['tea'], { ...passage, signal: AbortSignal.abort(new Error('before')) }),
      /before/,
    );
  });

  it('goes on with another process when its own was killed, with the same vectors', async () => {
    const texts = many.slice(0, 40);
    const client = start();
    const expected = await client.embed(texts, passage);
    const first = client.processId!;
    const again = client.embed(texts, passage);
    await eventually('it is at work', () => client.isBusy);
    process.kill(first, 'SIGKILL');
    assert.deepEqual(await again, expected);
    assert.notEqual(client.processId, first);
  });

  it('gives up on a process that ends again and again, by the name of the model, and starts another once that is long ago', async () => {
    let nowMs = 0;
    const client = start({ restarts: 1, now: () => nowMs });
    const background = client.embed(many, passage);
    const killed = new Set<number>();
    const kill = async (): Promise<void> => {
      await eventually('a new process is at work', () => client.isBusy && !killed.has(client.processId!));
      killed.add(client.processId!);
      process.kill(client.processId!, 'SIGKILL');
    };
    background.catch(() => {});
    await kill();
    await kill();
    await assert.rejects(background, {
      name: 'UnavailableError',
      kind: 'process',
      message: 'The process of the embedding model ended (SIGKILL).',
    });
    nowMs += 9 * 60_000;
    await assert.rejects(client.embed(['tea'], passage), UnavailableError);
    nowMs += 2 * 60_000;
    assert.equal((await client.embed(['tea'], passage)).length, 384);
  });

  it('is unloaded when nobody has asked for a while, and comes back', async () => {
    const client = start({ idleMs: 1 });
    await client.embed(['tea'], passage);
    await eventually('it is unloaded', () => client.state.state === 'unloaded');
    assert.equal((await client.embed(['tea'], passage)).length, 384);
  });

  it('says which model does not run on a platform, and which is switched off', async () => {
    const elsewhere = start({ platform: { platform: 'freebsd', arch: 'x64' } });
    await assert.rejects(elsewhere.embed(['tea'], passage), {
      message: 'The embedding model does not run on freebsd-x64.',
    });
    const closed = start();
    closed.dispose();
    await assert.rejects(closed.embed(['tea'], passage), { message: 'The embedding model is switched off.' });
  });

  it('says at once that its description is missing', () => {
    assert.throws(() => start({ descriptionPath: join(folderWith(), 'no.model.json') }), /no\.model\.json is missing/);
  });
});
