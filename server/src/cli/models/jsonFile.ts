import { readFileSync } from 'node:fs';
import { systemMessage } from '../../platform/documentFile';
import { CommandError } from '../commandError';

/** A file of a model's folder. @throws CommandError that names it */
export const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CommandError(
      `${path}: ${error instanceof SyntaxError ? 'not valid JSON; it may be cut short' : systemMessage(error)}`,
    );
  }
};
