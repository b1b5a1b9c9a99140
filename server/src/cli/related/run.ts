import { relative, resolve } from 'node:path';
import { RepositoryError } from '../../platform/git';
import { mostFilesOfCommit } from '../../search/related/historyBaskets';
import type { HistoryModel } from '../../search/related/historyModel';
import { openHistoryModel } from '../../search/related/openHistoryModel';
import { CommandError, exitCodes } from '../commandError';
import { printable, printMessage } from '../console';
import { counted } from '../counted';
import { indexFolder } from '../index/place';
import { Progress } from '../progress';
import { paletteFor, wantsColours } from '../report/style';
import { alikeFiles } from './alikeFiles';
import type { RelatedCommandOptions } from './options';
import { type FoundFile, reasonText, relatedRecord } from './relatedRecord';
import { type RepositoryFile, repositoryFile } from './repositoryFile';

/** Runs `surprisal related`; the exit code comes back. */
export const runRelated = async (file: string, options: RelatedCommandOptions): Promise<number> => {
  const asked = await repositoryFile(file);
  const model = await learnt(asked, options);
  const commits = model.commitsOf(asked.path);
  if (commits === 0 && !asked.exists)
    throw new CommandError(`${file}: there is no such file, and no commit has changed it`);
  const found = commits === 0 ? await byText(file, asked, options) : model.related(asked.path, options.limit);
  if (commits > 0 && found.length === 0) printMessage(nothingTogether(file, commits));
  print(found, asked.head.root, options);
  return found.length === 0 ? exitCodes.findings : exitCodes.nothingFound;
};

const learnt = async ({ head }: RepositoryFile, { history, index }: RelatedCommandOptions): Promise<HistoryModel> => {
  const progress = new Progress();
  try {
    const model = await openHistoryModel(head, {
      folder: indexFolder(head.root, index),
      commits: history,
      onProgress: (done) => progress.show(`learning from the history: ${Math.floor(100 * done)} %`),
    });
    progress.clear();
    const { isShallow, commits } = model.facts;
    if (isShallow)
      printMessage(
        `the clone is shallow and has ${counted(commits, 'commit')}; git fetch --unshallow brings the others`,
      );
    return model;
  } catch (error) {
    if (error instanceof RepositoryError) throw new CommandError(error.message, { cause: error });
    throw error;
  } finally {
    progress.clear();
  }
};

/** Of a file that no commit has. */
const byText = async (
  file: string,
  { head: { root }, path }: RepositoryFile,
  { index, embeddingModel, limit }: RelatedCommandOptions,
): Promise<readonly FoundFile[]> => {
  const found = await alikeFiles({ root, path, index: indexFolder(root, index), embeddingModel, limit });
  const news = `no commit of at most ${mostFilesOfCommit} files has changed ${file} yet`;
  if (found === undefined)
    printMessage(`${news}, and by its text it cannot be compared; surprisal index makes that possible`);
  else printMessage(`${news}; compared by its text`);
  return found ?? [];
};

const nothingTogether = (file: string, commits: number): string =>
  `${file} was changed in ${counted(commits, 'commit')}, always alone or together with files that are gone`;

const print = (found: readonly FoundFile[], root: string, { format }: RelatedCommandOptions): void => {
  if (format === 'json') process.stdout.write(`${JSON.stringify(found.map(relatedRecord))}\n`);
  else if (format === 'jsonl')
    for (const file of found) process.stdout.write(`${JSON.stringify(relatedRecord(file))}\n`);
  else {
    const palette = paletteFor(wantsColours());
    const shown = (path: string) => printable(relative(process.cwd(), resolve(root, path)));
    for (const file of found)
      process.stdout.write(`${palette.path(shown(file.path))} ${palette.dim(printable(reasonText(file, shown)))}\n`);
  }
};
