import { synonyms } from '../lexicon/synonyms';
import {
  loadAnalyzer,
  loadGrammarChecker,
  loadGrammarResources,
  loadLexicon,
  loadNgram,
  loadWordCompleter,
} from '../platform/models';
import { packageVersion } from '../platform/userFolders';
import { historyFromThread } from '../search/related/historyThread';
import { SearchWorker } from '../search/thread/searchWorker';
import { Embedders } from './search/embedders';
import type { ServerPorts } from './services';

/** The models that came with the program, and the process's clock. */
export const shippedPorts = (searchWorker = new SearchWorker(), embedders = new Embedders()): ServerPorts => ({
  version: packageVersion(),
  loadAnalyzer,
  loadNgram,
  loadWordCompleter,
  synonymsOf: (word) => synonyms(loadGrammarResources().inflections, word),
  isWord: (word) => loadLexicon().has(word, 'en'),
  createNeural: async ({ threads, idleMinutes }, log) => {
    // Most sessions never need it.
    const { shippedNeuralModel } = await import('../inference/neuralModel');
    return shippedNeuralModel({ ...(threads > 0 && { threads }), idleMs: idleMinutes * 60_000, log });
  },
  loadGrammarChecker: async (neural) => loadGrammarChecker(neural),
  embedder: (choice, tell) => embedders.get(choice, tell),
  openSearch: (root, index, settings, tell) =>
    searchWorker.open(root, index, settings, embedders.get(settings.embeddingModel, tell)),
  openEmbedder: (choice, tell) => embedders.get(choice, tell),
  openStore: (place, settings, tell) =>
    searchWorker.openStore(place, settings, embedders.get(settings.embeddingModel, tell)),
  learnHistory: historyFromThread,
  now: () => performance.now(),
});
