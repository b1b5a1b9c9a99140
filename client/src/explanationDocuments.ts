import { commands, Disposable, EventEmitter, l10n, Uri, ViewColumn, window, workspace } from 'vscode';
import {
  type ExplainSentenceParams,
  type ExplainSentenceResult,
  explainSentenceMethod,
} from '../../server/src/shared/protocol';
import { explanation } from './explanation';
import type { SurprisalClient } from './surprisalClient';

const scheme = 'surprisal-explanation';
const uri = Uri.from({ scheme, path: '/explanation.md' });

/** One read-only Markdown document that tells the last sentence that was asked about, and follows what is better known of it. */
export class ExplanationDocuments {
  private text = '';
  private shown: { readonly params: ExplainSentenceParams; readonly sentence: string } | undefined;
  private readonly changes = new EventEmitter<Uri>();
  private readonly registration: Disposable;

  constructor(private readonly client: SurprisalClient) {
    this.registration = Disposable.from(
      this.changes,
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changes.event,
        provideTextDocumentContent: () => this.text,
      }),
      client.onDidChangeScores((changed) => {
        if (changed === this.shown?.params.textDocument.uri) void this.askAgain(this.shown);
      }),
    );
  }

  /** Tells the sentence at a place; whether there is one. */
  async explain(params: ExplainSentenceParams): Promise<boolean> {
    const result = await this.ask(params);
    if (result === null) return false;
    this.shown = { params, sentence: result.sentence };
    await this.show(result);
    return true;
  }

  private ask(params: ExplainSentenceParams): Promise<ExplainSentenceResult | null> {
    return this.client.request<ExplainSentenceResult | null>(explainSentenceMethod, params);
  }

  /** The page stays where it is; it may be closed by now, or another sentence may stand at the place. */
  private async askAgain(shown: NonNullable<typeof this.shown>): Promise<void> {
    if (!workspace.textDocuments.some((document) => document.uri.scheme === scheme)) return;
    const result = await this.ask(shown.params).catch(() => null);
    if (result?.sentence !== shown.sentence || this.shown !== shown) return;
    this.text = explanation(result, l10n.t);
    this.changes.fire(uri);
  }

  /** Shows it beside the editor: as a rendered page where VS Code's Markdown preview is at hand, else as its source. */
  private async show(result: ExplainSentenceResult): Promise<void> {
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
