import { answer } from '../../answering/answer';
import type { Answer } from '../../answering/answered';
import type { InferenceClient } from '../../inference/client';
import { plainQuery } from '../../search/query/plainQuery';
import type { SearchService } from '../../search/searchService';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { openChosenEmbedder } from '../embedder';
import { openEndpointOption } from '../endpointOptions';
import { asIndexError } from '../index/place';
import { Progress } from '../progress';
import { wantsColours } from '../report/style';
import { bringUpToDate } from '../search/bringUpToDate';
import { openSearched } from '../search/openSearched';
import { searchedFilter } from '../search/searchedFilter';
import { answerMarkdown } from './answerMarkdown';
import { answerRecord } from './answerRecord';
import { answerText } from './answerText';
import type { AskCommandOptions } from './options';
import { askSettingsOf } from './settings';

/** Nobody types on meanwhile, so passages are judged on slow machines too. */
const judgeWithinMs = 30_000;

/** Runs `surprisal ask`; the exit code comes back. */
export const runAsk = async (question: string, directory: string, options: AskCommandOptions): Promise<number> => {
  if (question.trim() === '') throw new CommandError('the question is empty');
  const settings = askSettingsOf(options);
  const endpoint = await openEndpointOption(options);
  const embedder = await openChosenEmbedder(options.embeddingModel);
  const service = await openSearched({ ...options, dir: directory }, embedder);
  const model = settings.generate || settings.rerank ? await startedModel(options.model) : undefined;
  const progress = new Progress();
  try {
    if (options.update && options.store === undefined) await bringUpToDate(service, { embedsFirst: true });
    const modelMissing = await model?.missing;
    const ready = modelMissing === undefined ? model?.client : undefined;
    let written = '';
    const ports = {
      search: searchIn(service, options),
      embedder,
      judge: ready,
      writer: endpoint ?? ready,
      modelMissing,
    };
    const answered = await answer(question, ports, settings, {
      judgeWithinMs,
      onEvent: (event) => {
        if (event.type !== 'text') return;
        written += event.text;
        progress.show(written.replaceAll('\n', ' '));
      },
    });
    progress.clear();
    for (const note of answered.notes) printMessage(note);
    print(question, answered, options);
    return answered.refused ? exitCodes.findings : exitCodes.nothingFound;
  } catch (error) {
    return asIndexError(error);
  } finally {
    progress.clear();
    await service.close();
    embedder?.dispose();
    model?.client.dispose();
  }
};

const searchIn = (service: SearchService, options: AskCommandOptions) => {
  const filter = searchedFilter(options);
  return async (question: string, limit: number, signal?: AbortSignal) => {
    const query = plainQuery(question);
    const { vectorsMissing, ...found } = await service.search(query, { mode: 'hybrid', limit, filter }, signal);
    // Whoever wants none knows.
    if (vectorsMissing === undefined || options.embeddingModel === 'none') return found;
    return { ...found, vectorsMissing: `ranked by terms alone: ${vectorsMissing}` };
  };
};

/** The model, which is loaded while the folder is looked at, and why it cannot answer, if so. @throws CommandError where none has that name */
const startedModel = async (
  name: string,
): Promise<{ client: InferenceClient; missing: Promise<string | undefined> }> => {
  const { openCausalModel } = await import('../languageModel');
  const { model: client } = await openCausalModel(name);
  const missing = client.load().then(
    () => undefined,
    (error: Error) => {
      if (error.name === 'UnavailableError') return `without the neural model: ${error.message}`;
      throw error;
    },
  );
  // Whoever waits for it hears of a failure.
  missing.catch(() => {});
  return { client, missing };
};

const print = (question: string, answered: Answer, { format, showPrompt = false }: AskCommandOptions): void => {
  if (format === 'json' || format === 'jsonl')
    process.stdout.write(`${JSON.stringify(answerRecord(answered, showPrompt))}\n`);
  else if (format === 'markdown') process.stdout.write(answerMarkdown(question, answered, showPrompt));
  else
    process.stdout.write(
      answerText(answered, { showPrompt, coloured: wantsColours(), columns: process.stdout.columns || 100 }),
    );
};
