import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import type { AnswerExtract, AnswerSentence } from '../../../server/src/shared/askProtocol';
import { rangeOf } from '../search/ranges';
import { missing, notFoundText, onOneLine, placeOf, stateText, unsupportedText, writerOf } from './answerText';
import { AskedQuestion } from './askedQuestion';

const viewId = 'surprisal.answers';

/** Characters of what is being written that are shown. */
const mostOfDraft = 100;

/** A line below a question. */
type Row =
  | { readonly kind: 'note'; readonly text: string; readonly icon: ThemeIcon }
  | { readonly kind: 'extracts' }
  | { readonly kind: 'generated' }
  | { readonly kind: 'extract'; readonly place: number }
  | { readonly kind: 'sentence'; readonly place: number }
  | { readonly kind: 'draft' }
  | { readonly kind: 'citation'; readonly sentence: number; readonly place: number };

export type AnswerNode = AskedQuestion | (Row & { readonly asked: AskedQuestion });

/** Questions of this session, the latest first, and under each what the workspace says: extracts, then what a model wrote from them. */
export class AnswersView implements TreeDataProvider<AnswerNode> {
  private readonly changes = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view = window.createTreeView<AnswerNode>(viewId, { treeDataProvider: this, showCollapseAll: true });
  private readonly subscriptions = Disposable.from(this.changes, this.view);
  private questions: readonly AskedQuestion[] = [];

  /** The question that was asked last. */
  get latest(): AskedQuestion | undefined {
    return this.questions[0];
  }

  /** One that has not been cleared. */
  byNumber(number: number): AskedQuestion | undefined {
    return this.questions.find((asked) => asked.number === number);
  }

  /** Shows a question above those of before, and moves the focus to it. */
  async show(asked: AskedQuestion): Promise<void> {
    this.set([asked, ...this.questions]);
    // There is no view before anything was put into it.
    await commands.executeCommand('setContext', 'surprisal.askUsed', true);
    // VS Code moves the focus to the row that had it, and fails where that was cleared.
    await commands.executeCommand(`${viewId}.focus`).then(undefined, () => {});
    await this.view.reveal(asked, { focus: true, select: true, expand: true });
  }

  /** More is known of a question. */
  update(asked: AskedQuestion): void {
    // All of the tree: a row that VS Code is just asking for is not refreshed by itself.
    if (this.questions.includes(asked)) this.changes.fire();
  }

  clear(): void {
    this.set([]);
  }

  getChildren(node?: AnswerNode): AnswerNode[] {
    if (node === undefined) return [...this.questions];
    return rowsBelow(node).map((row) => ({ ...row, asked: questionOf(node) }));
  }

  getParent(node: AnswerNode): AnswerNode | undefined {
    return node instanceof AskedQuestion ? undefined : node.asked;
  }

  getTreeItem(node: AnswerNode): TreeItem {
    const item = node instanceof AskedQuestion ? questionItem(node) : rowItem(node.asked, node);
    // An answer that grows keeps what was unfolded and selected in it.
    item.id = idOf(node);
    return item;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private set(questions: readonly AskedQuestion[]): void {
    this.questions = questions;
    void commands.executeCommand('setContext', 'surprisal.hasAnswers', questions.length > 0);
    this.changes.fire();
  }
}

const questionOf = (node: AnswerNode): AskedQuestion => (node instanceof AskedQuestion ? node : node.asked);

/** The question of the node that a menu was opened at; undefined where a command was run from elsewhere. */
export const askedOf = (node: unknown): AskedQuestion | undefined => {
  if (node instanceof AskedQuestion) return node;
  const { asked } = (node ?? {}) as { readonly asked?: unknown };
  return asked instanceof AskedQuestion ? asked : undefined;
};

const idOf = (node: AnswerNode): string => {
  if (node instanceof AskedQuestion) return String(node.number);
  const above = `${node.asked.number}/${node.kind}`;
  switch (node.kind) {
    case 'citation':
      return `${above}/${node.sentence}/${node.place}`;
    case 'note':
      return `${above}/${node.text}`;
    case 'extract':
    case 'sentence':
      return `${above}/${node.place}`;
    default:
      return above;
  }
};

const rowsBelow = (node: AnswerNode): readonly Row[] => {
  if (node instanceof AskedQuestion) return rowsOf(node);
  const { asked } = node;
  switch (node.kind) {
    case 'extracts':
      return asked.extracts.map((_, place) => ({ kind: 'extract', place }));
    case 'generated':
      return [
        ...asked.sentences.map((_, place) => ({ kind: 'sentence', place }) as const),
        ...(asked.draft === '' ? [] : [{ kind: 'draft' } as const]),
      ];
    case 'sentence':
      return (asked.sentences[node.place]?.citations ?? [])
        .filter((place) => asked.extracts[place] !== undefined)
        .map((place) => ({ kind: 'citation', sentence: node.place, place }));
    default:
      return [];
  }
};

const rowsOf = (asked: AskedQuestion): readonly Row[] => {
  const rows: Row[] = [];
  if (asked.isRefused) rows.push({ kind: 'note', text: notFoundText(l10n.t), icon: new ThemeIcon('circle-slash') });
  if (asked.extracts.length > 0) rows.push({ kind: 'extracts' });
  if (asked.sentences.length > 0 || asked.draft !== '') rows.push({ kind: 'generated' });
  for (const text of missing(asked, l10n.t)) rows.push({ kind: 'note', text, icon: new ThemeIcon('info') });
  return rows;
};

const questionItem = (asked: AskedQuestion): TreeItem => {
  const item = new TreeItem(onOneLine(asked.question), TreeItemCollapsibleState.Expanded);
  item.description = stateText(asked, l10n.t);
  item.iconPath = new ThemeIcon(asked.state === 'asking' ? 'loading~spin' : 'comment-discussion');
  item.tooltip = new MarkdownString().appendText(asked.question);
  item.contextValue = 'question';
  item.accessibilityInformation = { label: l10n.t('{0}, {1}', onOneLine(asked.question), item.description) };
  return item;
};

const rowItem = (asked: AskedQuestion, row: Row): TreeItem => {
  switch (row.kind) {
    case 'note':
      return noteItem(row.text, row.icon);
    case 'extracts':
      return groupItem(
        asked.isRefused ? l10n.t('What comes nearest') : l10n.t('What the workspace says'),
        '',
        !asked.isRefused,
      );
    case 'generated':
      return groupItem(l10n.t('Written by {0}', writerOf(asked, l10n.t)), l10n.t('likely, not certain'), true);
    case 'extract':
      return extractItem(asked.extracts[row.place]!);
    case 'sentence':
      return sentenceItem(asked, asked.sentences[row.place]!);
    case 'draft':
      return draftItem(asked.draft);
    case 'citation':
      return citationItem(asked.extracts[row.place]!);
  }
};

const noteItem = (text: string, icon: ThemeIcon): TreeItem => {
  const item = new TreeItem(text);
  item.iconPath = icon;
  item.tooltip = new MarkdownString().appendText(text);
  return item;
};

const groupItem = (label: string, description: string, isExpanded: boolean): TreeItem => {
  const { Expanded, Collapsed } = TreeItemCollapsibleState;
  const item = new TreeItem(label, isExpanded ? Expanded : Collapsed);
  item.description = description;
  return item;
};

const extractItem = (extract: AnswerExtract): TreeItem => {
  const text = onOneLine(extract.text);
  const item = new TreeItem(text);
  item.description = placeOf(extract);
  item.iconPath = new ThemeIcon('quote');
  item.tooltip = extractTooltip(extract);
  item.command = openCommand(extract);
  item.accessibilityInformation = { label: l10n.t('{0}, {1}', placeOf(extract), text) };
  return item;
};

const extractTooltip = ({ headings, passage }: AnswerExtract): MarkdownString => {
  const tooltip = new MarkdownString();
  if (headings.length > 0) tooltip.appendText(`${headings.join(' › ')}\n\n`);
  return tooltip.appendCodeblock(passage, 'plaintext');
};

/** A click opens what it cites first; the others are below it. */
const sentenceItem = (asked: AskedQuestion, sentence: AnswerSentence): TreeItem => {
  const { supported } = sentence;
  const text = onOneLine(sentence.text);
  const cited = asked.cited(sentence);
  const { Collapsed, None } = TreeItemCollapsibleState;
  const item = new TreeItem(text, cited.length > 0 ? Collapsed : None);
  item.description = supported ? cited.map(placeOf).join(', ') : unsupportedText(l10n.t);
  item.iconPath = supported
    ? new ThemeIcon('pass')
    : new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground'));
  item.tooltip = new MarkdownString().appendText(sentence.text);
  if (cited[0] !== undefined) item.command = openCommand(cited[0]);
  item.accessibilityInformation = { label: l10n.t('{0}, {1}', text, item.description) };
  return item;
};

/** Its beginning was seen already: lists cut what is long at its end. */
const draftItem = (draft: string): TreeItem => {
  const text = onOneLine(draft);
  const item = new TreeItem(text.length > mostOfDraft ? `…${text.slice(-mostOfDraft)}` : text);
  item.description = l10n.t('not checked yet');
  item.iconPath = new ThemeIcon('loading~spin');
  return item;
};

const citationItem = (extract: AnswerExtract): TreeItem => {
  const item = new TreeItem(placeOf(extract));
  item.description = onOneLine(extract.text);
  item.iconPath = new ThemeIcon('go-to-file');
  item.tooltip = extractTooltip(extract);
  item.command = openCommand(extract);
  return item;
};

const openCommand = ({ uri, range }: AnswerExtract) => ({
  command: 'vscode.open',
  title: l10n.t('Open'),
  arguments: [Uri.parse(uri, true), { selection: rangeOf(range), preview: true, preserveFocus: true }],
});
