import type { SentenceEncoder } from '../lm/embedding/sentenceEncoder';
import type { CausalLanguageModel, GeneratedPiece } from '../lm/languageModel';
import { UnavailableError } from './inferenceErrors';
import { type Call, type Calls, cancelledName, type FromChild, type LoadOptions, type ToChild } from './messages';
import { memoryReport } from './processMemory';

/** Between two runs of a graph: the one place where a call can be stopped and where the parent hears that it goes on. */
export interface RunGate {
  /** @throws when the call that is running was cancelled */
  beforeRun(): void;
  afterRun(): void;
}

/** What a process may hold: it holds one. */
export type LoadedModel = CausalLanguageModel | SentenceEncoder;

export type ModelLoader = (descriptionPath: string, options: LoadOptions, gate: RunGate) => Promise<LoadedModel>;

class CancelledError extends Error {
  override readonly name = cancelledName;
}

/** Each is a message with a look at the memory. */
const HEARTBEAT_EVERY_MS = 250;

/** Serves the parent over Node's channel, one call at a time, until the parent is gone. */
export const serveParent = (loadModel: ModelLoader): void => {
  const server = new ChildServer(loadModel);
  process.on('message', (message) => server.onMessage(message as ToChild));
  // Whoever started this process is gone, or wants nothing more of it.
  process.on('disconnect', () => process.exit(0));
  const onFatal = (error: unknown): void => {
    console.error(error instanceof Error ? `${error.name}: ${error.message.replaceAll('\n', ' ')}` : String(error));
    process.exit(1);
  };
  process.on('uncaughtException', onFatal);
  process.on('unhandledRejection', onFatal);
};

class ChildServer implements RunGate {
  private model: LoadedModel | undefined;
  /** The last call's end: calls are done one after the other even if they come together. */
  private tail: Promise<void> = Promise.resolve();
  private running: number | undefined;
  private readonly cancelled = new Set<number>();
  private readonly writing = new Map<number, AsyncIterator<GeneratedPiece>>();
  private lastHeartbeatMs = 0;

  constructor(private readonly loadModel: ModelLoader) {}

  onMessage(message: ToChild): void {
    if (message.type === 'load') this.enqueue(() => this.load(message.descriptionPath, message.options));
    else if (message.type === 'call') this.enqueue(() => this.answer(message.id, message.call));
    else if (message.type === 'cancel') this.cancelled.add(message.id);
    else this.enqueue(() => this.endStream(message.stream));
  }

  beforeRun(): void {
    if (this.running !== undefined && this.cancelled.has(this.running)) throw new CancelledError('cancelled');
  }

  afterRun(): void {
    const now = performance.now();
    if (now - this.lastHeartbeatMs < HEARTBEAT_EVERY_MS) return;
    this.lastHeartbeatMs = now;
    send({ type: 'heartbeat', memory: memoryReport() });
  }

  private enqueue(work: () => Promise<void>): void {
    this.tail = this.tail.then(work);
  }

  private async load(descriptionPath: string, options: LoadOptions): Promise<void> {
    const startedMs = performance.now();
    try {
      this.model = await this.loadModel(descriptionPath, options, this);
      send({ type: 'loaded', loadMs: performance.now() - startedMs, memory: memoryReport() });
    } catch (error) {
      if (!(error instanceof UnavailableError) || error.kind === 'process' || error.kind === 'closed') throw error;
      // The parent ends this process; it might not get to read this if the process ended by itself.
      send({ type: 'refused', kind: error.kind, reason: error.reason });
    }
  }

  private async answer(id: number, call: Call): Promise<void> {
    this.running = id;
    try {
      this.beforeRun();
      const result = await this.perform(id, call);
      send({ type: 'answer', id, result, memory: memoryReport() });
    } catch (error) {
      if (call.call === 'write') this.writing.delete(call.stream);
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      send({ type: 'failed', id, name, message });
    } finally {
      this.running = undefined;
      this.cancelled.delete(id);
    }
  }

  private async perform(id: number, call: Call): Promise<Calls[keyof Calls]['result']> {
    const { model } = this;
    if (model === undefined) throw new Error('no model is loaded');
    if ('encode' in model) {
      if (call.call === 'embedSpans') return model.encodeSpans(call.spans);
      if (call.call === 'matchWords') return model.matchWords(call.question, call.words, call.texts);
      if (call.call !== 'embed') throw new Error('an embedding model makes vectors and nothing else');
      return model.encode(call.texts, call.kind);
    }
    switch (call.call) {
      case 'score':
        return model.score(call.sentences, call.options);
      case 'next':
        return model.next(call.context, call.count);
      case 'scoreCandidates':
        return model.scoreCandidates(call.requests, call.options);
      case 'write':
        return this.write(id, model, call);
      case 'embed':
      case 'embedSpans':
      case 'matchWords':
        throw new Error('a causal language model makes no vectors');
    }
  }

  private async write(
    id: number,
    model: CausalLanguageModel,
    { stream, begin, pieces }: Calls['write']['parameters'],
  ): Promise<Calls['write']['result']> {
    if (begin !== undefined)
      this.writing.set(stream, model.generate(begin.prompt, begin.options)[Symbol.asyncIterator]());
    const text = this.writing.get(stream);
    for (let count = 0; text !== undefined && count < pieces; count++) {
      this.beforeRun();
      const { done, value } = await text.next();
      if (done === true) {
        this.writing.delete(stream);
        return { ended: true };
      }
      send({ type: 'piece', id, piece: value });
    }
    return { ended: text === undefined };
  }

  private async endStream(stream: number): Promise<void> {
    const text = this.writing.get(stream);
    this.writing.delete(stream);
    await text?.return?.();
  }
}

const send = (message: FromChild): void => {
  // A channel that is closed by now ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};
