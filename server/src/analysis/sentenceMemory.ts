import type { Finding } from '../proofreading/finding';
import { contentKey } from '../text/contentKey';
import { GenerationalMap } from '../text/generationalMap';
import type { BlockKind } from '../text/maskedDocument';
import type { Span } from '../text/span';
import { shiftedFindings } from './shiftedFindings';

const none: readonly Finding[] = [];

/** Tells a sentence, the one before it and the kind of their block from others. */
export const sentenceKey = (kind: BlockKind, prose: string, previous: Span | undefined, sentence: Span): number => {
  const context = contentKey(kind, 0, kind.length, previous === undefined ? 1 : 2);
  const before = previous === undefined ? context : contentKey(prose, previous.start, sentence.start, context);
  return contentKey(prose, sentence.start, sentence.end, before);
};

/** Findings of sentences by what they depend on: the sentence, the one before it, and the kind of their block. */
export class SentenceMemory {
  /** Offsets are counted from the sentence's start. */
  private readonly judged = new GenerationalMap<readonly Finding[]>();

  /** @param start where the sentence starts now */
  findings(key: number, start: number): readonly Finding[] | undefined {
    const known = this.judged.get(key);
    return known === undefined ? undefined : shiftedFindings(known, start);
  }

  remember(key: number, start: number, findings: readonly Finding[]): void {
    this.judged.set(key, findings.length === 0 ? none : shiftedFindings(findings, -start));
  }

  turn(): void {
    this.judged.turn();
  }

  get size(): number {
    return this.judged.size;
  }
}
