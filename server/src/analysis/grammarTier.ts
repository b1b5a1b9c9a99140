import type { Finding } from '../proofreading/finding';
import type { GrammarChecker } from '../proofreading/grammar/grammarChecker';
import type { GrammarScoring } from '../proofreading/grammar/grammarRequest';
import type { OperatingPoint } from '../proofreading/settings';
import { GenerationalMap } from '../text/generationalMap';
import type { Span } from '../text/span';
import type { GrammarSentence } from './grammarSentences';

/** Sentences that are kept, some 60 bytes each where nothing was found: more than the largest file has that is checked. */
const MOST_KEPT = 200_000;

/** Sentences that are judged at the same time: the n-gram work of some is done while the neural model reads another. */
const AT_ONCE = 3;

/** Of one sentence; offsets are counted from its start. */
export interface GrammarJudgement {
  readonly findings: readonly Finding[];
  /** Where n-grams proposed something that the neural model finds less likely than what is written. */
  readonly refuted: readonly Span[];
}

const nothing: GrammarJudgement = { findings: [], refuted: [] };

/** What is known of the grammar of sentences, by their keys. */
export interface GrammarFindings {
  /** Of the model that judges. */
  readonly modelId: string;
  /** Whether that is the neural model, or the n-gram model alone. */
  readonly isNeural: boolean;
  /** Undefined where nobody has judged it. */
  of(key: number): GrammarJudgement | undefined;
}

/** Has sentences judged by a checker, of whatever documents, and remembers what comes by content. */
export class GrammarTier implements GrammarFindings {
  private readonly judged = new GenerationalMap<GrammarJudgement>();

  constructor(
    private readonly checker: Pick<GrammarChecker, 'id' | 'isNeural' | 'check' | 'refuted' | 'leastConfidence'>,
  ) {}

  get modelId(): string {
    return this.checker.id;
  }

  get isNeural(): boolean {
    return this.checker.isNeural;
  }

  of(key: number): GrammarJudgement | undefined {
    return this.judged.get(key);
  }

  /** The least confidence with which a finding of a class is shown. */
  leastConfidence(code: string, point: OperatingPoint): number {
    return this.checker.leastConfidence(code, point);
  }

  /** Judges a sentence, unless that was done before. @throws what the model throws */
  async judge(sentence: GrammarSentence, scoring: GrammarScoring = {}): Promise<GrammarJudgement> {
    const known = this.of(sentence.key);
    if (known !== undefined) return known;
    const request = sentence.request();
    const [findings = []] = await this.checker.check([request], scoring);
    const judgement = { findings, refuted: await this.checker.refuted(request, scoring) };
    this.remember(sentence, judgement);
    return judgement;
  }

  /** Judges all of them, some at a time. @throws what the model throws, after what is under way has ended */
  async judgeAll(
    sentences: Iterable<GrammarSentence>,
    onJudged: () => void = () => {},
    scoring: GrammarScoring = {},
  ): Promise<void> {
    const rest = sentences[Symbol.iterator]();
    let failed = false;
    const work = async (): Promise<void> => {
      for (let next = rest.next(); !next.done && !failed; next = rest.next()) {
        try {
          await this.judge(next.value, scoring);
        } catch (error) {
          failed = true;
          throw error;
        }
        onJudged();
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Nothing is known to be wrong with a sentence, and it is not asked about again. */
  passOver(sentence: GrammarSentence): void {
    this.remember(sentence, nothing);
  }

  private remember({ key }: GrammarSentence, judgement: GrammarJudgement): void {
    const { findings, refuted } = judgement;
    this.judged.set(key, findings.length + refuted.length === 0 ? nothing : judgement);
    if (this.judged.size > MOST_KEPT / 2) this.judged.turn();
  }
}
