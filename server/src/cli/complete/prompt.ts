import { DocumentFileError } from '../../platform/documentFile';
import { CommandError } from '../commandError';
import { inputName, readInputText, standardInput } from '../inputText';
import type { CompleteOptions, LinePosition } from './options';

/**
 * The text to continue.
 * @throws CommandError
 */
export const promptOf = (file: string | undefined, { prompt, at, maxFileSize }: CompleteOptions): string => {
  if (file !== undefined && prompt !== undefined) throw new CommandError('give a file or --prompt, not both');
  if (prompt !== undefined && prompt !== standardInput) {
    if (at !== undefined) throw new CommandError('--at is a place in a file; name the file instead of --prompt');
    return prompt;
  }
  if (file === undefined && prompt === undefined && process.stdin.isTTY)
    throw new CommandError('there is nothing to continue; give --prompt TEXT, a file, or text on standard input');
  const name = file ?? standardInput;
  const text = readText(name, maxFileSize);
  if (at !== undefined) return textBefore(text, at, inputName(name));
  // Commands end what they print with a line end that is not meant.
  return name === standardInput ? text.replace(/\r?\n$/, '') : text;
};

const readText = (name: string, maxBytes: number): string => {
  try {
    return readInputText(name, maxBytes).text;
  } catch (error) {
    if (error instanceof DocumentFileError) throw new CommandError(`${inputName(name)}: ${error.message}`);
    throw error;
  }
};

const textBefore = (text: string, { line, column }: LinePosition, name: string): string => {
  let start = 0;
  for (let before = 1; before < line; before++) {
    const end = text.indexOf('\n', start);
    if (end < 0) throw new CommandError(`${name}: has ${before} lines; there is no line ${line}`);
    start = end + 1;
  }
  const [content = ''] = /^[^\r\n]*/.exec(text.slice(start)) ?? [];
  if (column > content.length + 1)
    throw new CommandError(`${name}: line ${line} ends at column ${content.length + 1}; there is no column ${column}`);
  return text.slice(0, start + column - 1);
};
