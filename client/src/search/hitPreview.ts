import {
  type Tab,
  TabInputText,
  type TextDocument,
  type TextEditor,
  TextEditorRevealType,
  ThemeColor,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { SearchHitItem } from '../../../server/src/shared/searchProtocol';
import { rangeOf } from './ranges';

/** Shows hits in the editor while a list has the focus, and brings back what was there before. */
export class HitPreview {
  private readonly passage = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.rangeHighlightBackground'),
  });
  private readonly sentence = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.findMatchHighlightBackground'),
  });
  private readonly former: TextEditor | undefined = window.activeTextEditor;
  private readonly formerView = this.former && {
    selections: this.former.selections,
    visible: this.former.visibleRanges[0],
    isPreview: tabOf(this.former.document.uri)?.isPreview ?? false,
  };
  private readonly column = window.tabGroups.activeTabGroup.viewColumn;
  /** Files that had a tab before. */
  private readonly openBefore = new Set(allTabs().flatMap((tab) => uriOf(tab) ?? []));
  private readonly shown = new Set<string>();
  private showing: Promise<unknown> = Promise.resolve();
  private wanted: SearchHitItem | undefined;

  /** The last one asked for is shown; those before it may be left out. */
  show(hit: SearchHitItem): void {
    this.wanted = hit;
    this.showing = this.showing.then(async () => {
      if (this.wanted !== hit) return;
      try {
        const document = await workspace.openTextDocument(Uri.parse(hit.uri, true));
        if (this.wanted !== hit) return;
        await this.showIn(document, hit);
      } catch {
        // It is gone, or no text: the list shows what was indexed.
      }
    });
  }

  /** Ends the preview; what is shown stays. */
  async keep(): Promise<void> {
    this.wanted = undefined;
    await this.showing;
    this.passage.dispose();
    this.sentence.dispose();
  }

  /** Ends the preview and shows what was there before. */
  async restore(): Promise<void> {
    await this.keep();
    if (this.shown.size === 0) return;
    const { former, formerView } = this;
    if (former !== undefined && formerView !== undefined) {
      // By its name: where it was a preview itself, it was closed meanwhile.
      const editor = await window.showTextDocument(former.document.uri, {
        viewColumn: former.viewColumn ?? this.column,
        preview: formerView.isPreview,
      });
      editor.selections = formerView.selections;
      if (formerView.visible !== undefined) editor.revealRange(formerView.visible, TextEditorRevealType.AtTop);
    }
    const left = allTabs().filter((tab) => {
      const uri = uriOf(tab);
      return tab.isPreview && uri !== undefined && this.shown.has(uri) && !this.openBefore.has(uri);
    });
    await window.tabGroups.close(left, true);
  }

  private async showIn(document: TextDocument, hit: SearchHitItem): Promise<void> {
    const editor = await window.showTextDocument(document, {
      viewColumn: this.column,
      preserveFocus: true,
      preview: true,
    });
    this.shown.add(document.uri.toString());
    for (const visible of window.visibleTextEditors) {
      visible.setDecorations(this.passage, []);
      visible.setDecorations(this.sentence, []);
    }
    editor.setDecorations(this.passage, [rangeOf(hit.range)]);
    editor.setDecorations(this.sentence, [rangeOf(hit.markedRange)]);
    editor.revealRange(rangeOf(hit.markedRange), TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** Opens a hit for good, its best sentence selected. */
export const openHit = async (hit: SearchHitItem, beside = false): Promise<void> => {
  const document = await workspace.openTextDocument(Uri.parse(hit.uri, true));
  await window.showTextDocument(document, {
    preview: false,
    selection: rangeOf(hit.markedRange),
    ...(beside && { viewColumn: ViewColumn.Beside }),
  });
};

const allTabs = (): readonly Tab[] => window.tabGroups.all.flatMap(({ tabs }) => tabs);

const uriOf = ({ input }: Tab): string | undefined =>
  input instanceof TabInputText ? input.uri.toString() : undefined;

const tabOf = (uri: Uri): Tab | undefined =>
  window.tabGroups.activeTabGroup.tabs.find((tab) => uriOf(tab) === uri.toString());
