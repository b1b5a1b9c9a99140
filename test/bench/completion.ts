import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateCompletion } from '../../server/src/cli/eval/completion';

const recentTexts = join(import.meta.dirname, 'recentTexts/node_modules/@google/gemini-cli/bundle/docs');

/** Keys saved by the list and by text behind the caret, on texts that the neural model may have read and on texts written since. */
export const benchCompletion = async (cleanProse: string | undefined, quick: boolean): Promise<string> => {
  const measured = async (folder: string, every: number): Promise<string> => {
    const { table } = await evaluateCompletion(folder, {
      format: 'text',
      dialect: 'en',
      operatingPoint: 'balanced',
      list: 0,
      inlineEvery: 40,
      every: quick ? every * 20 : every,
    });
    return `\`\`\`\n${table.trim()}\n\`\`\``;
  };
  const parts: string[] = [];
  if (cleanProse !== undefined)
    parts.push(
      'Clean prose (bars: list 40 %, behind the caret 12 %, first word right 55 %, an answer of the list 5 ms):',
      await measured(cleanProse, 1),
    );
  parts.push(
    existsSync(recentTexts)
      ? `Documentation first written in 2025, after the neural model was trained, one file in 3:\n\n${await measured(recentTexts, 3)}`
      : 'Texts written after the neural model was trained are not here: `npm run bench:peers` installs them.',
  );
  return parts.join('\n\n');
};
