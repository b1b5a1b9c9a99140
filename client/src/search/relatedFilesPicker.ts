import {
  commands,
  Disposable,
  l10n,
  type QuickInputButton,
  type QuickPickItem,
  ThemeIcon,
  Uri,
  ViewColumn,
  window,
} from 'vscode';
import type { RelatedFileItem } from '../../../server/src/shared/relatedProtocol';
import { fileName } from './hitText';
import { reasonText } from './relationText';
import type { HitList } from './workspaceSearch';

interface FileEntry extends QuickPickItem {
  readonly file: RelatedFileItem;
}

/** A list of files that belong to one, each with why. */
export class RelatedFilesPicker implements HitList {
  private readonly picker = window.createQuickPick<FileEntry>();
  private readonly subscriptions: Disposable;

  constructor(files: readonly RelatedFileItem[], title: string, note: string | undefined) {
    const { picker } = this;
    const toTheSide: QuickInputButton = {
      iconPath: new ThemeIcon('split-horizontal'),
      tooltip: l10n.t('Open to the Side'),
    };
    picker.title = note === undefined ? title : `${title} · ${note}`;
    picker.placeholder = l10n.t('Type to filter');
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    // The server's order. Not among VS Code's types, though it has been there since 1.44.
    Object.assign(picker, { sortByLabel: false });
    picker.items = files.map((file) => ({
      label: fileName(file.path),
      description: file.path.slice(0, -fileName(file.path).length - 1),
      detail: reasonText(file.why, l10n.t),
      buttons: [toTheSide],
      file,
    }));
    this.subscriptions = Disposable.from(
      picker,
      picker.onDidAccept(() => this.show(picker.activeItems[0], ViewColumn.Active)),
      picker.onDidTriggerItemButton(({ item }) => this.show(item, ViewColumn.Beside)),
      picker.onDidHide(() => this.finish()),
    );
  }

  open(): void {
    void commands.executeCommand('setContext', 'surprisal.isSearching', true);
    this.picker.show();
  }

  openBeside(): void {
    this.show(this.picker.activeItems[0], ViewColumn.Beside);
  }

  private show(entry: FileEntry | undefined, viewColumn: ViewColumn): void {
    if (entry === undefined) return;
    this.picker.hide();
    window
      .showTextDocument(Uri.parse(entry.file.uri, true), { viewColumn, preview: false })
      .then(undefined, (error) => {
        void window.showErrorMessage(error instanceof Error ? error.message : String(error));
      });
  }

  private finish(): void {
    void commands.executeCommand('setContext', 'surprisal.isSearching', false);
    this.subscriptions.dispose();
  }
}
