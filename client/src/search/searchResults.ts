import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import type { SearchHitItem } from '../../../server/src/shared/searchProtocol';
import type { HitGroup, ShownHits } from './hitGroups';
import { excerptOf, lineOf, placeOf } from './hitText';
import { rangeOf } from './ranges';

const viewId = 'surprisal.searchResults';

type Node = HitGroup | SearchHitItem;

/** Hits that stay: a view of groups, most often files, with the hits under them. */
export class SearchResults implements TreeDataProvider<Node> {
  private readonly changes = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view = window.createTreeView<Node>(viewId, { treeDataProvider: this, showCollapseAll: true });
  private readonly subscriptions = Disposable.from(this.changes, this.view);
  private shown: ShownHits | undefined;

  /** Shows hits in place of those that are there, and moves the focus to them. */
  async show(shown: ShownHits): Promise<void> {
    this.set(shown);
    // There is no view before anything was put into it.
    await commands.executeCommand('setContext', 'surprisal.searchUsed', true);
    await commands.executeCommand(`${viewId}.focus`);
    const [first] = shown.groups;
    if (first !== undefined) await this.view.reveal(first, { focus: true, select: true, expand: true });
  }

  clear(): void {
    this.set(undefined);
  }

  /** Asks again what is shown. */
  async refresh(): Promise<void> {
    const { shown } = this;
    if (shown === undefined) return;
    const again = await window.withProgress({ location: { viewId } }, () => shown.askAgain());
    // Something else may have been asked meanwhile.
    if (this.shown === shown) this.set(again);
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) return [...(this.shown?.groups ?? [])];
    return 'hits' in node ? [...node.hits] : [];
  }

  getParent(node: Node): HitGroup | undefined {
    return 'hits' in node ? undefined : this.shown?.groups.find(({ hits }) => hits.includes(node));
  }

  getTreeItem(node: Node): TreeItem {
    return 'hits' in node ? groupItem(node) : hitItem(node, this.getParent(node));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private set(shown: ShownHits | undefined): void {
    this.shown = shown;
    this.view.description = shown?.label ?? '';
    this.view.message = shown?.message ?? '';
    void commands.executeCommand('setContext', 'surprisal.hasSearchResults', shown !== undefined);
    this.changes.fire();
  }
}

const groupItem = ({ label, description, uri, hits }: HitGroup): TreeItem => {
  const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
  item.description = description;
  item.accessibilityInformation = { label: l10n.t('{0}, {1} hits', label, hits.length) };
  if (uri !== undefined) {
    item.resourceUri = Uri.parse(uri, true);
    item.iconPath = ThemeIcon.File;
  }
  return item;
};

const hitItem = (hit: SearchHitItem, group: HitGroup | undefined): TreeItem => {
  const { text, marked } = excerptOf(hit);
  // Under its file the path is known.
  const place = group?.uri === undefined ? placeOf(hit) : String(lineOf(hit));
  const [start, end] = marked.map((offset) => offset + place.length + 2) as [number, number];
  const item = new TreeItem({ label: `${place}: ${text}`, highlights: [[start, end]] });
  const tooltip = new MarkdownString();
  if (hit.headings.length > 0) tooltip.appendText(`${hit.headings.join(' › ')}\n\n`);
  item.tooltip = tooltip.appendCodeblock(hit.text, 'plaintext');
  item.command = {
    command: 'vscode.open',
    title: l10n.t('Open'),
    arguments: [Uri.parse(hit.uri, true), { selection: rangeOf(hit.markedRange), preview: true, preserveFocus: true }],
  };
  item.accessibilityInformation = { label: l10n.t('{0}, {1}', placeOf(hit), text) };
  return item;
};
