import { setImmediate } from 'node:timers/promises';
import type { LanguageModel } from '../../lm/languageModel';
import type { AllowedFolders } from '../../mcp/allowedFolders';
import type { ScoreInput, ScoreOutput } from '../../mcp/scoreTool';
import type { ToolRun } from '../../mcp/tool';
import { refuseWithoutProse } from '../languageOption';
import { documentRecord, lineRecord, totalsRecord } from '../score/records';
import { scoreDocument } from '../score/scoredDocument';
import { totalsOf } from '../score/totals';
import { readAllowed } from './readAllowed';
import type { SharedModels } from './sharedModels';

/** Scores texts or a file as `surprisal score` does. */
export const scoreTexts =
  (models: SharedModels, folders: AllowedFolders) =>
  async (input: ScoreInput, run: ToolRun): Promise<ScoreOutput> => {
    if (input.language !== undefined) refuseWithoutProse(input.language);
    const model = await models.scorer(input.model);
    return input.texts === undefined
      ? scoreFile(model, input, folders, run)
      : scoreEach(model, input.texts, input.tokens, run);
  };

const scoreFile = async (
  model: LanguageModel,
  { path, language, tokens }: ScoreInput,
  folders: AllowedFolders,
  { signal, tell }: ToolRun,
): Promise<ScoreOutput> => {
  const source = readAllowed(path, '', language, folders);
  let scored = 0;
  const { languageId } = source;
  const document = await scoreDocument(model, path!, source, {
    languageId,
    byLine: false,
    rank: tokens,
    onScored: async ({ length }) => {
      scored += length;
      tell(`${scored} sentences scored`);
      await setImmediate();
      signal.throwIfAborted();
    },
  });
  const { model: id, sentences: scores, path: _, ...total } = documentRecord(document, tokens);
  return { model: id, scores, total };
};

/** Texts that are scored at once. */
const batch = 32;

const scoreEach = async (
  model: LanguageModel,
  texts: readonly string[],
  withTokens: boolean,
  { signal, tell }: ToolRun,
): Promise<ScoreOutput> => {
  const scored = [];
  for (let from = 0; from < texts.length; from += batch) {
    const part = texts.slice(from, from + batch);
    const scores = await model.score(part, { rank: withTokens });
    for (const [index, score] of scores.entries()) scored.push({ text: part[index]!, score });
    tell(`${scored.length} of ${texts.length} texts scored`);
    await setImmediate();
    signal.throwIfAborted();
  }
  return {
    model: model.id,
    scores: scored.map((one) => lineRecord(one, withTokens)),
    total: totalsRecord(totalsOf(scored.map(({ score }) => score))),
  };
};
