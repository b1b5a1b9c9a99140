import { DocumentFileError, readDocumentFile, readStandardInput } from '../platform/documentFile';
import type { DecodedText } from '../platform/encoding';
import { readTextLines } from '../platform/textLines';
import { CommandError } from './commandError';

/** The argument that stands for standard input. */
export const standardInput = '-';

/**
 * The text of a file, or of standard input.
 * @throws DocumentFileError
 */
export const readInputText = (name: string, maxBytes: number): DecodedText =>
  name === standardInput ? readStandardInput(maxBytes) : readDocumentFile(name, maxBytes);

/** What messages call an argument. */
export const inputName = (name: string): string => (name === standardInput ? 'standard input' : name);

/**
 * The lines of a file, or of standard input, however large it is.
 * @throws CommandError that names it, where it is no text
 */
export function* linesOf(name: string): Generator<string> {
  try {
    yield* readTextLines(name === standardInput ? 0 : name);
  } catch (error) {
    if (error instanceof DocumentFileError) throw new CommandError(`${inputName(name)}: ${error.message}`);
    throw error;
  }
}
