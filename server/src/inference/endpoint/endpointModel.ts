import type { GeneratedPiece, GenerateOptions } from '../../lm/languageModel';
import { reasonOf } from '../inferenceErrors';
import { type EndpointAddress, readEndpointAddress } from './endpointAddress';
import { EndpointError } from './endpointError';
import { errorMessage } from './errorMessage';
import { type Resolve, systemResolve } from './loopback';
import { cutShort, type EndpointPatience, postedEvents } from './postedEvents';

/** `completions` continues the prompt as it is; `chat` hands it over as a user's message, which the server puts into its model's template. */
export type EndpointApi = 'completions' | 'chat';

export interface EndpointOptions {
  /** `http://127.0.0.1:8080/v1`; without a path that is `/v1`. Empty: there is no endpoint. */
  readonly url: string;
  /** As the server calls it; empty where it has one only. */
  readonly model: string;
  readonly api?: EndpointApi | undefined;
}

/** For tests. */
export interface EndpointPorts {
  readonly patience?: EndpointPatience;
  readonly resolve?: Resolve;
}

/** What an endpoint is asked for. Other samplers are as its server has them. */
export type EndpointGenerateOptions = Pick<GenerateOptions, 'maxTokens' | 'temperature' | 'topP' | 'seed' | 'stop'> & {
  readonly signal?: AbortSignal;
};

/** A large model may have to be read from the disk first, and reads a long prompt for a minute. */
const usualPatience: EndpointPatience = { connectMs: 5000, firstMs: 180_000, pauseMs: 60_000 };

/** Ollama reads 4,096 tokens unless it is told otherwise, the answer among them. */
const maxPromptTokens = 3000;

/** What ends the events of an answer that is whole. */
const endMark = '[DONE]';

/**
 * A model that writes, behind the OpenAI-compatible interface of a server on this machine (llama.cpp, Ollama). Nothing is connected before it is asked to write,
 * and nothing but loopback ever is.
 */
export class EndpointModel {
  readonly id: string;
  readonly maxPromptTokens = maxPromptTokens;
  private readonly address: EndpointAddress;

  /** @throws EndpointError where the address is not one of this machine */
  constructor(
    private readonly options: EndpointOptions,
    private readonly ports: EndpointPorts = {},
  ) {
    this.address = readEndpointAddress(options.url);
    this.id = options.model || this.address.shown;
  }

  /**
   * Continues the prompt. Ending the iteration early stops the server.
   * @throws EndpointError, also after some pieces
   * @throws the signal's reason
   */
  async *generate(
    prompt: string,
    { signal, ...options }: EndpointGenerateOptions,
  ): AsyncGenerator<Pick<GeneratedPiece, 'text' | 'finishReason'>> {
    const { patience = usualPatience, resolve = systemResolve } = this.ports;
    const { path, body } = this.question(prompt, options);
    let pieces = 0;
    let ended = false;
    for await (const event of postedEvents(this.address, path, body, { patience, resolve, signal })) {
      if (event === endMark) return;
      const { text, finishReason } = this.pieceOf(event);
      if (text !== '') pieces++;
      ended ||= finishReason !== undefined;
      // A piece is a token or more, and not every server keeps to what was asked.
      const isLast = finishReason ?? (pieces >= options.maxTokens ? 'length' : undefined);
      if (text !== '' || isLast !== undefined) yield { text, ...(isLast !== undefined && { finishReason: isLast }) };
      if (isLast === 'length') return;
    }
    if (!ended) throw new EndpointError(cutShort(this.address.shown));
  }

  private question(prompt: string, { maxTokens, topP, ...options }: Omit<EndpointGenerateOptions, 'signal'>) {
    const { model, api = 'completions' } = this.options;
    const isChat = api === 'chat';
    return {
      path: isChat ? '/chat/completions' : '/completions',
      body: {
        ...(model !== '' && { model }),
        ...(isChat ? { messages: [{ role: 'user', content: prompt }] } : { prompt }),
        stream: true,
        max_tokens: maxTokens,
        top_p: topP,
        temperature: options.temperature,
        seed: options.seed,
        stop: options.stop,
      },
    };
  }

  /** @throws EndpointError where the event tells of an error, or is none of the interface */
  private pieceOf(event: string): Pick<GeneratedPiece, 'text' | 'finishReason'> {
    const { shown } = this.address;
    const said = errorMessage(event);
    if (said !== undefined) throw new EndpointError(reasonOf('The endpoint {0} refuses: {1}', shown, said));
    const { choices } = answerIn(event) ?? {};
    if (!Array.isArray(choices))
      throw new EndpointError(reasonOf('The endpoint {0} does not answer as the OpenAI interface does.', shown));
    const [choice] = choices as readonly (Choice | undefined)[];
    const text = choice?.text ?? choice?.delta?.content;
    const reason = choice?.finish_reason;
    return {
      text: typeof text === 'string' ? text : '',
      ...(typeof reason === 'string' && { finishReason: reason === 'length' ? 'length' : 'stop' }),
    };
  }
}

/** The model behind the endpoint that somebody chose; undefined where nobody chose one. @throws EndpointError where it may not be used */
export const openEndpoint = (options: EndpointOptions): EndpointModel | undefined =>
  options.url === '' ? undefined : new EndpointModel(options);

interface Choice {
  readonly text?: unknown;
  readonly delta?: { readonly content?: unknown };
  readonly finish_reason?: unknown;
}

const answerIn = (event: string): { readonly choices?: unknown } | null => {
  try {
    return JSON.parse(event) as { readonly choices?: unknown } | null;
  } catch {
    return null;
  }
};
