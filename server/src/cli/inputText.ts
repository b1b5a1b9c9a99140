import { readDocumentFile, readStandardInput } from '../platform/documentFile';
import type { DecodedText } from '../platform/encoding';

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
