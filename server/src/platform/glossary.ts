import { displayPath } from './configurationFiles';
import { WordListError } from './dictionaries';
import { DocumentFileError, readDocumentFile } from './documentFile';

const maxGlossaryBytes = 1_000_000;

/**
 * Words that completions may use: one a line, `#` begins a comment.
 * @throws WordListError when the file cannot be read or holds none
 */
export const readGlossary = (path: string): readonly string[] => {
  try {
    const lines = readDocumentFile(path, maxGlossaryBytes).text.split(/\r?\n/);
    const words = lines.map((line) => line.replace(/(^|\s)#.*/, '').trim()).filter((line) => line !== '');
    if (words.length === 0) throw new WordListError(`${displayPath(path)}: no words; write one a line`);
    return words;
  } catch (error) {
    if (error instanceof DocumentFileError) throw new WordListError(`${displayPath(path)}: ${error.message}`);
    throw error;
  }
};
