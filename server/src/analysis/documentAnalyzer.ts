import type { Finding } from '../proofreading/finding';
import type { Proofreader } from '../proofreading/proofreader';
import { readDirectives } from '../proofreading/suppressions';
import { maskDocument } from '../text/markup/maskDocument';
import type { Parsers } from '../text/markup/parsers';
import type { AnalysisReport, AnalysisRequest, Analyzer, DocumentAnalysis } from './analyzer';
import { BlockProofreader } from './blockProofreader';
import { declaredWords } from './declaredWords';
import { IncrementalAnalysis } from './incrementalAnalysis';
import { isNamedInCode } from './namedInCode';
import { shiftedFindings } from './shiftedFindings';

/** Masks a document, cuts it into sentences, proofreads each, and leaves out what the document's own comments switch off. */
export class DocumentAnalyzer implements Analyzer {
  private parsers: Parsers = {};
  private readonly proofreader: BlockProofreader;

  constructor(
    proofreader: Proofreader,
    private readonly loadParsers: (languageIds: Iterable<string>) => Promise<Parsers>,
  ) {
    this.proofreader = new BlockProofreader(proofreader);
  }

  async prepare(languageIds: Iterable<string>): Promise<void> {
    this.parsers = { ...this.parsers, ...(await this.loadParsers(languageIds)) };
  }

  analyze({ snapshot, settings, dictionary }: AnalysisRequest): AnalysisReport {
    const masked = maskDocument(snapshot, this.parsers);
    const directives = readDirectives(snapshot.text);
    const judging = { settings, dictionary: declaredWords(dictionary, directives) };
    const findings: Finding[] = [];
    let words = 0;
    let sentences = 0;
    let suppressed = 0;
    for (const { kind, start, end } of masked.blocks) {
      const judgement = this.proofreader.judge(kind, masked.text.slice(start, end), judging);
      words += judgement.words;
      sentences += judgement.sentences;
      for (const finding of shiftedFindings(judgement.findings, start)) {
        if (isNamedInCode(finding, snapshot.text, masked.names)) continue;
        if (directives.isSuppressed(finding.kind, finding)) suppressed++;
        else findings.push(finding);
      }
    }
    return { model: this.proofreader.modelId, findings, words, sentences, suppressed };
  }

  follow(languageId: string): DocumentAnalysis {
    return new IncrementalAnalysis(this.proofreader, this.parsers, languageId);
  }
}
