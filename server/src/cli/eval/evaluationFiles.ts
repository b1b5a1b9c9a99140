import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemMessage } from '../../platform/documentFile';
import { CommandError } from '../commandError';

/** The text of a file. @throws CommandError */
export function readEvaluationFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(`${path}: ${systemMessage(error)}`);
  }
}

/** Parses a file's text; what is wrong with it is told with its name. @throws CommandError */
export function parseEvaluationFile<T>(path: string, parse: (source: string) => T): T {
  const source = readEvaluationFile(path);
  try {
    return parse(source);
  } catch (error) {
    throw new CommandError(`${path}: ${(error as Error).message}`);
  }
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
