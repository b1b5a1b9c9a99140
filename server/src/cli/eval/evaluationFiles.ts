import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentFileError, readDocumentFile, systemMessage } from '../../platform/documentFile';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';

/** Evaluation files are held in memory whole. */
const maxBytes = 500_000_000;

const readText = (path: string): string => {
  try {
    return readDocumentFile(path, maxBytes).text;
  } catch (error) {
    if (!(error instanceof DocumentFileError)) throw error;
    // There is no option that would raise this limit.
    const reason = error.problem === 'tooLarge' ? 'is over the limit of 500 MB; part it' : error.message;
    throw new CommandError(`${path}: ${reason}`);
  }
};

/**
 * Parses a file's text; what is wrong with it is told with its name.
 * @param wanted What the file is to hold, e.g. `lines "misspelling<TAB>intended"`.
 * @throws CommandError also where it holds nothing of it
 */
export function parseEvaluationFile<T>(path: string, parse: (source: string) => readonly T[], wanted: string): T[] {
  const source = readText(path);
  let items: readonly T[];
  try {
    items = parse(source);
  } catch (error) {
    throw new CommandError(`${path}: ${(error as Error).message}`);
  }
  if (items.length === 0) throw new CommandError(`${path}: nothing to evaluate; it should hold ${wanted}`);
  return [...items];
}

export interface EvaluationText {
  readonly path: string;
  readonly text: string;
}

/**
 * The texts of a folder, or of one file. In a folder what cannot be read is named and left out; the command then ends with code 2,
 * as its figures are not those of the whole.
 * @throws CommandError where no text is left
 */
export function* evaluationTexts(path: string, accepts: (name: string) => boolean): Generator<EvaluationText> {
  let any = false;
  for (const file of evaluationFiles(path, accepts)) {
    let text: string;
    try {
      text = readText(file);
    } catch (error) {
      if (!(error instanceof CommandError) || file === path) throw error;
      printMessage(`left out ${error.message}`);
      process.exitCode = exitCodes.error;
      continue;
    }
    any = true;
    yield { path: file, text };
  }
  if (!any) throw new CommandError(`${path}: no file there can be read as text`);
}

/** Files below a folder, or the file itself, ascending by path. @throws CommandError when there are none. */
export function evaluationFiles(path: string, accepts: (name: string) => boolean): string[] {
  let files: string[];
  try {
    files = statSync(path).isDirectory()
      ? readdirSync(path, { withFileTypes: true, recursive: true })
          .filter((entry) => entry.isFile() && accepts(entry.name))
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [path];
  } catch (error) {
    throw new CommandError(`${path}: ${systemMessage(error)}`);
  }
  if (files.length === 0) throw new CommandError(`${path}: no file of the wanted kind lies there`);
  return files;
}
