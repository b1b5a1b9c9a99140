import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AllowedFolders } from '../../mcp/allowedFolders';
import type { CheckInput, CheckOutput } from '../../mcp/checkTool';
import type { ToolRun } from '../../mcp/tool';
import { ConfigurationFiles } from '../../platform/configurationFiles';
import { userDictionaries } from '../../platform/dictionaries';
import { checkFile, type FileToCheck } from '../check/fileCheck';
import { Judges } from '../check/judges';
import { type DocumentSettings, SettingsSource } from '../check/settingsSource';
import { CommandError } from '../commandError';
import { refuseWithoutProse } from '../languageOption';
import { documentRecord } from '../report/json';
import { readAllowed } from './readAllowed';
import type { SharedModels } from './sharedModels';

/** What a text is called that is no file: it has the settings that hold in its folder. */
const textName = 'text';

/** Proofreads a text or a file as `surprisal check` does. */
export const checkTexts =
  (models: SharedModels, folders: AllowedFolders) =>
  async (input: CheckInput, { tell, signal }: ToolRun): Promise<CheckOutput> => {
    const { language, model } = input;
    if (language !== undefined) refuseWithoutProse(language);
    const notes: string[] = [];
    const file = fileToCheck(input, folders);
    const judges = await Judges.named(model, { tell: (note) => notes.push(note) }, await models.checks());
    const analyze = await judges.analysis(file, tell, signal);
    for await (const { document } of checkFile(analyze, file)) {
      const { path, ...record } = documentRecord(document);
      return { ...(input.path !== undefined && { path }), ...record, notes };
    }
    throw new Error('a document has no findings, not even none');
  };

const fileToCheck = (input: CheckInput, folders: AllowedFolders): FileToCheck => {
  const { path, language } = input;
  const read = readAllowed(path, input.text ?? '', language, folders);
  const place = read.path ?? join(folders.all[0]?.real ?? process.cwd(), textName);
  return {
    uri: pathToFileURL(place).href,
    name: path ?? textName,
    text: read.text,
    languageId: read.languageId,
    settings: settingsFor(place, input, folders),
    byLine: false,
    changed: 'all',
  };
};

/** Read anew each time: a configuration may have changed since. @throws CommandError */
const settingsFor = (
  place: string,
  { dialect, operatingPoint }: CheckInput,
  folders: AllowedFolders,
): DocumentSettings => {
  // Where no folder may be read, no configuration may either.
  const files = new ConfigurationFiles(folders.all.length === 0 ? null : undefined);
  const problems: string[] = [];
  const source = new SettingsSource(files, { dialect, operatingPoint }, userDictionaries(), (problem) =>
    problems.push(problem),
  );
  const settings = source.for(place);
  if (settings === undefined) throw new CommandError(problems[0] ?? 'its configuration has errors');
  return settings;
};
