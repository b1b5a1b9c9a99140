import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Dictionary } from '../lexicon/dictionary';
import { displayPath } from './configurationFiles';
import { DocumentFileError, readDocumentFile } from './documentFile';
import { userDataFolder } from './userFolders';

/** Word lists are read whole. */
const maxDictionaryBytes = 50_000_000;

/** A word list that cannot be read; the message is one line. */
export class WordListError extends Error {
  override readonly name = 'WordListError';
}

const parsed = new Map<string, Dictionary>();

/** This user's own word list: one word a line. */
export const userDictionaryPath = (): string => join(userDataFolder(), 'words.txt');

/** The same, where there is one. */
export const userDictionaries = (): readonly string[] => [userDictionaryPath()].filter(existsSync);

const readDictionary = (path: string): Dictionary => {
  let dictionary = parsed.get(path);
  if (dictionary === undefined) {
    try {
      dictionary = Dictionary.parse(readDocumentFile(path, maxDictionaryBytes).text);
    } catch (error) {
      if (error instanceof DocumentFileError) throw new WordListError(`${displayPath(path)}: ${error.message}`);
      throw error;
    }
    parsed.set(path, dictionary);
  }
  return dictionary;
};

/** These lists are read again when they are next asked for: somebody may have written to them. */
export const forgetDictionaries = (paths: readonly string[]): void => {
  for (const path of paths) parsed.delete(path);
};

/**
 * Merges words, with or without the marks of word lists, and the word lists at `paths`; each list is read once, until it is forgotten.
 * @throws WordListError
 */
export const loadDictionary = (words: readonly string[], paths: readonly string[]): Dictionary => {
  const own = Dictionary.of(words);
  return paths.length === 0 ? own : Dictionary.merge([...paths.map(readDictionary), own]);
};
