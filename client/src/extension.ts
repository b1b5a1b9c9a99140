import { commands, Disposable, type ExtensionContext, window, workspace } from 'vscode';
import { AnswersView } from './ask/answersView';
import { registerChatParticipant } from './ask/chatParticipant';
import { registerLanguageModelTools } from './ask/languageModelTools';
import { WorkspaceQuestions } from './ask/workspaceQuestions';
import { registerCommands } from './commands/registerCommands';
import { HeatMap } from './decorations/heatMap';
import { ExplanationDocuments } from './explanationDocuments';
import { FindingCollection } from './findingCollection';
import { documentsServed, languagesServed } from './languagesServed';
import { Pause } from './pause';
import { createIndexStatusItem } from './search/indexStatusItem';
import { PassageDocuments } from './search/passageDocuments';
import { SearchResults } from './search/searchResults';
import { StorePasswords } from './search/storePasswords';
import { WorkspaceSearch } from './search/workspaceSearch';
import { clientSettings } from './settings';
import { createStatus } from './status';
import { SurprisalClient } from './surprisalClient';
import { reportVisibleRanges } from './visibleRanges';

let client: SurprisalClient | undefined;

export const activate = (context: ExtensionContext): void => {
  const startedMs = performance.now();
  const log = window.createOutputChannel('Surprisal', { log: true });
  const { activationEvents } = context.extension.packageJSON as { activationEvents: readonly string[] };
  const languages = languagesServed(activationEvents);
  const selector = documentsServed(languages);
  void commands.executeCommand('setContext', 'surprisal.languages', languages);

  const pause = new Pause();
  const findings = new FindingCollection(selector);
  const server = new SurprisalClient({
    context,
    log,
    selector,
    findings,
    pause,
    heatMapShown: () => heatMap.isVisible,
  });
  client = server;
  const heatMap = new HeatMap(server, pause, selector, log);
  const explanations = new ExplanationDocuments(server);
  const results = new SearchResults();
  const passages = new PassageDocuments();
  const storePasswords = new StorePasswords(context.secrets, server);
  const search = new WorkspaceSearch(server, pause, { results, passages, storePasswords, log });
  const answers = new AnswersView();
  const questions = new WorkspaceQuestions(server, { view: answers, passages, storePasswords, log });
  context.subscriptions.push(
    log,
    pause,
    findings,
    server,
    heatMap,
    explanations,
    results,
    passages,
    storePasswords,
    search,
    answers,
    questions,
    registerChatParticipant({ search, questions }),
    registerLanguageModelTools({ search, questions }),
    createStatus(server, pause, selector),
    createIndexStatusItem(search),
    reportVisibleRanges(server, selector),
    registerCommands({
      client: server,
      heatMap,
      pause,
      explanations,
      search,
      questions,
      results,
      storePasswords,
      log,
      selector,
    }),
    Disposable.from(
      pause.onDidChange((paused) => {
        findings.hide(paused);
        server.pullAgain();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('surprisal.enable')) server.pullAgain();
      }),
      // What the server may write depends on it.
      workspace.onDidGrantWorkspaceTrust(() => void server.restart()),
    ),
  );
  if (clientSettings().heatMap.showAtStart) heatMap.show();
  void server.start();
  log.info(`activated in ${(performance.now() - startedMs).toFixed(1)} ms`);
};

export const deactivate = (): Promise<void> | undefined => client?.stop();
