import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { applyEdits, type JSONPath, modify, parse } from 'jsonc-parser';
import { writeAtomically } from '../platform/atomicWrite';
import { ConfigurationFiles, configurationFileName } from '../platform/configurationFiles';

const formattingOptions = { insertSpaces: true, tabSize: 2 };

const readOr = (path: string, otherwise: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : otherwise);

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeAtomically(path, text);
};

/** Makes a file with a first content where there is none. */
export const ensureFile = async (path: string, content: string): Promise<void> => {
  if (!existsSync(path)) await write(path, content);
};

/** Appends a word to a word list unless it is there. @throws the system's error */
export const addWord = async (path: string, word: string): Promise<void> => {
  const text = readOr(path, '');
  if (text.split(/\r?\n/).includes(word)) return;
  await write(path, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${word}\n`);
};

/** The configuration that holds for a folder's documents, or where one is to be made: at the root of the workspace folder. */
export const configurationPath = (folder: string, root: string): string => {
  try {
    return new ConfigurationFiles().for(folder)?.path ?? join(root, configurationFileName);
  } catch {
    // It is at fault, yet it is the one.
    let directory = folder;
    while (!existsSync(join(directory, configurationFileName)) && dirname(directory) !== directory)
      directory = dirname(directory);
    return join(directory, configurationFileName);
  }
};

const edit = async (path: string, location: JSONPath, value: unknown, isArrayInsertion = false): Promise<void> => {
  const text = readOr(path, '{}\n');
  const options = { formattingOptions, isArrayInsertion };
  await write(path, applyEdits(text, modify(text, location, value, options)));
};

/** Adds a word to a configuration's `words`; comments and layout of the file stay. @throws the system's error */
export const addProjectWord = async (path: string, word: string): Promise<void> => {
  const { words } = (parse(readOr(path, '{}')) ?? {}) as { words?: unknown };
  if (!Array.isArray(words)) await edit(path, ['words'], [word]);
  else if (!words.includes(word)) await edit(path, ['words', -1], word, true);
};

/** Switches a kind of finding off in a configuration. @throws the system's error */
export const turnKindOff = (path: string, kind: string): Promise<void> => edit(path, ['kinds', kind], 'off');
