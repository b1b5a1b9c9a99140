import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { applyEdits, type JSONPath, modify, type ParseError, parse } from 'jsonc-parser';
import { writeAtomically } from '../platform/atomicWrite';
import { ConfigurationFiles, configurationFileName } from '../platform/configurationFiles';
import { type DecodedText, decodeText, encodeText } from '../platform/encoding';

const formattingOptions = { insertSpaces: true, tabSize: 2 };

interface TextFile extends DecodedText {
  readonly path: string;
}

/** @throws the system's error, or that of a text in no known encoding: it is not overwritten */
const readOr = (path: string, otherwise: string): TextFile =>
  existsSync(path)
    ? { path, ...decodeText(readFileSync(path)) }
    : { path, text: otherwise, encoding: 'utf-8', byteOrderMark: false };

const write = async (file: TextFile, text: string): Promise<void> => {
  await mkdir(dirname(file.path), { recursive: true });
  await writeAtomically(file.path, encodeText(text, file));
};

/** Makes a file with a first content where there is none. */
export const ensureFile = async (path: string, content: string): Promise<void> => {
  if (!existsSync(path)) await write(readOr(path, ''), content);
};

/** Appends a word to a word list unless it is there. @throws the system's error */
export const addWord = async (path: string, word: string): Promise<void> => {
  const file = readOr(path, '');
  const { text } = file;
  if (text.split(/\r?\n/).includes(word)) return;
  await write(file, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${word}\n`);
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

/** A configuration's file with its value. @throws what is to be told where it is no JSON object: an edit would damage it further */
const readConfiguration = (path: string): { readonly file: TextFile; readonly value: Record<string, unknown> } => {
  const file = readOr(path, '{}\n');
  const errors: ParseError[] = [];
  const value: unknown = parse(file.text, errors, { allowTrailingComma: true, allowEmptyContent: true }) ?? {};
  if (errors.length > 0 || typeof value !== 'object' || Array.isArray(value))
    throw new Error(l10n.t('{0} is no valid JSON object; correct it first.', path));
  return { file, value: value as Record<string, unknown> };
};

const edit = async (path: string, location: JSONPath, value: unknown, isArrayInsertion = false): Promise<void> => {
  const { file } = readConfiguration(path);
  const options = { formattingOptions, isArrayInsertion };
  await write(file, applyEdits(file.text, modify(file.text, location, value, options)));
};

/** Adds a word to a configuration's `words`; comments and layout of the file stay. @throws as the file's reading and writing do */
export const addProjectWord = async (path: string, word: string): Promise<void> => {
  const { words = [] } = readConfiguration(path).value;
  if (!Array.isArray(words)) throw new Error(l10n.t('"words" in {0} is no list; correct it first.', path));
  if (words.length === 0) await edit(path, ['words'], [word]);
  else if (!words.includes(word)) await edit(path, ['words', -1], word, true);
};

/** Switches a kind of finding off in a configuration. @throws as the file's reading and writing do */
export const turnKindOff = (path: string, kind: string): Promise<void> => edit(path, ['kinds', kind], 'off');
