import { formatBytes } from '../../platform/documentFile';
import { exitCodes } from '../commandError';
import { formatTable } from '../table';
import { installedModels } from './installed';
import type { ModelsOptions } from './options';
import { writeRecords } from './records';

/** Runs `surprisal models list`. */
export const listModels = async (options: ModelsOptions): Promise<number> => {
  const models = installedModels();
  const records = models.map(({ source, entry }) => ({ ...entry, source }));
  writeRecords(records, options, () =>
    formatTable([
      ['id', 'kind', 'size', 'source', 'licence', 'origin'],
      ...models.map(({ source, entry }) => [
        entry.id,
        entry.kind,
        formatBytes(entry.bytes),
        source,
        entry.licence,
        entry.origin,
      ]),
    ]),
  );
  return exitCodes.nothingFound;
};
