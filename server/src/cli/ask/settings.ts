import { readFileSync } from 'node:fs';
import { type AskSettings, askFieldProblem, askFields, defaultAskSettings } from '../../configuration/askSettings';
import { systemMessage } from '../../platform/documentFile';
import { CommandError } from '../commandError';
import type { AskCommandOptions } from './options';

/** How the command's options have questions answered. @throws CommandError */
export const askSettingsOf = ({ template, dropUnsupported, ...options }: AskCommandOptions): AskSettings => {
  const { generate, rerank, extracts, passages, promptTokens, maxTokens, temperature } = options;
  const settings: AskSettings = {
    ...{ generate, rerank, extracts, passages, promptTokens, maxTokens, temperature },
    template: template === undefined ? defaultAskSettings.template : templateIn(template),
    unsupported: dropUnsupported ? 'drop' : defaultAskSettings.unsupported,
  };
  for (const name of askFields) {
    const problem = askFieldProblem(name, settings[name]);
    if (problem !== undefined) throw new CommandError(`${name === 'template' ? template : optionOf(name)}: ${problem}`);
  }
  return settings;
};

const optionOf = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;

/** Without the line end of its last line. */
const templateIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new CommandError(`${file}: ${systemMessage(error)}`, { cause: error });
  }
};
