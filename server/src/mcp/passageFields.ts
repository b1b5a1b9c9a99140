import * as z from 'zod';
import { offset, position } from './toolFields';

// Fields of the tools that look for passages: where they look, and where what they found stands.

export const directoryInput = z
  .string()
  .optional()
  .describe('One of the directories that this server may read; all of them unless it is given.');

export const pathsInput = z
  .array(z.string().min(1))
  .optional()
  .describe('Globs, relative to the directory: only files that match one; with ! before it, no file that matches.');

export const languagesInput = z
  .array(z.string().min(1))
  .optional()
  .describe("Only files of these languages, by VS Code's identifiers.");

/** Where something found stands. */
export const passagePlace = {
  directory: z.string().describe('The one it lies in, absolute.'),
  path: z.string().describe('Relative to the directory, with slashes.'),
  start: offset.describe("UTF-16 units from the file's beginning."),
  end: offset.describe('Exclusive.'),
  startLine: position,
  endLine: position,
};

export const notes = z.array(z.string()).describe('What was left out and why.');
