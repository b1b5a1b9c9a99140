import { verifyModel } from '../../platform/modelManifest';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { formatTable } from '../table';
import { belongsTo } from './importedModel';
import { installedModels } from './installed';
import type { ModelsOptions } from './options';
import { writeRecords } from './records';

const advice = {
  shipped: 'install the program anew',
  user: 'import the model again',
} as const;

/** Runs `surprisal models verify`. */
export const verifyModels = async (ids: readonly string[], options: ModelsOptions): Promise<number> => {
  const installed = installedModels();
  const unknown = ids.find((id) => !installed.some(({ entry }) => entry.id === id));
  if (unknown !== undefined)
    throw new CommandError(`no model is called "${unknown}"; see them with surprisal models list`);
  const chosen = installed.filter(({ entry }) => ids.length === 0 || ids.some((id) => belongsTo(entry, id)));
  if (chosen.length === 0) throw new CommandError('there are no models; install the program anew');
  const results = [];
  for (const model of chosen) results.push({ ...model, result: await verifyModel(model.folder, model.entry) });
  const records = results.map(({ entry, source, result }) => ({ id: entry.id, file: entry.file, source, result }));
  writeRecords(records, options, () =>
    formatTable([['id', 'file', 'result'], ...records.map(({ id, file, result }) => [id, file, result])]),
  );
  const wrong = results.filter(({ result }) => result !== 'ok');
  for (const { entry, source, result } of wrong) printMessage(`${entry.id}: ${result}; ${advice[source]}`);
  return wrong.length > 0 ? exitCodes.findings : exitCodes.nothingFound;
};
