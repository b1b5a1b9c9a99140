import type { Finding } from '../proofreading/finding';
import type { Directives } from '../proofreading/suppressions';
import type { NamesOfCode } from '../text/maskedDocument';
import type { AnalysisReport } from './analyzer';
import type { BlockJudgement } from './blockJudgement';
import { isNamedInCode } from './namedInCode';
import { shiftedFindings } from './shiftedFindings';

/** Of a document whose grammar nobody has looked at. */
export const noGrammar: AnalysisReport['grammar'] = { judged: 0 };

/** Adds up what was found block by block, without what the document itself takes back. */
export class ReportBuilder {
  private readonly findings: Finding[] = [];
  private words = 0;
  private sentences = 0;
  private suppressed = 0;

  constructor(
    private readonly source: string,
    private readonly directives: Directives,
    private readonly names: NamesOfCode | undefined,
  ) {}

  /** @param findings of the block, offsets counted from its start */
  add({ words, sentences }: BlockJudgement, findings: readonly Finding[], start: number): void {
    this.words += words;
    this.sentences += sentences;
    for (const finding of shiftedFindings(findings, start)) {
      if (isNamedInCode(finding, this.source, this.names)) continue;
      if (this.directives.isSuppressed(finding.kind, finding)) this.suppressed++;
      else this.findings.push(finding);
    }
  }

  report(model: string, grammar: AnalysisReport['grammar']): AnalysisReport {
    const { findings, words, sentences, suppressed } = this;
    return { model, findings, words, sentences, suppressed, grammar };
  }
}
