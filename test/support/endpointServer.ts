import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked of the server. */
export interface EndpointQuestion {
  readonly path: string;
  readonly body: {
    readonly model?: string;
    readonly prompt?: string;
    readonly messages?: readonly { readonly role: string; readonly content: string }[];
    readonly stream?: boolean;
    readonly max_tokens?: number;
    readonly stop?: readonly string[];
    readonly [name: string]: unknown;
  };
}

/** Answers a question in place of the model. */
export type Answering = (response: ServerResponse, question: EndpointQuestion) => void;

/**
 * A server of the OpenAI-compatible interface on loopback, as llama.cpp's is: its model says the same words to everybody, one a token, up to `max_tokens` and
 * before the first stop sequence.
 */
export class EndpointServer {
  readonly questions: EndpointQuestion[] = [];
  /** Connections that the other side closed before the answer was whole. */
  left = 0;

  private constructor(
    private readonly server: Server,
    private readonly words: readonly string[],
  ) {}

  /** @param answering for servers that do not answer as they should */
  static async start(
    words: readonly string[],
    { answering, host = '127.0.0.1' }: { readonly answering?: Answering; readonly host?: string } = {},
  ): Promise<EndpointServer> {
    const server = createServer();
    const endpoint = new EndpointServer(server, words);
    server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
      response.on('close', () => {
        if (!response.writableFinished) endpoint.left++;
        server.emit('answered');
      });
      const question = { path: request.url ?? '', body: JSON.parse(await textOf(request)) as EndpointQuestion['body'] };
      endpoint.questions.push(question);
      (answering ?? ((to, asked) => endpoint.answer(to, asked)))(response, question);
    });
    server.listen(0, host);
    await once(server, 'listening');
    return endpoint;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when an answer has ended, one way or the other. */
  async answered(): Promise<void> {
    await once(this.server, 'answered');
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** The model's answer, token by token. */
  answer(response: ServerResponse, { path, body }: EndpointQuestion): void {
    const isChat = path === '/v1/chat/completions';
    if (!isChat && path !== '/v1/completions') {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'no such resource', code: 404 } }));
      return;
    }
    beginEvents(response);
    const stop = body.stop ?? [];
    const wanted = this.words.slice(0, body.max_tokens ?? 16);
    const said: string[] = [];
    for (const word of wanted) {
      if (stop.some((text) => word.includes(text))) break;
      said.push(word);
      response.write(pieceEvent(isChat, word));
    }
    const reason = said.length < this.words.length && said.length === wanted.length ? 'length' : 'stop';
    response.write(pieceEvent(isChat, '', reason));
    response.end('data: [DONE]\n\n');
  }
}

/** Begins an answer of server-sent events. */
export const beginEvents = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
};

/** One piece of text as the interface tells it. */
export const pieceEvent = (isChat: boolean, text: string, finishReason: string | null = null): string => {
  const said = isChat ? { delta: text === '' ? {} : { content: text } } : { text };
  return `data: ${JSON.stringify({ choices: [{ index: 0, ...said, finish_reason: finishReason }] })}\n\n`;
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};
