import { join } from 'node:path';
import { answer } from '../../answering/answer';
import type { WritingModel } from '../../answering/ports';
import { defaultAskSettings } from '../../configuration/askSettings';
import type { InferenceClient } from '../../inference/client';
import type { Embedder } from '../../lm/embedder';
import type { AllowedFolders } from '../../mcp/allowedFolders';
import type { AskInput, AskOutput } from '../../mcp/askTool';
import type { ToolRun } from '../../mcp/tool';
import { candidateKey, fusedAnswers, fusedCandidates } from '../../search/query/fusedAnswers';
import type { FoundPassages } from '../../search/query/passageFinder';
import { plainQuery } from '../../search/query/plainQuery';
import { answerRecord } from '../ask/answerRecord';
import { CommandError } from '../commandError';
import { searchedFilter } from '../search/searchedFilter';
import type { FolderIndexes } from './folderIndexes';
import type { SharedModels } from './sharedModels';

/** Nobody types on meanwhile, so passages are judged on slow machines too. */
const judgeWithinMs = 30_000;

export interface AskParts {
  readonly models: SharedModels;
  readonly folders: AllowedFolders;
  readonly indexes: FolderIndexes;
  /** A larger model that writes in place of ours. */
  readonly endpoint: WritingModel | undefined;
}

/** Answers questions from folders as `surprisal ask` does. */
export const askFolders =
  (parts: AskParts) =>
  async (input: AskInput, run: ToolRun): Promise<AskOutput> => {
    const { question, generate } = input;
    if (question.trim() === '') throw new CommandError('the question is empty');
    const embedder = await parts.models.embedder();
    const neural = await parts.models.neural();
    const modelMissing = await problemOf(neural, run);
    const ready = modelMissing === undefined ? neural : undefined;
    const settings = { ...defaultAskSettings, generate };
    const ports = {
      search: searchIn(parts, input, embedder, run),
      embedder,
      judge: ready,
      writer: parts.endpoint ?? ready,
      modelMissing,
    };
    let written = '';
    const answered = await answer(question, ports, settings, {
      signal: run.signal,
      judgeWithinMs,
      onEvent: (event) => {
        if (event.type !== 'text') return;
        written += event.text;
        run.tell(written);
      },
    });
    const { extracts, ...record } = answerRecord(answered, false);
    return {
      ...record,
      extracts: extracts.map((one, index) => ({ directory: answered.extracts[index]!.passage.directory, ...one })),
    };
  };

const searchIn =
  (
    { folders, indexes, models }: AskParts,
    { directory, paths, languages }: AskInput,
    embedder: Embedder | undefined,
    run: ToolRun,
  ) =>
  async (question: string, limit: number) => {
    const searched = folders.searched(directory);
    const filter = searchedFilter({ ...(paths && { path: paths }), ...(languages && { language: languages }) });
    const answers: FoundPassages[] = [];
    for (const folder of searched) {
      const { answer: found } = await indexes.ask(
        folder,
        embedder,
        (service) => service.search(plainQuery(question), { mode: 'hybrid', limit, filter }, run.signal),
        run,
      );
      answers.push(found);
    }
    const candidates = fusedCandidates(answers);
    const vectorsMissing = models.wantsVectors ? answers.find((one) => one.vectorsMissing)?.vectorsMissing : undefined;
    return {
      hits: fusedAnswers(answers)
        .map(({ hit, from }) => ({ ...hit, key: candidateKey(from, hit), directory: searched[from]!.named }))
        // An index holds what its links lead to.
        .filter(({ directory: folder, path }) => folders.holds(join(folder, path)))
        .slice(0, limit),
      ...(candidates !== undefined && { candidates }),
      ...(vectorsMissing !== undefined && { vectorsMissing: `ranked by terms alone: ${vectorsMissing}` }),
    };
  };

/** Why the neural model cannot answer; it is loaded otherwise. @throws the signal's reason */
const problemOf = async (neural: InferenceClient, { signal }: ToolRun): Promise<string | undefined> => {
  try {
    await neural.load({ signal });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'UnavailableError')) throw error;
    return `without the neural model: ${error.message}`;
  }
};
