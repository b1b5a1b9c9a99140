import { type Disposable, l10n, Uri, workspace } from 'vscode';
import { passageScheme, type SearchHitItem } from '../../../server/src/shared/searchProtocol';

/** Passages that are kept so that they can be opened: those of some searches. */
const mostKept = 2000;

/** Passages of a store whose files are on another machine, as read-only documents. */
export class PassageDocuments {
  private readonly texts = new Map<string, string>();
  private readonly registration: Disposable = workspace.registerTextDocumentContentProvider(passageScheme, {
    provideTextDocumentContent: (uri) =>
      this.texts.get(uri.toString()) ??
      l10n.t('This passage was found by a search of another session. Search again to read it.'),
  });

  /** Hits were found, and may be opened. */
  remember(hits: readonly Pick<SearchHitItem, 'uri' | 'text' | 'firstLine'>[]): void {
    for (const { uri, text, firstLine } of hits) {
      if (firstLine === undefined) continue;
      // As VS Code writes it.
      const name = Uri.parse(uri, true).toString();
      this.texts.delete(name);
      this.texts.set(name, text);
    }
    for (const name of this.texts.keys()) {
      if (this.texts.size <= mostKept) break;
      this.texts.delete(name);
    }
  }

  dispose(): void {
    this.registration.dispose();
  }
}
