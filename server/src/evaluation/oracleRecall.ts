import type { CandidateEdit } from '../lm/languageModel';
import { type DetokenizedText, detokenize, type M2Sentence, type TokenEdit, toTokenEdit, trimEdit } from './m2';

export interface Reached {
  /** Gold edits. */
  readonly of: number;
  /** Those that one candidate makes exactly. */
  readonly byOne: number;
  /** Those that one makes, or up to `MOST_TOGETHER` that do not overlap. */
  readonly byFew: number;
}

export interface OracleRecall {
  readonly all: Reached;
  /** Without those whose ERRANT type says no more than that something was rewritten. */
  readonly typed: Reached;
  readonly byType: Readonly<Record<string, Reached>>;
  readonly candidates: number;
  readonly tokens: number;
  /** What no candidate reaches, `type: written -> correction`. */
  readonly missed: readonly string[];
}

/** How many edits may make one gold edit. */
export const MOST_TOGETHER = 3;

/**
 * The gold edits that candidates could make at all, whatever is decided about them: an upper bound of recall. Those of all annotators count.
 *
 * @param candidatesOf of each sentence, edits of its text as `detokenize` gives it
 */
export function oracleRecall(
  sentences: readonly M2Sentence[],
  candidatesOf: readonly (readonly CandidateEdit[])[],
): OracleRecall {
  const byType: Record<string, Reached> = Object.create(null);
  const missed: string[] = [];
  let candidates = 0;
  let tokens = 0;
  for (const [index, sentence] of sentences.entries()) {
    const detokenized = detokenize(sentence.tokens);
    const offered = candidatesOf[index] ?? [];
    candidates += offered.length;
    tokens += sentence.tokens.length;
    const byStart = tokenEditsByStart(sentence.tokens, detokenized, offered);
    for (const { start, end, type, correction } of sentence.annotations.flat()) {
      const gold = trimEdit(sentence.tokens, start, end, correction === '' ? [] : correction.split(' '));
      const needed = editsNeeded(sentence.tokens, gold, byStart);
      const { of, byOne, byFew } = byType[type] ?? NONE;
      byType[type] = {
        of: of + 1,
        byOne: byOne + (needed <= 1 ? 1 : 0),
        byFew: byFew + (needed <= MOST_TOGETHER ? 1 : 0),
      };
      if (needed > MOST_TOGETHER)
        missed.push(`${type}: ${sentence.tokens.slice(gold.start, gold.end).join(' ')} -> ${gold.correction}`);
    }
  }
  const entries = Object.entries(byType);
  return {
    all: sum(entries.map(([, reached]) => reached)),
    typed: sum(entries.filter(([type]) => !/(?:^|:)OTHER$/.test(type)).map(([, reached]) => reached)),
    byType,
    candidates,
    tokens,
    missed,
  };
}

const NONE: Reached = { of: 0, byOne: 0, byFew: 0 };

const sum = (parts: readonly Reached[]): Reached =>
  parts.reduce(
    (total, { of, byOne, byFew }) => ({ of: total.of + of, byOne: total.byOne + byOne, byFew: total.byFew + byFew }),
    NONE,
  );

interface Change {
  readonly end: number;
  readonly words: readonly string[];
}

function tokenEditsByStart(
  tokens: readonly string[],
  detokenized: DetokenizedText,
  edits: readonly CandidateEdit[],
): Map<number, Change[]> {
  const byStart = new Map<number, Change[]>();
  for (const edit of edits) {
    const { start, end, correction } = toTokenEdit(tokens, detokenized, edit) ?? {};
    if (start === undefined || end === undefined || correction === undefined) continue;
    const changes = byStart.get(start) ?? [];
    byStart.set(start, changes);
    changes.push({ end, words: correction === '' ? [] : correction.split(' ') });
  }
  return byStart;
}

/** The least number of candidates that together are the gold edit; Infinity where none are. */
function editsNeeded(
  tokens: readonly string[],
  gold: TokenEdit,
  byStart: ReadonlyMap<number, readonly Change[]>,
): number {
  const target = gold.correction === '' ? [] : gold.correction.split(' ');
  /** Least edits by source position and target position; `inserted`: the last edit put words in at this place, where no other may. */
  const least = new Map<string, number>();
  const visit = (at: number, reached: number, edits: number, inserted: boolean): void => {
    const key = `${at} ${reached} ${inserted}`;
    if (edits > MOST_TOGETHER || (least.get(key) ?? Number.POSITIVE_INFINITY) <= edits) return;
    least.set(key, edits);
    if (at < gold.end && tokens[at] === target[reached]) visit(at + 1, reached + 1, edits, false);
    for (const { end, words } of byStart.get(at) ?? []) {
      if (end > gold.end || (end === at && inserted)) continue;
      if (words.every((word, i) => target[reached + i] === word))
        visit(end, reached + words.length, edits + 1, end === at);
    }
  };
  // Annotators mark some words and leave them as they are: nothing makes that.
  if (gold.start === gold.end && target.length === 0) return Number.POSITIVE_INFINITY;
  visit(gold.start, 0, 0, false);
  const key = `${gold.end} ${target.length}`;
  return Math.min(
    least.get(`${key} false`) ?? Number.POSITIVE_INFINITY,
    least.get(`${key} true`) ?? Number.POSITIVE_INFINITY,
  );
}
