import { type CancellationToken, env, type LogOutputChannel, l10n, ProgressLocation, window } from 'vscode';
import { type AnswerPart, type AskParams, type AskResult, askMethod } from '../../../server/src/shared/askProtocol';
import type { PassageDocuments } from '../search/passageDocuments';
import type { StorePasswords } from '../search/storePasswords';
import type { SurprisalClient } from '../surprisalClient';
import type { AnswersView } from './answersView';
import { answerMarkdown, onOneLine } from './answerText';
import { AskedQuestion } from './askedQuestion';
import { PromptDocuments } from './promptDocuments';

export interface WorkspaceQuestionsParts {
  readonly view: AnswersView;
  readonly passages: PassageDocuments;
  readonly storePasswords: StorePasswords;
  readonly log: LogOutputChannel;
}

/** Questions that the workspace is asked: to the server, and where their answers are shown. */
export class WorkspaceQuestions {
  private readonly prompts = new PromptDocuments((number) => this.shownBy.view.byNumber(number));
  private count = 0;

  constructor(
    private readonly client: SurprisalClient,
    private readonly shownBy: WorkspaceQuestionsParts,
  ) {}

  /** Asks for a question, and shows it in the view with its answer as it comes; a notification says so, and can cancel it. */
  async askInView(question?: string): Promise<void> {
    const wanted = question ?? (await this.askUser());
    if (wanted === undefined || wanted.trim() === '') return;
    const asked = new AskedQuestion(++this.count, wanted);
    const { view, log } = this.shownBy;
    // The answer does not wait for the view.
    view.show(asked).catch((error: unknown) => log.debug(`ask: ${error}`));
    await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Surprisal: answering “{0}”', shortened(wanted)),
        cancellable: true,
      },
      (_, token) => this.follow(asked, token),
    );
  }

  /** The question of a node, or the last one, asked once more. */
  async askAgain(asked = this.shownBy.view.latest): Promise<void> {
    if (asked !== undefined) await this.askInView(asked.question);
  }

  /** Puts an answer with its citations on the clipboard, as Markdown. */
  async copy(asked = this.shownBy.view.latest): Promise<void> {
    if (asked !== undefined) await env.clipboard.writeText(answerMarkdown(asked, l10n.t));
  }

  async showPrompt(asked = this.shownBy.view.latest): Promise<void> {
    if (asked !== undefined && !(await this.prompts.show(asked)))
      void window.showInformationMessage(l10n.t('No model was given anything for this question.'));
  }

  clear(): void {
    this.shownBy.view.clear();
  }

  /**
   * Asks the server.
   * @param onPart hears of each part as soon as it is there
   * @throws Error the server's, or that of the cancellation
   */
  async ask(
    params: Pick<AskParams, 'question' | 'generates'>,
    onPart: (part: AnswerPart) => void,
    token: CancellationToken,
  ): Promise<AskResult> {
    const result = await this.client.requestInParts<AnswerPart, AskResult>(askMethod, params, onPart, token);
    this.shownBy.passages.remember(result.extracts.map(({ passage, ...extract }) => ({ ...extract, text: passage })));
    const { store } = result;
    if (store?.wantsPassword === true) void this.shownBy.storePasswords.offer(store.name);
    return result;
  }

  dispose(): void {
    this.prompts.dispose();
  }

  private async askUser(): Promise<string | undefined> {
    return window.showInputBox({
      title: l10n.t('Ask the Workspace'),
      prompt: l10n.t('Passages of the workspace answer first; then a model on this machine writes from them.'),
      placeHolder: l10n.t('How is a release made?'),
    });
  }

  private async follow(asked: AskedQuestion, token: CancellationToken): Promise<void> {
    const { view, log } = this.shownBy;
    const onPart = (part: AnswerPart): void => {
      // What was on its way when the user had enough.
      if (token.isCancellationRequested) return;
      asked.add(part);
      view.update(asked);
    };
    try {
      asked.finish(await this.ask({ question: asked.question }, onPart, token));
    } catch (error) {
      if (token.isCancellationRequested) asked.cancel();
      else {
        asked.fail(error instanceof Error ? error.message : String(error));
        log.error(`ask: ${error}`);
      }
    }
    view.update(asked);
  }
}

const mostCharacters = 60;

const shortened = (question: string): string => {
  const line = onOneLine(question);
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters - 1)}…` : line;
};
