import { commands, Disposable, window } from 'vscode';
import { askAgain } from './askAgain';
import { askWorkspace } from './askWorkspace';
import { checkDocument } from './checkDocument';
import { checkWorkspace } from './checkWorkspace';
import { clearAnswers } from './clearAnswers';
import { clearSearchResults } from './clearSearchResults';
import type { ClientCommand, CommandParts } from './command';
import { copyAnswer } from './copyAnswer';
import { explainSentence } from './explainSentence';
import { findDuplicatePassages } from './findDuplicatePassages';
import { findSimilarPassages } from './findSimilarPassages';
import { findWordSense } from './findWordSense';
import { forgetLearnt } from './forgetLearnt';
import { openHitBeside } from './openHitBeside';
import { openUserDictionary } from './openUserDictionary';
import { openWorkspaceDictionary } from './openWorkspaceDictionary';
import { pause } from './pause';
import { pauseIndexing } from './pauseIndexing';
import { rebuildIndex } from './rebuildIndex';
import { refreshSearchResults } from './refreshSearchResults';
import { relatedFiles } from './relatedFiles';
import { removeTuning } from './removeTuning';
import { restartServer } from './restartServer';
import { resume } from './resume';
import { resumeIndexing } from './resumeIndexing';
import { searchByMeaning } from './searchByMeaning';
import { setStorePassword } from './setStorePassword';
import { showIndexedFiles } from './showIndexedFiles';
import { showIndexStatus } from './showIndexStatus';
import { showLearnt } from './showLearnt';
import { showLog } from './showLog';
import { showOpenedHits } from './showOpenedHits';
import { showPrompt } from './showPrompt';
import { suggestWhileTyping } from './suggestWhileTyping';
import { suggestWording } from './suggestWording';
import { toggleHeatMap } from './toggleHeatMap';
import { tuneSearch } from './tuneSearch';
import { turnKindOff } from './turnKindOff';

export const clientCommands: readonly ClientCommand[] = [
  askAgain,
  askWorkspace,
  checkDocument,
  checkWorkspace,
  clearAnswers,
  clearSearchResults,
  copyAnswer,
  explainSentence,
  findDuplicatePassages,
  findSimilarPassages,
  findWordSense,
  forgetLearnt,
  openHitBeside,
  openUserDictionary,
  openWorkspaceDictionary,
  pause,
  pauseIndexing,
  rebuildIndex,
  refreshSearchResults,
  relatedFiles,
  removeTuning,
  restartServer,
  resume,
  resumeIndexing,
  searchByMeaning,
  setStorePassword,
  showIndexStatus,
  showIndexedFiles,
  showLearnt,
  showLog,
  showOpenedHits,
  showPrompt,
  suggestWhileTyping,
  suggestWording,
  toggleHeatMap,
  tuneSearch,
  turnKindOff,
];

export const registerCommands = (parts: CommandParts): Disposable =>
  Disposable.from(
    ...clientCommands.map(({ id, run }) =>
      commands.registerCommand(id, async (...values: readonly unknown[]) => {
        try {
          await run(parts, ...values);
        } catch (error) {
          parts.log.error(`${id}: ${error}`);
          void window.showErrorMessage(error instanceof Error ? error.message : String(error));
        }
      }),
    ),
  );
