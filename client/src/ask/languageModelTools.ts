import * as vscode from 'vscode';
import { type CancellationToken, Disposable, l10n, workspace } from 'vscode';
import type { WorkspaceSearch } from '../search/workspaceSearch';
import { answerText, searchText } from './toolText';
import type { WorkspaceQuestions } from './workspaceQuestions';

/** A tool for language models, as VS Code has them since 1.95: the types of the oldest version that we run in do not know them. */
interface Tool<Input> {
  prepareInvocation(options: { readonly input: Input }): {
    readonly invocationMessage: string;
    readonly confirmationMessages: { readonly title: string; readonly message: string };
  };
  invoke(options: { readonly input: Input }, token: CancellationToken): Promise<object>;
}

interface ToolApi {
  readonly lm: { registerTool<Input>(name: string, tool: Tool<Input>): Disposable };
  readonly LanguageModelTextPart: new (value: string) => object;
  readonly LanguageModelToolResult: new (content: readonly object[]) => object;
}

export interface ToolParts {
  readonly search: Pick<WorkspaceSearch, 'search'>;
  readonly questions: Pick<WorkspaceQuestions, 'ask'>;
}

interface SearchInput {
  readonly query: string;
  readonly limit?: number;
}

interface AskInput {
  readonly question: string;
}

const standardLimit = 10;

/**
 * Offers assistants of the chat to search and ask the workspace, where VS Code knows tools. Only once the workspace is trusted: what strangers wrote is no advice for something that may act.
 */
export const registerLanguageModelTools = (parts: ToolParts): Disposable => {
  const api = toolApi();
  if (api === undefined) return Disposable.from();
  if (workspace.isTrusted) return register(api, parts);
  let registered: Disposable | undefined;
  const waiting = workspace.onDidGrantWorkspaceTrust(() => {
    registered ??= register(api, parts);
  });
  return Disposable.from(waiting, { dispose: () => registered?.dispose() });
};

const toolApi = (): ToolApi | undefined => {
  const { lm } = vscode as unknown as { readonly lm?: { readonly registerTool?: unknown } };
  return typeof lm?.registerTool === 'function' ? (vscode as unknown as ToolApi) : undefined;
};

const register = (api: ToolApi, { search, questions }: ToolParts): Disposable => {
  const resultOf = (text: string) => new api.LanguageModelToolResult([new api.LanguageModelTextPart(text)]);
  return Disposable.from(
    api.lm.registerTool<SearchInput>('surprisal_search', {
      prepareInvocation: ({ input: { query } }) => ({
        invocationMessage: l10n.t('Searching the workspace for “{0}”', query),
        confirmationMessages: confirmation(l10n.t('Search the workspace?'), query),
      }),
      invoke: async ({ input: { query, limit = standardLimit } }, token) =>
        resultOf(searchText(await search.search(query, limit, token))),
    }),
    api.lm.registerTool<AskInput>('surprisal_ask', {
      prepareInvocation: ({ input: { question } }) => ({
        invocationMessage: l10n.t('Asking the workspace “{0}”', question),
        confirmationMessages: confirmation(l10n.t('Ask the workspace?'), question),
      }),
      // An assistant writes by itself, and better: it gets what the workspace says.
      invoke: async ({ input: { question } }, token) =>
        resultOf(answerText(await questions.ask({ question, generates: false }, () => {}, token))),
    }),
  );
};

const confirmation = (title: string, asked: string) => ({
  title,
  message: l10n.t(
    '“{0}” is looked for on this machine. The passages that are found go to the language model of the chat, wherever it runs.',
    asked,
  ),
});
