import { commands, Disposable, EventEmitter, l10n, Uri, ViewColumn, window, workspace } from 'vscode';
import type { ExplainSentenceResult } from '../../server/src/shared/protocol';
import { explanation } from './explanation';

const scheme = 'surprisal-explanation';
const uri = Uri.from({ scheme, path: '/explanation.md' });

/** One read-only Markdown document that tells the last sentence that was asked about. */
export class ExplanationDocuments {
  private text = '';
  private readonly changes = new EventEmitter<Uri>();
  private readonly registration = Disposable.from(
    this.changes,
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.changes.event,
      provideTextDocumentContent: () => this.text,
    }),
  );

  /** Shows it beside the editor: as a rendered page where VS Code's Markdown preview is at hand, else as its source. */
  async show(result: ExplainSentenceResult): Promise<void> {
    this.text = explanation(result, l10n.t);
    this.changes.fire(uri);
    try {
      await commands.executeCommand('markdown.showPreviewToSide', uri);
    } catch {
      await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
    }
  }

  dispose(): void {
    this.registration.dispose();
  }
}
