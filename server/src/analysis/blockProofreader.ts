import type { Finding } from '../proofreading/finding';
import type { Proofreader } from '../proofreading/proofreader';
import type { BlockKind, ProseBlock } from '../text/maskedDocument';
import { segmentSentences } from '../text/sentences';
import type { Sentence } from '../text/token';
import { tokenize } from '../text/tokens';
import type { BlockJudgement, Judging, SentencePlace } from './blockJudgement';
import { sentencePlace } from './grammarSentences';
import { type SentenceMemory, sentenceKey } from './sentenceMemory';

/**
 * Cuts a block of masked prose into sentences and proofreads each. A sentence is shown to the proofreader with the one before it and
 * nothing else of the document, so that what is found depends on these two alone.
 */
export class BlockProofreader {
  constructor(private readonly proofreader: Proofreader) {}

  get modelId(): string {
    return this.proofreader.modelId;
  }

  /** @param memory of sentences that were judged with the same settings and dictionary before */
  judge(kind: BlockKind, prose: string, judging: Judging, memory?: SentenceMemory): BlockJudgement {
    const { settings, dictionary } = judging;
    const block: ProseBlock = { kind, start: 0, end: prose.length };
    const findings: Finding[] = [];
    const places: SentencePlace[] = [];
    let words = 0;
    let sentences = 0;
    let previous: Sentence | undefined;
    for (const span of segmentSentences(prose, block)) {
      const sentence: Sentence = { ...span, tokens: tokenize(prose, span) };
      if (sentence.tokens.length === 0) continue;
      sentences++;
      for (const token of sentence.tokens) if (token.kind === 'word') words++;
      const key = memory === undefined ? undefined : sentenceKey(kind, prose, previous, span);
      let found = key === undefined ? undefined : memory?.findings(key, span.start);
      if (found === undefined) {
        const text = prose.slice(0, span.end);
        found = this.proofreader.proofread({ text, sentence, previous, block, settings, dictionary });
        if (key !== undefined) memory?.remember(key, span.start, found);
      }
      const place = key === undefined ? undefined : sentencePlace(key, sentence, judging);
      if (place !== undefined) places.push(place);
      for (const finding of found) findings.push(finding);
      previous = sentence;
    }
    return { findings, words, sentences, places };
  }
}
