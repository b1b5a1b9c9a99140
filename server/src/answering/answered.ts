import type { SearchHit } from '../search/folderSearch';
import type { Span } from '../text/span';

/** What an answer is made of: a hit of a search. Whoever asks may hand in more of each (whose folder it is of), and gets it back in `Extract.passage`. */
export type AskedPassage = Omit<SearchHit, 'modifiedMs'>;

/** A sentence, or a few lines of code, that answers. Offsets are UTF-16 units in the file's decoded text, lines count from 1. */
export interface Extract<Passage extends AskedPassage = AskedPassage> extends Span {
  readonly path: string;
  readonly startLine: number;
  /** Of the last character. */
  readonly endLine: number;
  /** The source between `start` and `end`. */
  readonly text: string;
  /** How sure words and vectors are that its passage answers, 0 to 1; a judge may have put extracts in another order. */
  readonly score: number;
  /** The hit that it is from. */
  readonly passage: Passage;
}

/** A sentence of the generated text, checked against the passages that the prompt held. */
export interface GeneratedSentence {
  readonly text: string;
  /** Whether the cited extracts say it, as far as their words and the model's likelihood of it with and without them tell. */
  readonly supported: boolean;
  /** Indexes of extracts. Those of a sentence that is not supported are the nearest there are, or none. */
  readonly citations: readonly number[];
}

/** A generated text. */
export interface GeneratedAnswer {
  /** In order; those that are not supported are left out where `unsupported` is `drop`. */
  readonly sentences: readonly GeneratedSentence[];
  /** Sentences that were left out. */
  readonly dropped: number;
  /** What the model was given, exactly. */
  readonly prompt: string;
  /** Tokens of the prompt, estimated. */
  readonly promptTokens: number;
  /** The model that wrote it. */
  readonly model: string;
}

export interface Answer<Passage extends AskedPassage = AskedPassage> {
  /** The generated text where all its sentences are supported; else null. */
  readonly answer: string | null;
  /** Best first; after those, sentences that generated ones cite beside. Of a question that was refused, the nearest passages there are. */
  readonly extracts: readonly Extract<Passage>[];
  /** Null where none was wanted or possible, and of a question that was refused. */
  readonly generated: GeneratedAnswer | null;
  /** What was found does not answer the question: "not found in this workspace". */
  readonly refused: boolean;
  /** How sure that something found answers it, 0 to 1. Where it is too low (`surenessOf`) a question is refused. */
  readonly confidence: number;
  /** What is missing of the answer and why, a sentence each: no vectors, no neural model, no time. */
  readonly notes: readonly string[];
}

/** What becomes of an answer while it is made, in this order; each of the first three may come several times or not at all. */
export type AnswerEvent<Passage extends AskedPassage = AskedPassage> =
  /** All extracts so far, in place of those told before. The first comes before any model but the embedder is asked. */
  | { readonly type: 'extracts'; readonly extracts: readonly Extract<Passage>[] }
  /** A piece of the text as it is generated, not checked yet. */
  | { readonly type: 'text'; readonly text: string }
  /** All generated sentences, checked; in place of the text. `extracts` comes once more before it where they cite others. */
  | { readonly type: 'sentences'; readonly sentences: readonly GeneratedSentence[] }
  /** The last: what `answer` resolves to. */
  | { readonly type: 'end'; readonly answer: Answer<Passage> };
