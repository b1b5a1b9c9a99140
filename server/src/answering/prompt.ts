import { type AskSettings, passagesPlaceholder, questionPlaceholder } from '../configuration/askSettings';
import type { ChatTurn } from '../lm/languageModel';
import { estimateTokens } from '../search/chunking/tokenEstimate';
import { bestPassage } from '../search/query/bestPassage';
import type { Span } from '../text/span';
import type { AskedPassage } from './answered';
import { passageProse } from './passageProse';

/** A part of a passage that the prompt holds. */
export interface PromptPassage {
  readonly passage: AskedPassage;
  /** What answers best, in UTF-16 units of the passage: the prompt holds that and what is around it. */
  readonly unit: Span;
}

export interface PackedPrompt {
  /** The template, filled. */
  readonly filled: string;
  /** What it holds of passages, without their headings. */
  readonly quoted: string;
  /** The same as the model reads it: as a turn of a chat, if it is one. */
  readonly text: string;
  /** Estimated, rather too many than too few. */
  readonly tokens: number;
  /** The first passages, as far as there is room. */
  readonly passages: readonly PromptPassage[];
}

/** Subwords of SmolLM2's for one of WordPiece's as it is estimated: of this project's documents and sources .81 to .96 in the median, 1.08 at most in 1,800 characters. */
const bytePairsAToken = 1.1;
/** A question that is longer is cut in the prompt. */
const questionTokens = 200;
/** Of a passage of which less would be there, nothing is told. */
const leastTokens = 24;

/** About how many tokens a prompt has, for a model with byte-level BPE. */
export const promptTokensOf = (text: string): number => Math.ceil(bytePairsAToken * estimateTokens(text));

/**
 * Fills the template with the question and as much of the best passages as there is room for: what one does not need, the others have.
 * @param passages best first
 * @param turn counts among the tokens
 */
export const packedPrompt = (
  question: string,
  passages: readonly PromptPassage[],
  { template, promptTokens, passages: most }: Pick<AskSettings, 'template' | 'promptTokens' | 'passages'>,
  turn?: ChatTurn,
): PackedPrompt => {
  const asked = bestPassage(question.trim(), { start: 0, end: 0 }, questionTokens / bytePairsAToken);
  const filled = (texts: readonly string[]) => {
    const parts: Readonly<Record<string, string>> = {
      [passagesPlaceholder]: texts.join('\n\n'),
      [questionPlaceholder]: asked,
    };
    return template.replace(/\{passages\}|\{question\}/g, (placeholder) => parts[placeholder]!);
  };
  const told = (text: string) => (turn === undefined ? text : `${turn.before}${text}${turn.after}`);
  const room = promptTokens - promptTokensOf(told(filled([])));
  const count = Math.max(1, Math.min(most, passages.length, Math.floor(room / (2 * leastTokens))));
  const chosen = passages.slice(0, count);
  const parts = shares(chosen, room).map((tokens, index) => passageOf(chosen[index]!, tokens));
  const content = filled(parts.map(withTitle));
  const text = told(content);
  return {
    filled: content,
    quoted: parts.map((part) => part.text).join('\n'),
    text,
    tokens: promptTokensOf(text),
    passages: chosen,
  };
};

/** Tokens that each may have: those that need less than an equal share leave the rest to the others. */
const shares = (passages: readonly PromptPassage[], room: number): number[] => {
  const needed = passages.map((one) => promptTokensOf(withTitle(passageOf(one, Number.POSITIVE_INFINITY))));
  const order = [...needed.keys()].sort((a, b) => needed[a]! - needed[b]!);
  const given: number[] = [];
  let left = room;
  for (const [place, index] of order.entries()) {
    const share = Math.max(leastTokens, Math.floor(left / (order.length - place)));
    const isWhole = needed[index]! <= share;
    given[index] = isWhole ? Number.POSITIVE_INFINITY : share;
    left -= isWhole ? needed[index]! : share;
  }
  return given;
};

/** As the prompt holds it: under its headings, without empty lines, which part passages from each other. */
const passageOf = ({ passage, unit }: PromptPassage, tokens: number): TitledText => {
  const { headings, path, snippet } = passage;
  // As a heading, and the nearest alone: a model repeats what it reads, and a heading is known for what it is in an answer.
  const title = `# ${headings.at(-1) ?? path}`;
  const left = tokens / bytePairsAToken - estimateTokens(title) - 2;
  const text = Number.isFinite(tokens) ? bestPassage(snippet, unit, Math.max(1, left)) : snippet;
  return { title, text: passageProse(passage, text) };
};

interface TitledText {
  readonly title: string;
  readonly text: string;
}

const withTitle = ({ title, text }: TitledText): string => `${title}\n${text}`;
