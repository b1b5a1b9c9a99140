import * as l10n from '@vscode/l10n';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Diagnostic,
  type TextDocumentEdit,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Severity } from '../configuration/severity';
import type { Finding } from '../proofreading/finding';
import { type CommandArguments, commands } from '../shared/protocol';
import { fixAllKind } from './capabilities';
import { kindName } from './findingTexts';
import { ignoredContext } from './ignoredFindings';
import { toDiagnostic } from './toDiagnostic';

/** Candidates of one finding that are offered. */
const MOST_CANDIDATES = 6;

/** Findings of one range that quick fixes are offered for: nobody looks through a longer menu, and each takes a tenth of a millisecond. */
const MOST_FINDINGS = 100;

/** Everything that is needed to resolve an action, so that no state is kept between the two requests. */
export interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly edits: readonly TextEdit[];
}

/** What was found in a document, as far as actions need it. */
export interface ActionSource {
  readonly document: TextDocument;
  readonly findings: readonly Finding[];
  readonly severities: Readonly<Record<Finding['kind'], Severity>>;
  /** Edits are left to `resolve`. */
  readonly resolves: boolean;
  /** The client understands `documentChanges`, which carry the version. */
  readonly versioned: boolean;
  /** The document has a configuration that actions may write into: it is a file of a workspace that is trusted. */
  readonly writesConfiguration: boolean;
  /** What becomes of suggestions of grammar is learnt from. */
  readonly learns: boolean;
  /** Kinds can be turned off: in that configuration, or by the client. */
  readonly turnsKindsOff: boolean;
}

/** Titles name what stands there; a whole clause would not fit a menu. */
const shown = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

const titleOf = (replacement: string): string =>
  replacement.trim() === '' ? l10n.t('Remove') : l10n.t('Change to “{0}”', shown(replacement));

/** The edits of all safe findings: each has one candidate that is nearly certain. They are disjoint, as findings are. */
export const safeEdits = (document: TextDocument, findings: readonly Finding[]): TextEdit[] =>
  findings.flatMap((finding) => {
    const candidate = finding.candidates[0];
    return finding.safe && candidate !== undefined ? [editOf(document, finding, candidate.replacement)] : [];
  });

const editOf = (document: TextDocument, { start, end }: Finding, newText: string): TextEdit => ({
  range: { start: document.positionAt(start), end: document.positionAt(end) },
  newText,
});

/** An edit that a client applies only to the version it was made for, where the client can tell. */
export const workspaceEdit = (uri: string, version: number, edits: readonly TextEdit[], versioned: boolean) => {
  if (!versioned) return { changes: { [uri]: [...edits] } };
  const change: TextDocumentEdit = { textDocument: { uri, version }, edits: [...edits] };
  return { documentChanges: [change] };
};

const wanted = (only: readonly string[] | undefined, kind: string): boolean =>
  only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));

/** Quick fixes of the findings in a range, and the repair of all that is safe where it is asked for. */
export const codeActions = (source: ActionSource, { range, context }: CodeActionParams): CodeAction[] => {
  const actions: CodeAction[] = [];
  const { document, findings } = source;
  if (wanted(context.only, CodeActionKind.QuickFix)) {
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    const touched = findings.filter((finding) => finding.start <= end && finding.end >= start);
    for (const finding of touched.slice(0, MOST_FINDINGS))
      actions.push(...quickFixes(source, finding, context.diagnostics));
  }
  // As a source action only where it is asked for: not in the menu of a light bulb.
  if (context.only !== undefined && wanted(context.only, fixAllKind)) {
    const edits = safeEdits(document, findings);
    if (edits.length > 0)
      actions.push(withEdits(source, { title: l10n.t('Fix all that is safe to fix'), kind: fixAllKind }, edits));
  }
  return actions;
};

const withEdits = (source: ActionSource, action: CodeAction, edits: readonly TextEdit[]): CodeAction => {
  const { uri, version } = source.document;
  if (!source.resolves) return { ...action, edit: workspaceEdit(uri, version, edits, source.versioned) };
  const data: ActionData = { uri, version, edits };
  return { ...action, data };
};

const quickFixes = (source: ActionSource, finding: Finding, shownDiagnostics: readonly Diagnostic[]): CodeAction[] => {
  const { document } = source;
  const { uri } = document;
  const made = toDiagnostic(document, finding, source.severities);
  // The client's own object, where it sent one: it tells the two apart by what it holds.
  const diagnostics = [shownDiagnostics.find((one) => sameFinding(one, made)) ?? made];
  const kind = CodeActionKind.QuickFix;
  const actions = finding.candidates.slice(0, MOST_CANDIDATES).map(({ replacement }, index) => {
    const title = titleOf(replacement);
    const accepted = source.learns && finding.kind === 'grammar' && acceptance(document, finding, replacement, title);
    return withEdits(
      source,
      { title, kind, diagnostics, ...(index === 0 && { isPreferred: true }), ...(accepted && { command: accepted }) },
      [editOf(document, finding, replacement)],
    );
  });
  const command = (title: string, name: string, argument: CommandArguments): void => {
    actions.push({ title, kind, diagnostics, command: { title, command: name, arguments: [argument] } });
  };
  if (finding.kind === 'spelling') {
    const word = document.getText(made.range);
    command(l10n.t('Add “{0}” to your dictionary', shown(word)), commands.addToUserDictionary, { uri, word });
    if (source.writesConfiguration)
      command(l10n.t('Add “{0}” to the workspace dictionary', shown(word)), commands.addToWorkspaceDictionary, {
        uri,
        word,
      });
  }
  const context = ignoredContext(document.getText(), finding);
  const grammarClass = finding.kind === 'grammar' && { grammarClass: finding.code };
  command(l10n.t('Ignore this here'), commands.ignoreHere, { uri, context, ...grammarClass });
  if (source.turnsKindsOff) {
    const title = l10n.t('Turn off findings of the kind “{0}”', kindName(finding.kind));
    command(title, commands.turnKindOff, { uri, kind: finding.kind, title });
  }
  return actions;
};

/** Run by the client once it has made the edit. */
const acceptance = (document: TextDocument, { code, start, end }: Finding, after: string, title: string): Command => {
  const { uri } = document;
  const position = document.positionAt(start);
  const argument: CommandArguments = {
    ...{ uri, grammarClass: code },
    edit: { position, before: document.getText({ start: position, end: document.positionAt(end) }), after },
  };
  return { title, command: commands.acceptGrammar, arguments: [argument] };
};

const sameFinding = (one: Diagnostic, other: Diagnostic): boolean =>
  one.source === other.source &&
  one.code === other.code &&
  one.range.start.line === other.range.start.line &&
  one.range.start.character === other.range.start.character &&
  one.range.end.line === other.range.end.line &&
  one.range.end.character === other.range.end.character;
