import type { Proofreader } from '../proofreading/proofreader';
import { readDirectives } from '../proofreading/suppressions';
import { maskDocument } from '../text/markup/maskDocument';
import type { Parsers } from '../text/markup/parsers';
import type { AnalysisReport, AnalysisRequest, Analyzer, DocumentAnalysis } from './analyzer';
import { BlockProofreader } from './blockProofreader';
import { declaredWords } from './declaredWords';
import { IncrementalAnalysis } from './incrementalAnalysis';
import { noGrammar, ReportBuilder } from './reportBuilder';

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
    const report = new ReportBuilder(snapshot.text, directives, masked.names);
    for (const { kind, start, end } of masked.blocks) {
      const judgement = this.proofreader.judge(kind, masked.text.slice(start, end), judging);
      report.add(judgement, judgement.findings, start);
    }
    return report.report(this.proofreader.modelId, noGrammar);
  }

  follow(languageId: string): DocumentAnalysis {
    return new IncrementalAnalysis(this.proofreader, this.parsers, languageId);
  }
}
