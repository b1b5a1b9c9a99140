import type { GrammarSentence } from '../analysis/grammarSentences';
import type { GrammarTier } from '../analysis/grammarTier';
import { OverloadedError, UnavailableError } from '../inference/inferenceErrors';
import { turn } from './turn';

export interface GrammarQueuePort {
  /** Findings of a document have come that were not there when its sentences were asked about. */
  onFound(uri: string): void;
  /** The model that was asked cannot answer any more. */
  onUnavailable(): void;
  onFailed(error: unknown): void;
}

/** The sentences of one text whose grammar is wanted. */
export interface WantedGrammar {
  readonly uri: string;
  readonly version: number;
  readonly tier: GrammarTier;
  /** What is in view. */
  readonly visible: Iterable<GrammarSentence>;
  readonly all: Iterable<GrammarSentence>;
}

const lanes = ['visible', 'rest'] as const;
type Lane = (typeof lanes)[number];

interface Waiting {
  readonly version: number;
  readonly tier: GrammarTier;
  readonly lanes: Readonly<Record<Lane, GrammarSentence[]>>;
  /** Resting after a keystroke. */
  timer: NodeJS.Timeout | undefined;
}

interface UnderWay {
  readonly uri: string;
  readonly sentence: GrammarSentence;
  readonly tier: GrammarTier;
  readonly lane: Lane;
  readonly controller: AbortController;
}

/** A sentence that is being written is judged once its writer has paused for so long. */
const IDLE_MS = 200;
/** While one is read by the neural model, the n-gram work of another is done. */
const AT_ONCE = 2;
/** Findings out of view are told of so often. */
const TELL_EVERY_MS = 1000;

/**
 * Has sentences of open documents judged: those in view before the rest, those of the document that was asked about last before others'. What a
 * newer text of a document does not hold any more is dropped, also while it is judged.
 */
export class GrammarQueue {
  /** By document, the one that was asked about last at the end. */
  private readonly waiting = new Map<string, Waiting>();
  private readonly underWay = new Set<UnderWay>();
  /** Documents that are to be told of when the time has come, or nothing is left to do. */
  private readonly untold = new Set<string>();
  private tellTimer: NodeJS.Timeout | undefined;
  private readonly settling = new Map<string, (() => void)[]>();

  constructor(private readonly port: GrammarQueuePort) {}

  /** Takes the place of what was wanted of the document before. */
  want({ uri, version, tier, visible, all }: WantedGrammar): void {
    const before = this.waiting.get(uri);
    clearTimeout(before?.timer);
    this.waiting.delete(uri);
    const seen = new Set<number>();
    const unknown = (sentences: Iterable<GrammarSentence>): GrammarSentence[] => {
      const found: GrammarSentence[] = [];
      for (const sentence of sentences) {
        if (seen.has(sentence.key)) continue;
        seen.add(sentence.key);
        if (tier.of(sentence.key) === undefined) found.push(sentence);
      }
      return found;
    };
    const wanted: Waiting = {
      version,
      tier,
      lanes: { visible: unknown(visible), rest: unknown(all) },
      timer: undefined,
    };
    for (const one of this.underWay) if (one.uri === uri && !seen.has(one.sentence.key)) one.controller.abort();
    this.waiting.set(uri, wanted);
    if (before === undefined || before.version === version) void this.run();
    else this.rest(wanted);
  }

  /** A closed document's sentences are judged no more. */
  forget(uri: string): void {
    clearTimeout(this.waiting.get(uri)?.timer);
    this.waiting.delete(uri);
    for (const one of this.underWay) if (one.uri === uri) one.controller.abort();
    this.settle();
  }

  /** Resolves when nothing of the document is waiting or being judged. */
  settled(uri: string): Promise<void> {
    return new Promise((resolve) => {
      this.settling.set(uri, [...(this.settling.get(uri) ?? []), resolve]);
      this.settle();
    });
  }

  dispose(): void {
    for (const uri of [...this.waiting.keys()]) this.forget(uri);
    clearTimeout(this.tellTimer);
  }

  private async run(): Promise<void> {
    // The n-gram work of each takes some milliseconds, in which nothing else is done.
    for (let next = this.take(); next !== undefined; next = this.take()) {
      void this.judge(next);
      await turn();
    }
    this.settle();
  }

  /** The next sentence that may be judged now, with its place among those under way. */
  private take(): UnderWay | undefined {
    for (const lane of lanes) {
      if ([...this.underWay].filter((one) => one.lane === lane).length >= AT_ONCE) continue;
      for (const [uri, { lanes: sentences, tier, timer }] of [...this.waiting].reverse()) {
        if (timer !== undefined) continue;
        const isUnderWay = ({ key }: GrammarSentence) => [...this.underWay].some((one) => one.sentence.key === key);
        const index = sentences[lane].findIndex((sentence) => !isUnderWay(sentence));
        const [sentence] = index < 0 ? [] : sentences[lane].splice(index, 1);
        if (sentence === undefined) continue;
        const one = { uri, sentence, tier, lane, controller: new AbortController() };
        this.underWay.add(one);
        return one;
      }
    }
    return undefined;
  }

  /** Never rejects. */
  private async judge(one: UnderWay): Promise<void> {
    const { uri, sentence, tier, lane, controller } = one;
    try {
      const { findings } = await tier.judge(sentence, { priority: lane, signal: controller.signal });
      if (findings.length > 0) this.found(uri, lane);
      // That nothing is wrong with a sentence may take back what n-grams say of its names.
      else this.untold.add(uri);
    } catch (error) {
      if (!controller.signal.aborted) this.onFailed(error, one);
    }
    this.underWay.delete(one);
    void this.run();
  }

  private onFailed(error: unknown, { uri, sentence, tier, lane }: UnderWay): void {
    const isUnavailable = error instanceof UnavailableError;
    if (isUnavailable && !error.restarting) {
      for (const [other, waiting] of this.waiting) if (waiting.tier === tier) this.forget(other);
      this.port.onUnavailable();
    } else if (isUnavailable || error instanceof OverloadedError) {
      const waiting = this.waiting.get(uri);
      if (waiting?.tier !== tier) return;
      waiting.lanes[lane].unshift(sentence);
      this.rest(waiting);
    } else {
      // It would fail again.
      tier.passOver(sentence);
      this.port.onFailed(error);
    }
  }

  /** Nothing of the document is judged for a moment. */
  private rest(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    waiting.timer = setTimeout(() => {
      waiting.timer = undefined;
      void this.run();
    }, IDLE_MS);
  }

  /** What is in view is told of at once, the rest now and then and at its end. */
  private found(uri: string, lane: Lane): void {
    if (lane === 'visible') {
      this.port.onFound(uri);
      return;
    }
    this.untold.add(uri);
    this.tellTimer ??= setTimeout(() => this.tell(), TELL_EVERY_MS);
  }

  private tell(): void {
    clearTimeout(this.tellTimer);
    this.tellTimer = undefined;
    for (const uri of this.untold) this.port.onFound(uri);
    this.untold.clear();
  }

  private settle(): void {
    if (this.underWay.size === 0 && this.untold.size > 0) this.tell();
    for (const [uri, resolve] of this.settling) {
      const waiting = this.waiting.get(uri);
      const isWaiting = waiting !== undefined && waiting.lanes.visible.length + waiting.lanes.rest.length > 0;
      if (isWaiting || [...this.underWay].some((one) => one.uri === uri)) continue;
      this.settling.delete(uri);
      for (const one of resolve) one();
    }
  }
}
