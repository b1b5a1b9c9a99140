import { loadAnalyzer, loadNgram } from '../platform/models';
import { packageVersion } from '../platform/userFolders';
import type { ServerPorts } from './services';

/** The models that came with the program, and the process's clock. */
export const shippedPorts = (): ServerPorts => ({
  version: packageVersion(),
  loadAnalyzer,
  loadNgram,
  now: () => performance.now(),
});
