import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { EndpointError } from '../../../server/src/inference/endpoint/endpointError';
import {
  type EndpointGenerateOptions,
  EndpointModel,
  type EndpointOptions,
  type EndpointPorts,
} from '../../../server/src/inference/endpoint/endpointModel';
import { type Answering, beginEvents, EndpointServer, pieceEvent } from '../../support/endpointServer';

const words = ['The', ' lock', ' is', ' taken', ' over', '.'];

describe('a model behind an endpoint', () => {
  const servers: EndpointServer[] = [];

  const started = async (answering?: Answering, host?: string): Promise<EndpointServer> => {
    const server = await EndpointServer.start(words, { ...(answering && { answering }), ...(host && { host }) });
    servers.push(server);
    return server;
  };

  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  const modelAt = (url: string, options: Partial<EndpointOptions> = {}, ports?: EndpointPorts): EndpointModel =>
    new EndpointModel({ url, model: 'qwen', ...options }, ports);

  const written = async (model: EndpointModel, options: Partial<EndpointGenerateOptions> = {}) => {
    let text = '';
    let reason: string | undefined;
    for await (const piece of model.generate('Question: who?\nAnswer:', { maxTokens: 20, ...options })) {
      text += piece.text;
      reason = piece.finishReason ?? reason;
    }
    return { text, reason };
  };

  const refusal = async (model: EndpointModel, options: Partial<EndpointGenerateOptions> = {}): Promise<string> => {
    try {
      await written(model, options);
    } catch (error) {
      assert.ok(error instanceof EndpointError, String(error));
      assert.doesNotMatch(error.message, /\n/);
      return error.message;
    }
    return assert.fail('it was written to its end');
  };

  it('continues a prompt, and says why it ended', async () => {
    const server = await started();
    assert.deepEqual(await written(modelAt(server.url)), { text: words.join(''), reason: 'stop' });
    const [{ path, body }] = server.questions as [(typeof server.questions)[number]];
    assert.equal(path, '/v1/completions');
    assert.equal(body.prompt, 'Question: who?\nAnswer:');
    assert.deepEqual([body.model, body.stream, body.max_tokens], ['qwen', true, 20]);
  });

  it('is asked for no more tokens than are wanted, with the samplers and stop sequences that were given', async () => {
    const server = await started();
    assert.deepEqual(await written(modelAt(server.url), { maxTokens: 3 }), { text: 'The lock is', reason: 'length' });
    assert.deepEqual(await written(modelAt(server.url), { stop: ['.'], temperature: 0, topP: 0.9, seed: 7 }), {
      text: 'The lock is taken over',
      reason: 'stop',
    });
    const { body } = server.questions[1]!;
    assert.deepEqual([body['temperature'], body['top_p'], body['seed']], [0, 0.9, 7]);
  });

  it('is handed the prompt as a message where its interface is chat', async () => {
    const server = await started();
    assert.equal((await written(modelAt(`${server.url}/v1/`, { api: 'chat' }))).text, words.join(''));
    const [{ path, body }] = server.questions as [(typeof server.questions)[number]];
    assert.equal(path, '/v1/chat/completions');
    assert.deepEqual(body.messages, [{ role: 'user', content: 'Question: who?\nAnswer:' }]);
  });

  it('needs no name where the server has one model', async () => {
    const server = await started();
    const model = modelAt(server.url, { model: '' });
    await written(model);
    assert.equal('model' in server.questions[0]!.body, false);
    assert.equal(model.id, `127.0.0.1:${server.port}`);
  });

  it('is reached as localhost and as ::1 too', async function () {
    const server = await started();
    assert.equal((await written(modelAt(`http://localhost:${server.port}`))).reason, 'stop');
    const six = await started(undefined, '::1').catch(() => undefined);
    if (six === undefined) return this.skip();
    assert.equal((await written(modelAt(`http://[::1]:${six.port}`))).reason, 'stop');
  });

  it('is not asked where localhost leads elsewhere, by one address of several or by none', async () => {
    const server = await started();
    for (const addresses of [['93.184.216.34'], ['127.0.0.1', '10.0.0.1'], ['::ffff:127.0.0.1'], ['0.0.0.0'], []]) {
      const model = modelAt(`http://localhost:${server.port}`, {}, { resolve: async () => addresses });
      assert.match(await refusal(model), /localhost does not lead to this machine/);
    }
    assert.deepEqual(server.questions, []);
  });

  it('connects to the address that was looked at, not to what the name means a moment later', async () => {
    const server = await started();
    let asked = 0;
    const resolve = async () => (asked++ === 0 ? ['127.0.0.1'] : ['93.184.216.34']);
    assert.equal((await written(modelAt(`http://localhost:${server.port}`, {}, { resolve }))).reason, 'stop');
    assert.equal(asked, 1);
  });

  for (const status of [301, 302, 303, 307, 308])
    it(`does not follow a redirection (${status}), not even to this machine`, async () => {
      const other = await started();
      const server = await started((response) => response.writeHead(status, { location: other.url }).end());
      assert.match(await refusal(modelAt(server.url)), /leads elsewhere/);
      assert.deepEqual(other.questions, []);
    });

  it('streams: the first piece is there before the last is written', async () => {
    let goOn = () => {};
    const server = await started((response, { path }) => {
      beginEvents(response);
      response.write(pieceEvent(path.includes('chat'), 'first'));
      goOn = () => response.end(`${pieceEvent(false, ' last', 'stop')}data: [DONE]\n\n`);
    });
    const pieces = modelAt(server.url).generate('', { maxTokens: 9 });
    assert.equal((await pieces.next()).value?.text, 'first');
    goOn();
    assert.deepEqual((await pieces.next()).value, { text: ' last', finishReason: 'stop' });
  });

  it('has whole characters and lines though they come in parts of bytes, with CR LF and comments between', async () => {
    const answer = Buffer.from(
      `: ping\r\n\r\n${pieceEvent(false, 'é€😀\u2028').replaceAll('\n', '\r\n')}data: [DONE]\r\n\r\n`,
    );
    const server = await started((response) => {
      beginEvents(response);
      const sendFrom = (at: number): void => {
        if (at === answer.length) response.end();
        else response.write(answer.subarray(at, at + 1), () => setImmediate(sendFrom, at + 1));
      };
      sendFrom(0);
    });
    assert.equal((await written(modelAt(server.url))).text, 'é€😀\u2028');
  });

  it('leaves off after as many pieces as tokens were wanted, though the server goes on', async () => {
    const server = await started((response) => {
      beginEvents(response);
      const more = (): void => {
        if (!response.destroyed) response.write(pieceEvent(false, 'x'), () => setImmediate(more));
      };
      more();
    });
    const left = server.answered();
    assert.deepEqual(await written(modelAt(server.url), { maxTokens: 5 }), { text: 'xxxxx', reason: 'length' });
    await left;
    assert.equal(server.left, 1);
  });

  it('is stopped when nobody reads on', async () => {
    const server = await started(waiting);
    const left = server.answered();
    for await (const { text } of modelAt(server.url).generate('', { maxTokens: 9 })) if (text !== '') break;
    await left;
    assert.equal(server.left, 1);
  });

  it('is stopped by a signal, whose reason comes back, before it answers and after', async () => {
    for (const answering of [waiting, () => {}]) {
      const server = await started(answering);
      const stop = new AbortController();
      const left = server.answered();
      const pieces = modelAt(server.url).generate('', { maxTokens: 9, signal: stop.signal });
      if (answering === waiting) await pieces.next();
      const next = pieces.next();
      const why = new Error('enough');
      if (answering === waiting) stop.abort(why);
      else setImmediate(() => stop.abort(why));
      await assert.rejects(next, (error) => error === why);
      if (answering === waiting) await left;
    }
  });

  it('that was given up before it was asked is not asked', async () => {
    const server = await started();
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(written(modelAt(server.url), { signal }), /enough/);
    assert.deepEqual(server.questions, []);
  });

  it('tells of an answer that breaks off, however it does', async () => {
    for (const end of [
      (response: ServerResponse) => response.end(),
      (response: ServerResponse) => response.destroy(),
    ]) {
      const server = await started((response) => {
        beginEvents(response);
        response.write(pieceEvent(false, 'half'), () => end(response));
      });
      let text = '';
      const read = async () => {
        for await (const piece of modelAt(server.url).generate('', { maxTokens: 9 })) text += piece.text;
      };
      await assert.rejects(read(), /ended in the middle of its answer/);
      assert.equal(text, 'half');
    }
  });

  it('tells that nobody answers once the server is gone', async () => {
    const server = await started();
    const model = modelAt(server.url);
    await written(model);
    await server.stop();
    assert.match(await refusal(model), /Nobody answers at the endpoint 127\.0\.0\.1:\d+: start its server\./);
  });

  it('tells on one line what the server says is wrong, before its answer and within it', async () => {
    const long = `model "x" not found\n${'try pulling it '.repeat(100)}`;
    const json = { 'content-type': 'application/json' };
    const refusing = await started((response) =>
      response.writeHead(404, json).end(JSON.stringify({ error: { message: long } })),
    );
    const message = await refusal(modelAt(refusing.url));
    assert.match(message, /refuses: model "x" not found try pulling it/);
    assert.ok(message.length < 300);
    const silent = await started((response) => response.writeHead(500).end('<html>'));
    assert.match(await refusal(modelAt(silent.url)), /refuses: HTTP 500/);
    const within = await started((response) => {
      beginEvents(response);
      response.end(`data: ${JSON.stringify({ error: 'context is full' })}\n\n`);
    });
    assert.match(await refusal(modelAt(within.url)), /refuses: context is full/);
  });

  it('tells of what does not speak the interface', async () => {
    const json = { 'content-type': 'application/json' };
    const answers: Answering[] = [
      (response) => response.writeHead(200, json).end(JSON.stringify({ choices: [{ text: 'all at once' }] })),
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      (response) => {
        beginEvents(response);
        response.end('data: not JSON\n\n');
      },
      (response) => {
        beginEvents(response);
        response.end('data: {"object":"list"}\n\n');
      },
      (response) => {
        beginEvents(response);
        response.write(`data: ${'x'.repeat(1_500_000)}`);
      },
    ];
    for (const answering of answers) {
      const server = await started(answering);
      assert.match(await refusal(modelAt(server.url)), /does not answer as the OpenAI interface does/);
    }
    const speaksSmtp = createTcpServer((socket) => socket.on('error', () => {}).end('220 mail ready\r\n'));
    speaksSmtp.listen(0, '127.0.0.1');
    await once(speaksSmtp, 'listening');
    const { port } = speaksSmtp.address() as AddressInfo;
    assert.match(await refusal(modelAt(`http://127.0.0.1:${port}`)), /does not answer as the OpenAI interface does/);
    speaksSmtp.close();
  });

  it('is not waited for for ever, before its first piece or after', async () => {
    const patience = { connectMs: 5000, firstMs: 50, pauseMs: 50 };
    for (const answering of [() => {}, waiting] as const) {
      const server = await started(answering);
      assert.match(await refusal(modelAt(server.url, {}, { patience })), /does not answer in time/);
    }
  });

  it('is asked directly, whatever proxy the environment names', async () => {
    const proxy = await started();
    const server = await started();
    const names = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : proxy.url;
    try {
      await written(modelAt(server.url));
    } finally {
      for (const [name, value] of before)
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
    }
    assert.equal(server.questions.length, 1);
    assert.deepEqual(proxy.questions, []);
  });
});

/** Says one word and then nothing, like a model that hangs. */
const waiting: Answering = (response) => {
  beginEvents(response);
  response.write(pieceEvent(false, 'The'));
};
