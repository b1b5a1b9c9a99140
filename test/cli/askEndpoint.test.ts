import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { EndpointServer } from '../support/endpointServer';
import { cleanEnvironment, folderWith, messages, programPath, type Run, surprisal } from '../support/program';

const words = ['A', ' stale', ' lock', ' is', ' taken', ' over', ' after', ' 30', ' seconds', '.'];
const question = 'After how many seconds is a stale lock taken over?';

describe('surprisal ask --endpoint', function () {
  this.timeout(120_000);
  const root = folderWith({
    'locks.md': '# Locks\n\nA stale lock is taken over after 30 seconds by the next process that wants to write.\n',
  });
  const index = folderWith();
  let server: EndpointServer;

  beforeEach(async () => {
    server = await EndpointServer.start(words);
  });

  afterEach(() => server.stop());

  /** While the endpoint answers in this process. */
  const ask = async (parameters: readonly string[], environment: object = {}): Promise<Run> => {
    const fixed = ['ask', '--embedding-model', 'none', '--index', index, '--format', 'json', question, root];
    const child = spawn(process.execPath, [programPath, ...fixed, ...parameters], {
      env: { ...cleanEnvironment(), ...environment },
    });
    child.stdin.end();
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code: code as number | null, stdout, stderr };
  };

  it('has the model there write the answer, directly whatever proxy the environment names', async () => {
    const proxy = await EndpointServer.start(words);
    const environment = { HTTP_PROXY: proxy.url, http_proxy: proxy.url, NODE_USE_ENV_PROXY: '1' };
    const named = ['--endpoint-model', 'qwen', '--endpoint-api', 'chat', '--max-tokens', '40'];
    const run = await ask(['--endpoint', server.url, ...named], environment);
    assert.equal(run.code, 0, run.stderr);
    const { answer, generated } = JSON.parse(run.stdout) as { answer: string; generated: { model: string } };
    assert.equal(answer, words.join(''));
    assert.equal(generated.model, 'qwen');
    const [{ path, body }] = server.questions as [(typeof server.questions)[number]];
    assert.equal(path, '/v1/chat/completions');
    assert.deepEqual([body.model, body.max_tokens, body['temperature']], ['qwen', 40, 0]);
    assert.match(body.messages?.[0]?.content ?? '', /by the next process that wants to write[\s\S]*After how many/);
    assert.deepEqual(proxy.questions, []);
    await proxy.stop();
  });

  it('leaves the extracts, and says why, where nobody answers', async () => {
    const { url } = server;
    await server.stop();
    const run = await ask(['--endpoint', url, '--no-rerank']);
    assert.equal(run.code, 0, run.stderr);
    const { generated, extracts } = JSON.parse(run.stdout) as { generated: null; extracts: readonly object[] };
    assert.equal(generated, null);
    assert.ok(extracts.length > 0);
    assert.match(run.stderr, /Nobody answers at the endpoint 127\.0\.0\.1:\d+: start its server\./);
  });

  it('refuses what is no port of this machine, before anything is read', () => {
    for (const [parameters, message] of [
      [['--endpoint', 'http://example.org/v1'], /example\.org is not this machine/],
      [['--endpoint', 'http://127.0.0.1.nip.io/v1'], /is not this machine/],
      [['--endpoint', 'http://localhost@example.org/v1'], /holds more than a host, a port and a path/],
      [['--endpoint', 'https://127.0.0.1/v1'], /begins with http:\/\//],
      [['--endpoint-model', 'qwen'], /name it with --endpoint/],
    ] as const)
      for (const command of [
        ['ask', 'what?', root],
        ['mcp', root],
      ]) {
        const run = surprisal([...command, ...parameters]);
        assert.equal(run.code, 2);
        assert.equal(messages(run).length, 1);
        assert.match(run.stderr, message);
      }
  });
});
