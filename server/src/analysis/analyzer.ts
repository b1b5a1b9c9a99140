import type { WordSet } from '../lexicon/wordSet';
import type { Finding } from '../proofreading/finding';
import type { ProofreadingSettings } from '../proofreading/settings';
import type { DocumentSnapshot } from '../text/documentSnapshot';
import type { MaskedDocument } from '../text/maskedDocument';
import type { Span } from '../text/span';
import type { GrammarSentence } from './grammarSentences';
import type { GrammarFindings } from './grammarTier';

export interface AnalysisRequest {
  readonly snapshot: DocumentSnapshot;
  readonly settings: ProofreadingSettings;
  /** User, workspace and file dictionaries. */
  readonly dictionary: WordSet;
}

export interface AnalysisReport {
  /** Identifiers of the models that judged, joined by `+`, e.g. `surprisal-en-4gram+smollm2-135m`. */
  readonly model: string;
  /** Ascending by start, disjoint. */
  readonly findings: readonly Finding[];
  readonly words: number;
  readonly sentences: number;
  /** Findings that a comment in the document switched off. */
  readonly suppressed: number;
  /** How far the grammar tier has come: sentences that it has judged. Of one text that never falls. */
  readonly grammar: { readonly judged: number };
}

/** The one way from a document to its findings, for the command line, the language server and MCP alike. */
export interface Analyzer {
  /** Loads the parsers that documents of these languages need; must have ended before they are analyzed. */
  prepare(languageIds: Iterable<string>): Promise<void>;
  analyze(request: AnalysisRequest): AnalysisReport;
  /** The analysis of one document through its edits. */
  follow(languageId: string): DocumentAnalysis;
}

/** Remembers of one document what an edit leaves valid. */
export interface DocumentAnalysis {
  /**
   * Starts a pass over the present text; an earlier one is given up.
   * @param first what is to be judged before the rest, e.g. what is in view
   */
  start(request: AnalysisRequest, first?: readonly Span[]): AnalysisPass;
}

/** One pass over a document, in steps of a few milliseconds. It may be left at any time: what was judged is remembered. */
export interface AnalysisPass {
  /** Takes a step; false once all is done. */
  advance(): boolean;
  /** Whether `first` has been judged. */
  readonly firstDone: boolean;
  /** What has been found so far, with what is known of grammar where that is handed in. */
  report(grammar?: GrammarFindings): AnalysisReport;
  /** The sentences among what has been masked and judged so far that touch a span, in order; none where grammar is switched off. */
  grammarSentences(spans?: readonly Span[]): Iterable<GrammarSentence>;
  /** The document with its markup masked; undefined until the step that ends this. */
  readonly masked: MaskedDocument | undefined;
}
