import { loadAnalyzer, loadGrammarChecker, loadLexicon, loadNgram, loadWordCompleter } from '../platform/models';
import { packageVersion } from '../platform/userFolders';
import { SearchWorker } from '../search/thread/searchWorker';
import type { ServerPorts } from './services';

/** The models that came with the program, and the process's clock. */
export const shippedPorts = (searchWorker = new SearchWorker()): ServerPorts => ({
  version: packageVersion(),
  loadAnalyzer,
  loadNgram,
  loadWordCompleter,
  isWord: (word) => loadLexicon().has(word, 'en'),
  createNeural: async ({ threads, idleMinutes }, log) => {
    // Most sessions never need it.
    const { shippedNeuralModel } = await import('../inference/neuralModel');
    return shippedNeuralModel({ ...(threads > 0 && { threads }), idleMs: idleMinutes * 60_000, log });
  },
  loadGrammarChecker: async (neural) => loadGrammarChecker(neural),
  openSearch: (root, index, settings) => searchWorker.open(root, index, settings),
  now: () => performance.now(),
});
