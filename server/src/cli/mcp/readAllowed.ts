import type { AllowedFolders } from '../../mcp/allowedFolders';
import { DocumentFileError, defaultMaxBytes, formatBytes, readDocumentFile } from '../../platform/documentFile';
import { languageOf } from '../../text/markup/languageOf';
import { CommandError } from '../commandError';

export interface ReadText {
  readonly text: string;
  readonly languageId: string;
  /** Of a file: absolute, symbolic links followed. */
  readonly path?: string;
}

/**
 * The text of a file that may be read, or the text itself where no path is given.
 * @throws CommandError, ToolError
 */
export const readAllowed = (
  path: string | undefined,
  text: string,
  language: string | undefined,
  folders: AllowedFolders,
): ReadText => {
  if (path === undefined) {
    if (text.length > defaultMaxBytes)
      throw new CommandError(`the text has over ${formatBytes(defaultMaxBytes)}; give less at a time`);
    return { text, languageId: language ?? 'plaintext' };
  }
  const real = folders.file(path);
  try {
    const decoded = readDocumentFile(real, defaultMaxBytes);
    const languageId = language ?? languageOf(real, /^.*/.exec(decoded.text)?.[0]) ?? 'plaintext';
    return { text: decoded.text, languageId, path: real };
  } catch (error) {
    if (error instanceof DocumentFileError) throw new CommandError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
};
