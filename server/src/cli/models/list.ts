import { formatBytes } from '../../platform/documentFile';
import type { ModelEntry } from '../../platform/modelManifest';
import { exitCodes } from '../commandError';
import { cutText } from '../cutText';
import { formatTable } from '../table';
import { installedModels } from './installed';
import type { ListOptions } from './options';
import { writeRecords } from './records';

/** Cells of a model's origin that the table shows; JSON has the whole. */
const shownOrigin = 60;

/** A model may be made from hundreds of packages: their number is enough, unless they are asked for. */
const withoutSources = ({ sources, ...entry }: ModelEntry): object =>
  Array.isArray(sources) ? { ...entry, sourceCount: sources.length } : entry;

/** Runs `surprisal models list`. */
export const listModels = async (options: ListOptions): Promise<number> => {
  const models = installedModels();
  const records = models.map(({ source, entry }) => ({ ...(options.sources ? entry : withoutSources(entry)), source }));
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
