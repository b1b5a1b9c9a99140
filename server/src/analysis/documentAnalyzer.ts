import type { WordSet } from '../lexicon/wordSet';
import type { Finding } from '../proofreading/finding';
import type { Proofreader } from '../proofreading/proofreader';
import { readDirectives } from '../proofreading/suppressions';
import { maskDocument } from '../text/markup/maskDocument';
import type { Parsers } from '../text/markup/parsers';
import { segmentSentences } from '../text/sentences';
import type { Sentence } from '../text/token';
import { tokenize } from '../text/tokens';
import type { AnalysisReport, AnalysisRequest, Analyzer } from './analyzer';

/** Masks a document, cuts it into sentences, proofreads each, and leaves out what the document's own comments switch off. */
export class DocumentAnalyzer implements Analyzer {
  private parsers: Parsers = {};

  constructor(
    private readonly proofreader: Proofreader,
    private readonly loadParsers: (languageIds: Iterable<string>) => Promise<Parsers>,
  ) {}

  async prepare(languageIds: Iterable<string>): Promise<void> {
    this.parsers = { ...this.parsers, ...(await this.loadParsers(languageIds)) };
  }

  analyze({ snapshot, settings, dictionary }: AnalysisRequest): AnalysisReport {
    const masked = maskDocument(snapshot, this.parsers);
    const directives = readDirectives(snapshot.text);
    const words: WordSet = {
      has: (word) => dictionary.has(word) || directives.words.has(word),
      forbids: (word) => dictionary.forbids(word) || directives.words.forbids(word),
    };
    const findings: Finding[] = [];
    let wordCount = 0;
    let sentenceCount = 0;
    for (const block of masked.blocks) {
      let previous: Sentence | undefined;
      for (const span of segmentSentences(masked.text, block)) {
        const sentence: Sentence = { ...span, tokens: tokenize(masked.text, span) };
        if (sentence.tokens.length === 0) continue;
        sentenceCount++;
        for (const { kind } of sentence.tokens) if (kind === 'word') wordCount++;
        const request = { text: masked.text, sentence, previous, block, settings, dictionary: words };
        for (const finding of this.proofreader.proofread(request)) findings.push(finding);
        previous = sentence;
      }
    }
    const kept = findings.filter((finding) => !directives.isSuppressed(finding.kind, finding));
    return {
      model: this.proofreader.modelId,
      findings: kept,
      words: wordCount,
      sentences: sentenceCount,
      suppressed: findings.length - kept.length,
    };
  }
}
