import { formatBytes } from '../../platform/documentFile';
import { exitCodes } from '../commandError';
import { cutText } from '../cutText';
import { formatTable } from '../table';
import { installedModels } from './installed';
import type { ModelsOptions } from './options';
import { writeRecords } from './records';

/** Cells of a model's origin that the table shows; JSON has the whole. */
const shownOrigin = 60;

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
        cutText(String(entry.origin), shownOrigin),
      ]),
    ]),
  );
  return exitCodes.nothingFound;
};
