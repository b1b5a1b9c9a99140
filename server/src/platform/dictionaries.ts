import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WordSet } from '../lexicon/wordSet';
import { userDataFolder } from './userFolders';

/** This user's own word list, where there is one. */
export const userDictionaries = (): readonly string[] => [join(userDataFolder(), 'words.txt')].filter(existsSync);

export const loadDictionary = (words: readonly string[], _paths: readonly string[]): WordSet => new Set(words);
