import { hasProse } from '../text/markup/maskDocument';
import { CommandError } from './commandError';

/** What `--language` may not name. @throws CommandError */
export const refuseWithoutProse = (languageId: string): void => {
  if (hasProse(languageId)) return;
  throw new CommandError(
    `no prose is looked for in "${languageId}"; name a language as VS Code does, e.g. markdown, latex, python, plaintext`,
  );
};
