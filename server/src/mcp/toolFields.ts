import * as z from 'zod';
import { ToolError } from './tool';

/** UTF-16 units. */
export const offset = z.number().int().min(0);

/** A line or a column. */
export const position = z.number().int().min(1).describe('From 1.');

export const pathInput = z
  .string()
  .min(1)
  .optional()
  .describe('A file in one of the directories that this server may read: absolute, or relative to one of them.');

export const languageInput = z
  .string()
  .optional()
  .describe(
    "What kind of text it is, by VS Code's identifiers: markdown, latex, html, git-commit, python... A file's name tells it; a text is plaintext unless this says otherwise.",
  );

/** @throws ToolError unless one of the fields is given, and no other */
export const onlyOne = (fields: Readonly<Record<string, unknown>>): void => {
  const given = Object.values(fields).filter((value) => value !== undefined);
  if (given.length !== 1) throw new ToolError(`give one of ${Object.keys(fields).join(' and ')}, and not both`);
};
