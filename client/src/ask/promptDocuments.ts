import { type Disposable, l10n, Uri, window, workspace } from 'vscode';
import type { AskedQuestion } from './askedQuestion';

const scheme = 'surprisal-prompt';

/** Prompts, word for word as the model was given them, as read-only documents: one for each question of the session. */
export class PromptDocuments {
  private readonly registration: Disposable;

  /** @param questionOf one of the session's that has not been cleared */
  constructor(questionOf: (number: number) => AskedQuestion | undefined) {
    this.registration = workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ query }) =>
        promptOf(questionOf(Number(query))) ?? l10n.t('This prompt belongs to a question that has been cleared.'),
    });
  }

  /** Whether the question has a prompt, and so a document. */
  async show(asked: AskedQuestion): Promise<boolean> {
    if (promptOf(asked) === undefined) return false;
    const { number } = asked;
    const uri = Uri.from({ scheme, path: `/prompt-${number}.txt`, query: String(number) });
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    return true;
  }

  dispose(): void {
    this.registration.dispose();
  }
}

const promptOf = (asked: AskedQuestion | undefined): string | undefined => asked?.result?.generated?.prompt;
