import { templatePattern } from '../../completion/template';
import type { ConstraintOptions } from '../../lm/languageModel';
import { CommandError } from '../commandError';
import { linesOf } from '../inputText';
import type { CompleteOptions } from './options';

/**
 * What the text may consist of.
 * @throws CommandError where a vocabulary cannot be read, or options exclude each other
 */
export const constraintsOf = ({
  vocabulary,
  pattern,
  alternatives,
  constraint,
  ban,
}: CompleteOptions): ConstraintOptions => {
  const given = Object.entries({ vocabulary, pattern, alternatives, constraint }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1)
    throw new CommandError(`${given.map(([name]) => `--${name}`).join(' and ')} exclude each other; give one of them`);
  return {
    ...(vocabulary !== undefined && { vocabulary: wordsOf(vocabulary) }),
    ...(pattern !== undefined && { pattern }),
    ...(constraint !== undefined && { pattern: templatePattern(constraint) }),
    ...(alternatives !== undefined && { alternatives }),
    ...(ban !== undefined && { bannedWords: ban }),
  };
};

/** One word a line; `#` begins a comment. */
const wordsOf = (file: string): readonly string[] => {
  const words = [...linesOf(file)].map((line) => line.replace(/(^|\s)#.*/, '').trim()).filter((line) => line !== '');
  if (words.length === 0) throw new CommandError(`${file}: no words; write one a line`);
  return words;
};
