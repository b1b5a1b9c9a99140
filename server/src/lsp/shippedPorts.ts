import { existsSync } from 'node:fs';
import { shippedEmbedder } from '../inference/embeddingClient';
import { shippedEmbeddingPath } from '../inference/embeddingFiles';
import { isSupported, thisPlatform } from '../inference/platforms';
import { synonyms } from '../lexicon/synonyms';
import type { Embedder } from '../lm/embedder';
import {
  loadAnalyzer,
  loadGrammarChecker,
  loadGrammarResources,
  loadLexicon,
  loadNgram,
  loadWordCompleter,
} from '../platform/models';
import { packageVersion } from '../platform/userFolders';
import { SearchWorker } from '../search/thread/searchWorker';
import type { ServerPorts } from './services';

/** One for all folders. Where it is not there, as in the package for every platform, searches go by terms. */
const shared = (): (() => Embedder | undefined) => {
  let opened: { readonly embedder: Embedder | undefined } | undefined;
  return () => {
    opened ??= {
      embedder: isSupported(thisPlatform()) && existsSync(shippedEmbeddingPath()) ? shippedEmbedder() : undefined,
    };
    return opened.embedder;
  };
};

/** The models that came with the program, and the process's clock. */
export const shippedPorts = (searchWorker = new SearchWorker(), sharedEmbedder = shared()): ServerPorts => ({
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
  openSearch: (root, index, settings) => searchWorker.open(root, index, settings, sharedEmbedder()),
  now: () => performance.now(),
});
