import type { ChangedTokens } from '../languageModel';
import { commonLength } from './keyValueCache';
import type { SentenceTokens } from './sentenceTokens';
import type { TreeScores } from './tokenPredictor';
import { TokenTree } from './tokenTree';

/** A sentence and its edits as one tree below what both are read after. */
export interface CandidateTree {
  readonly tree: TokenTree;
  /** The sentence's own nodes, context not counted. */
  readonly sentence: readonly number[];
  /** First nodes that are context. */
  readonly silent: number;
  readonly branches: readonly Branch[];
}

/** The nodes of an edit whose log probabilities are added, and those of the sentence that are taken off. */
interface Branch {
  readonly edited: readonly number[];
  readonly replaced: readonly number[];
  /** How many of each are changed by the edit; the others are right context. */
  readonly editedCount: number;
  readonly replacedCount: number;
}

/** Where an edit changes the tokens of its sentence, and how far the two are compared. */
export interface ComparedTokens {
  readonly edit: SentenceTokens;
  /** Tokens that both begin with: it may end before the edit, which can change how the characters around it are cut. */
  readonly start: number;
  /** Ends of what is compared, in the tokens of each. */
  readonly editedEnd: number;
  readonly replacedEnd: number;
  /** Tokens at the ends of both that are equal. */
  readonly after: number;
}

/**
 * @param rightContext tokens after what differs that are compared, all if it is infinite
 * @param branchTokens tokens from `start` on that are compared, all if it is infinite
 */
export function comparedTokens(
  sentence: SentenceTokens,
  edit: SentenceTokens,
  rightContext: number,
  branchTokens: number,
): ComparedTokens {
  const start = commonLength(sentence.ids, edit.ids);
  const after = commonEnd(sentence.ids, edit.ids, start);
  const endOf = ({ ids }: SentenceTokens) =>
    Math.min(ids.length - after + Math.min(after, rightContext), start + branchTokens);
  return { edit, start, editedEnd: endOf(edit), replacedEnd: endOf(sentence), after };
}

/**
 * The tree of a sentence's tokens from `from` to `to` and of the branches that leave it there. The sentence comes first, so that its
 * nodes are the tree's first.
 */
export function candidateTree(
  context: readonly number[],
  sentence: SentenceTokens,
  compared: readonly ComparedTokens[],
  from = 0,
  to = sentence.ids.length,
): CandidateTree {
  const tree = new TokenTree();
  const path = tree.add([...context, ...sentence.ids.slice(from, to)]);
  const own = path.slice(context.length);
  const trunk = path[context.length - 1];
  const branches = compared.map(({ edit, start, editedEnd, replacedEnd, after }): Branch => {
    const edited = tree.add(edit.ids.slice(from, editedEnd), trunk).slice(start - from);
    const replaced = own.slice(start - from, replacedEnd - from);
    const isScored = (tokens: SentenceTokens) => (_: number, index: number) => !tokens.unscored[start + index];
    const countChanged = (tokens: SentenceTokens, nodes: readonly number[]) =>
      nodes.slice(0, tokens.ids.length - after - start).filter(isScored(tokens)).length;
    return {
      edited: edited.filter(isScored(edit)),
      replaced: replaced.filter(isScored(sentence)),
      editedCount: countChanged(edit, edited),
      replacedCount: countChanged(sentence, replaced),
    };
  });
  return { tree, sentence: own, silent: context.length, branches };
}

/** For each edit: log probability of the edited sentence less that of the sentence, and what of it is of the changed tokens. */
export function comparisons(
  { branches }: CandidateTree,
  { logProbabilities }: TreeScores,
): { readonly gain: number; readonly change: ChangedTokens }[] {
  const sum = (nodes: readonly number[]) => nodes.reduce((total, node) => total + logProbabilities[node]!, 0);
  return branches.map(({ edited, replaced, editedCount, replacedCount }) => ({
    gain: sum(edited) - sum(replaced),
    change: {
      replaced: sum(replaced.slice(0, replacedCount)),
      replacedCount,
      edited: sum(edited.slice(0, editedCount)),
      editedCount,
    },
  }));
}

/** How many of their last tokens are equal, not counting those before `start`. */
function commonEnd(one: readonly number[], other: readonly number[], start: number): number {
  const bound = Math.min(one.length, other.length) - start;
  let length = 0;
  while (length < bound && one[one.length - 1 - length] === other[other.length - 1 - length]) length++;
  return length;
}
