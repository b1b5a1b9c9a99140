import * as l10n from '@vscode/l10n';
import type { Answer, AnswerEvent, AskedPassage, Extract } from '../../answering/answered';
import type { AnswerPorts } from '../../answering/ports';
import type { AskSettings } from '../../configuration/askSettings';
import type { InferenceClient } from '../../inference/client';
import type { Embedder } from '../../lm/embedder';
import { plainQueryText } from '../../search/query/plainQueryText';
import type { AnswerExtract, AnswerPart, AskResult } from '../../shared/askProtocol';
import type { SearchHitItem } from '../../shared/searchProtocol';
import { rangeWithin } from '../search/hitItem';
import { readinessOf } from '../search/indexStatus';
import type { FoundAnswer, WorkspaceSearch } from '../search/workspaceSearch';
import type { EndpointWriter } from './endpointWriter';

/** What a question is answered with. */
export interface AskParts {
  readonly search: Pick<WorkspaceSearch, 'find'>;
  readonly embedder: Embedder | undefined;
  /** Judges and writes; without one answers are extracts alone. */
  readonly model: InferenceClient | undefined;
  /** A larger model that writes in its place. */
  readonly endpoint: EndpointWriter;
  readonly settings: AskSettings;
}

/** A model that is not there yet is waited for: whoever asks waits for its text anyway. */
const judgedWithinColdMs = 5000;

/** A passage with what the client gets of it. */
interface LocatedPassage extends AskedPassage {
  readonly item: SearchHitItem;
}

/**
 * Answers a question from all folders of the workspace, and from the store beside them, ranked as a search ranks them.
 * @param onPart hears of each part as soon as it is there
 * @throws the signal's reason
 */
export const askWorkspace = async (
  question: string,
  { search, embedder, model, endpoint, settings }: AskParts,
  onPart: (part: AnswerPart) => void,
  signal: AbortSignal,
): Promise<AskResult> => {
  let found: FoundAnswer | undefined;
  const ports: AnswerPorts<LocatedPassage> = {
    search: async (asked, limit, until = signal) => {
      const query = plainQueryText(asked);
      found = await search.find({ limit, signal: until }, (index, ended) =>
        index.search(query, { mode: 'hybrid', limit }, ended),
      );
      const { hits, candidates, readiness } = found;
      return {
        hits: hits.map(({ found: hit, ...item }) => ({ ...hit, item })),
        ...(candidates !== undefined && { candidates }),
        ...(readiness.vectorsMissing !== undefined && { vectorsMissing: readiness.vectorsMissing }),
      };
    },
    embedder,
    judge: model,
    writer: endpoint.writer ?? model,
    modelMissing: model === undefined ? l10n.t('The neural model is off, or cannot run here.') : undefined,
  };
  // Most sessions ask nothing.
  const { answer } = await import('../../answering/answer');
  try {
    const answered = await answer(question, ports, settings, {
      signal,
      onEvent: (event) => tell(event, onPart),
      ...(model !== undefined && model.state.state !== 'loaded' && { judgeWithinMs: judgedWithinColdMs }),
    });
    return found?.problem === undefined
      ? { ...resultOf(withNote(answered, endpoint.problem)), ...sharesOf(found) }
      : { ...nothing, problem: found.problem, ...sharesOf(found) };
  } catch (error) {
    // By its name, since it may come from another thread.
    if (!(error instanceof Error) || error.name !== 'QueryError') throw error;
    return { ...nothing, problem: error.message, ...sharesOf(found) };
  }
};

const withNote = (answered: Answer<LocatedPassage>, note: string | undefined): Answer<LocatedPassage> =>
  note === undefined ? answered : { ...answered, notes: [note, ...answered.notes] };

const nothing = { extracts: [], refused: false, confidence: 0, notes: [] };

const sharesOf = (found: FoundAnswer | undefined): Pick<AskResult, 'readiness' | 'store'> => ({
  readiness: found?.readiness ?? readinessOf([], []),
  ...(found?.store !== undefined && { store: found.store }),
});

const tell = (event: AnswerEvent<LocatedPassage>, onPart: (part: AnswerPart) => void): void => {
  switch (event.type) {
    case 'extracts':
      onPart({ kind: 'extracts', extracts: event.extracts.map(extractOf) });
      break;
    case 'text':
      onPart({ kind: 'text', text: event.text });
      break;
    case 'sentences':
      onPart({ kind: 'sentences', sentences: event.sentences });
      break;
    case 'end':
      // The response tells it.
      break;
  }
};

const resultOf = ({
  extracts,
  generated,
  refused,
  confidence,
  notes,
}: Answer<LocatedPassage>): Omit<AskResult, 'readiness' | 'store'> => ({
  extracts: extracts.map(extractOf),
  ...(generated !== null && {
    generated: {
      model: generated.model,
      prompt: generated.prompt,
      sentences: generated.sentences,
      dropped: generated.dropped,
    },
  }),
  refused,
  confidence,
  notes,
});

const extractOf = ({ start, end, text, score, passage }: Extract<LocatedPassage>): AnswerExtract => {
  const { uri, path, folder, source, firstLine, headings } = passage.item;
  return {
    uri,
    path,
    ...(folder !== undefined && { folder }),
    ...(source !== undefined && { source }),
    ...(firstLine !== undefined && { firstLine }),
    headings,
    range: rangeWithin(passage.item, { start: start - passage.start, end: end - passage.start }),
    text,
    passage: passage.item.text,
    score,
  };
};
