import type { AskSettings } from '../configuration/askSettings';
import type { Embedder } from '../lm/embedder';
import type { CandidateRequest, CandidateScores, ChatTurn, GeneratedPiece, GenerateOptions } from '../lm/languageModel';
import type { Candidate } from '../search/query/linearFusion';
import type { Answer, AnswerEvent, AskedPassage } from './answered';

/** What a search has found for a question; `SearchAnswer` and `FoundPassages` are such. */
export interface FoundForQuestion<Passage extends AskedPassage = AskedPassage> {
  /** Best first. */
  readonly hits: readonly Passage[];
  /** All that were compared, with both scores. Absent where hits are ranked by terms alone. */
  readonly candidates?: readonly Candidate[];
  /** Why vectors did not take part, in one sentence. */
  readonly vectorsMissing?: string;
}

/** Judges how likely texts are: the neural model that comes with the program (`InferenceClient`). */
export interface JudgingModel {
  scoreCandidates(
    requests: readonly CandidateRequest[],
    options?: { readonly signal?: AbortSignal; readonly priority?: 'visible' },
  ): Promise<readonly CandidateScores[]>;
}

/** Writes answers: the same model, or a larger one of the user's own (an OpenAI-compatible endpoint). */
export interface WritingModel {
  readonly id: string;
  /** Tokens of a prompt that it can read; 900 unless it is said. */
  readonly maxPromptTokens?: number;
  /** Where the prompt is to be a turn of a chat: how the model has one told. */
  readonly turn?: ChatTurn | undefined;
  /** Continues the prompt, piece by piece. Ending the iteration early, or the signal, stops it. */
  generate(
    prompt: string,
    options: GenerateOptions & { readonly signal?: AbortSignal; readonly priority?: 'visible' },
  ): AsyncIterable<Pick<GeneratedPiece, 'text' | 'finishReason'>>;
}

/** What vectors are asked of. */
export type AskedEmbedder = Pick<Embedder, 'dimensions' | 'embed' | 'matchWords'>;

/** What an answer is made with. Nothing here is closed: that is for whoever opened it. */
export interface AnswerPorts<Passage extends AskedPassage = AskedPassage> {
  /** Hybrid search with the question as it stands (`plainQuery`). */
  search(question: string, limit: number, signal?: AbortSignal): Promise<FoundForQuestion<Passage>>;
  /** Without one, sentences are chosen by their words. */
  readonly embedder?: AskedEmbedder | undefined;
  /** Without one, nothing is re-ranked, and generated sentences are checked by their words alone. */
  readonly judge?: JudgingModel | undefined;
  /** Without one, answers are extracts alone. */
  readonly writer?: WritingModel | undefined;
  /** Why there is no judge or no writer, in one sentence: it becomes a note. */
  readonly modelMissing?: string | undefined;
}

export interface AnswerOptions<Event> {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: Event) => void;
  /** Milliseconds after which passages that the judge has not read yet are ranked without it. */
  readonly judgeWithinMs?: number;
}

/**
 * Answers a question from what a search finds: `answer` of `answer.ts`. What is missing (a model, time) makes the answer less, and a note says so.
 * @throws the signal's reason
 * @throws what `search` throws
 */
export type AnswerQuestion = <Passage extends AskedPassage>(
  question: string,
  ports: AnswerPorts<Passage>,
  settings: AskSettings,
  options?: AnswerOptions<AnswerEvent<Passage>>,
) => Promise<Answer<Passage>>;
