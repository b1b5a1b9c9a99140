import type { WordSet } from '../lexicon/wordSet';
import type { Finding } from '../proofreading/finding';
import type { ProofreadingSettings } from '../proofreading/settings';
import type { DocumentSnapshot } from '../text/documentSnapshot';

export interface AnalysisRequest {
  readonly snapshot: DocumentSnapshot;
  readonly settings: ProofreadingSettings;
  /** User, workspace and file dictionaries. */
  readonly dictionary: WordSet;
}

export interface AnalysisReport {
  /** Identifier of the model that judged, e.g. `surprisal-en-4gram`. */
  readonly model: string;
  /** Ascending by start, disjoint. */
  readonly findings: readonly Finding[];
  readonly words: number;
  readonly sentences: number;
  /** Findings that a comment in the document switched off. */
  readonly suppressed: number;
}

/** The one way from a document to its findings, for the command line, the language server and MCP alike. */
export interface Analyzer {
  /** Loads the parsers that documents of these languages need; must have ended before they are analyzed. */
  prepare(languageIds: Iterable<string>): Promise<void>;
  analyze(request: AnalysisRequest): AnalysisReport;
}
