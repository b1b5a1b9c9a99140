import type { InferenceClientOptions, ModelState } from './clientOptions';
import { ModelError, OverloadedError, SupersededError, UnavailableError } from './inferenceErrors';
import { type AnsweredJob, type Job, LoadJob, type RequestOptions } from './jobs';
import type { FromChild, MemoryReport } from './messages';
import { ModelProcess } from './modelProcess';
import type { ModelReasons } from './modelReasons';
import { isSupported, thisPlatform } from './platforms';
import { isNewer, RequestQueue } from './requestQueue';
import { defaultThreads } from './threads';
import { defaultWatchdogLimits, RestartBudget, Watchdog } from './watchdog';

const IDLE_MS = 5 * 60_000;
/** More than twice of what it holds while it works. */
const MEMORY_LIMIT = 1_000_000_000;
const CAPACITY = 64;
const RESTARTS = 3;
const RESTART_WINDOW_MS = 10 * 60_000;

/**
 * A model in a process of its own, whatever it answers: requests wait in a queue, are handed over one call at a time, and what happens to the
 * process reaches callers as an error of a type of its own. Nothing is started before the first request.
 */
export abstract class ModelClient {
  readonly id: string;
  protected abstract readonly reasons: ModelReasons;
  private readonly queue: RequestQueue<Job>;
  private readonly watchdog: Watchdog;
  private readonly restarts: RestartBudget;
  private readonly now: () => number;
  private readonly listeners = new Set<(state: ModelState) => void>();
  /** Requests that are not answered, also those that wait for their reader. */
  private readonly open = new Set<Job>();
  private process: ModelProcess | undefined;
  private current: ModelState = { state: 'unloaded' };
  private running: { readonly id: number; readonly job: Job } | undefined;
  private calls = 0;
  private idleTimer: NodeJS.Timeout | undefined;
  private lastMemory: MemoryReport | undefined;
  /** Why the process is being ended by us. */
  private endedFor: 'stuck' | 'memory' | undefined;

  constructor(private readonly options: InferenceClientOptions) {
    this.id = options.id;
    this.queue = new RequestQueue(options.capacity ?? CAPACITY);
    this.now = options.now ?? (() => performance.now());
    this.restarts = new RestartBudget(options.restarts ?? RESTARTS, RESTART_WINDOW_MS);
    this.watchdog = new Watchdog(options.watchdog ?? defaultWatchdogLimits, () => {
      this.endedFor = 'stuck';
      this.process?.kill();
    });
  }

  /** Of the process. */
  protected get threads(): number {
    return this.options.threads ?? defaultThreads();
  }

  get state(): ModelState {
    return this.current;
  }

  /** Of the process when it last told; undefined while there is none. */
  get memory(): MemoryReport | undefined {
    return this.process && this.lastMemory;
  }

  /** While there is a process. */
  get processId(): number | undefined {
    return this.process?.id;
  }

  /** The process works on a call. */
  get isBusy(): boolean {
    return this.running !== undefined;
  }

  /** Calls the listener at each change until the function given back is called. */
  onDidChangeState(listener: (state: ModelState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Starts the process and loads the model, unless that is done. @throws UnavailableError */
  async load(request: RequestOptions = {}): Promise<void> {
    await this.ask(new LoadJob(request));
  }

  /** Ends the process; what waits fails. The client is of no use afterwards. */
  dispose(): void {
    const error = new UnavailableError('closed', this.reasons.closed());
    this.setState({ state: 'unavailable', error });
    this.endProcess();
    this.failAll(error);
    this.listeners.clear();
  }

  protected ask<Result>(job: AnsweredJob<Result>): Promise<Result> {
    this.accept(job);
    this.enqueue(job);
    return job.result;
  }

  /** Counts a job among the open ones until it is settled. */
  protected accept<Result>(job: AnsweredJob<Result>): void {
    const { signal } = job;
    if (signal?.aborted) job.fail(signal.reason);
    this.allowAnotherStart();
    if (this.current.state === 'unavailable') job.fail(this.current.error);
    if (job.settled) return;
    const onAbort = (): void => this.giveUp(job, signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.open.add(job);
    this.process?.keepAlive(true);
    const settled = (): void => {
      signal?.removeEventListener('abort', onAbort);
      this.open.delete(job);
      this.rest();
    };
    job.result.then(settled, settled);
  }

  /** That it ended too often is no reason to refuse for ever: a while later a request starts the process again. */
  private allowAnotherStart(): void {
    if (this.current.state !== 'unavailable' || this.current.error.kind !== 'process') return;
    if (this.restarts.hasRoom(this.now())) this.setState({ state: 'unloaded' });
  }

  protected enqueue(job: Job): void {
    if (job.settled || this.running?.job === job) return;
    this.queue.remove(job);
    const running = this.running?.job;
    if (running !== undefined && isNewer(running, job)) {
      job.fail(new SupersededError(job.topic!));
      return;
    }
    if (running !== undefined && isNewer(job, running)) this.giveUp(running, new SupersededError(job.topic!));
    const { superseded, dropped } = this.queue.add(job);
    for (const old of superseded) old.fail(new SupersededError(old.topic!));
    if (dropped !== undefined) {
      this.log(`${this.queue.capacity} requests wait; one of priority "${dropped.priority}" was dropped`);
      dropped.fail(new OverloadedError(this.queue.capacity, this.id));
    }
    this.handOver();
  }

  /** The caller hears at once; of a call that is running the process is told, and its answer is waited for. */
  protected giveUp(job: Job, error: unknown): void {
    this.queue.remove(job);
    job.fail(error);
    if (this.running?.job === job) this.process?.send({ type: 'cancel', id: this.running.id });
  }

  /** Nobody reads on in a text that is being written. */
  protected endStream(stream: number): void {
    this.process?.send({ type: 'end', stream });
  }

  /** Gives the process its next call. */
  private handOver(): void {
    clearTimeout(this.idleTimer);
    while (this.running === undefined && this.queue.size > 0) {
      if (this.process === undefined) this.start();
      if (this.process === undefined || this.state.state !== 'loaded' || this.endedFor !== undefined) return;
      const job = this.queue.take()!;
      const call = job.nextCall();
      // One whose reader has not come back comes again with it.
      if (call === undefined) continue;
      const id = ++this.calls;
      this.running = { id, job };
      this.process.send({ type: 'call', id, call });
      this.watchdog.begin('call');
    }
    this.rest();
  }

  /** With nothing to do, the process neither keeps this one alive nor stays for ever. */
  private rest(): void {
    if (this.open.size > 0 || this.running !== undefined || this.process === undefined) return;
    this.process.keepAlive(false);
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      if (this.open.size > 0) return;
      this.log('the model was not used for a while and is unloaded');
      this.endProcess();
      this.setState({ state: 'unloaded' });
    }, this.options.idleMs ?? IDLE_MS);
    this.idleTimer.unref();
  }

  private start(): void {
    try {
      this.startProcess();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      this.refuse(error);
    }
  }

  private startProcess(): void {
    const platform = this.options.platform ?? thisPlatform();
    if (!isSupported(platform))
      throw new UnavailableError('platform', this.reasons.noRuntime(`${platform.platform}-${platform.arch}`));
    this.endedFor = undefined;
    this.lastMemory = undefined;
    const started: ModelProcess = new ModelProcess(
      {
        onMessage: (message) => {
          if (this.process === started) this.onMessage(message);
        },
        onExit: (how, lastLine) => {
          if (this.process === started) this.onExit(how, lastLine);
        },
      },
      this.options.childPath,
    );
    this.process = started;
    started.keepAlive(true);
    started.send({
      type: 'load',
      descriptionPath: this.options.descriptionPath,
      options: { threads: this.threads, prefix: this.options.prefix },
    });
    this.watchdog.begin('load');
    this.setState({ state: 'loading' });
  }

  private onMessage(message: FromChild): void {
    this.watchdog.signOfLife();
    if ('memory' in message) this.limitMemory(message.memory);
    if (message.type === 'loaded') {
      this.watchdog.end();
      this.log(`${this.id} loaded in ${Math.round(message.loadMs)} ms, ${megabytes(message.memory)} MB`);
      this.setState({ state: 'loaded', loadMs: message.loadMs });
      this.handOver();
    } else if (message.type === 'refused') {
      this.refuse(new UnavailableError(message.kind, message.reason));
    } else if ('id' in message && message.id === this.running?.id) {
      this.onReply(message, this.running.job);
    }
  }

  private onReply(message: Extract<FromChild, { readonly id: number }>, job: Job): void {
    if (message.type === 'piece') {
      job.onPiece(message.piece);
      return;
    }
    this.watchdog.end();
    this.running = undefined;
    if (message.type === 'answer') job.onAnswer(message.result);
    else job.fail(new ModelError(message.name, message.message));
    if (!job.settled) this.queue.putBack(job);
    this.handOver();
  }

  /** What waits is not handed to a process that is being ended. */
  private limitMemory(memory: MemoryReport): void {
    this.lastMemory = memory;
    const limit = this.options.memoryLimit ?? MEMORY_LIMIT;
    if (this.endedFor !== undefined || memory.resident <= limit) return;
    this.log(`the model's process holds ${megabytes(memory)} MB of ${Math.round(limit / 1e6)} and is started anew`);
    this.endedFor = 'memory';
    this.process?.kill();
  }

  private onExit(how: string, lastLine: string): void {
    const wasBusy = this.open.size > 0;
    const { endedFor, running } = this;
    this.process = undefined;
    this.running = undefined;
    this.watchdog.end();
    this.log(`the model's process ended (${endedFor ?? how})${lastLine && `: ${lastLine}`}`);
    // One that was ended from outside while nobody used it is no loss.
    const again = (!wasBusy && endedFor === undefined) || this.restarts.spend(this.now());
    const reason =
      endedFor === 'stuck'
        ? this.reasons.stuck()
        : endedFor === 'memory'
          ? this.reasons.tooLarge()
          : this.reasons.ended(how);
    const error = new UnavailableError('process', reason, again);
    if (!again) {
      this.refuse(error);
      return;
    }
    if (endedFor === 'memory') {
      // It was to be expected sooner or later; nobody has to hear of it whose work can go on.
      this.failAll(error, (job) => !job.outlivesProcess);
      if (running !== undefined && !running.job.settled) this.queue.putBack(running.job);
    } else this.failAll(error);
    this.setState({ state: wasBusy ? 'loading' : 'unloaded' });
    if (!wasBusy) return;
    // What was asked of it will be asked again. Callers hear of the end before that: to start a process takes some milliseconds.
    setImmediate(() => {
      if (this.process === undefined && this.current.state === 'loading') this.start();
    });
  }

  /** There is no model from now on, or for a while. */
  private refuse(error: UnavailableError): void {
    this.log(error.message);
    this.endProcess();
    this.setState({ state: 'unavailable', error });
    this.failAll(error);
  }

  private endProcess(): void {
    clearTimeout(this.idleTimer);
    this.watchdog.end();
    this.process?.end();
    this.process = undefined;
    this.running = undefined;
  }

  private failAll(error: UnavailableError, which: (job: Job) => boolean = () => true): void {
    for (const job of this.open) {
      if (!which(job)) continue;
      this.queue.remove(job);
      job.fail(error);
    }
  }

  private setState(state: ModelState): void {
    const isNews = state.state !== this.current.state;
    this.current = state;
    if (!isNews) return;
    for (const listener of this.listeners) listener(state);
  }

  private log(line: string): void {
    this.options.log?.(line);
  }
}

const megabytes = ({ resident }: MemoryReport): number => Math.round(resident / 1e6);
