import { loadAnalyzer, loadGrammarChecker, loadNgram } from '../platform/models';
import { packageVersion } from '../platform/userFolders';
import type { ServerPorts } from './services';

/** The models that came with the program, and the process's clock. */
export const shippedPorts = (): ServerPorts => ({
  version: packageVersion(),
  loadAnalyzer,
  loadNgram,
  createNeural: async ({ threads, idleMinutes }, log) => {
    // Most sessions never need it.
    const { shippedNeuralModel } = await import('../inference/neuralModel');
    return shippedNeuralModel({ ...(threads > 0 && { threads }), idleMs: idleMinutes * 60_000, log });
  },
  loadGrammarChecker: async (neural) => loadGrammarChecker(neural),
  now: () => performance.now(),
});
