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
  /** For each edit, the nodes whose log probabilities are added, and those of the sentence that are taken off. */
  readonly branches: readonly { readonly edited: readonly number[]; readonly replaced: readonly number[] }[];
}

/** Where an edit changes the tokens of its sentence, and how far the two are compared. */
export interface ComparedTokens {
  readonly edit: SentenceTokens;
  /** Tokens that both begin with: it may end before the edit, which can change how the characters around it are cut. */
  readonly start: number;
  /** Ends of what is compared, in the tokens of each. */
  readonly editedEnd: number;
  readonly replacedEnd: number;
}

/** @param rightContext tokens after what differs that are compared, all if it is infinite */
export function comparedTokens(sentence: SentenceTokens, edit: SentenceTokens, rightContext: number): ComparedTokens {
  const start = commonLength(sentence.ids, edit.ids);
  const after = commonEnd(sentence.ids, edit.ids, start);
  const compared = Math.min(after, rightContext);
  const editedEnd = edit.ids.length - after + compared;
  return { edit, start, editedEnd, replacedEnd: sentence.ids.length - after + compared };
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
  const branches = compared.map(({ edit, start, editedEnd, replacedEnd }) => ({
    edited: tree
      .add(edit.ids.slice(from, editedEnd), trunk)
      .filter((_, index) => from + index >= start && !edit.unscored[from + index]),
    replaced: own.slice(start - from, replacedEnd - from).filter((_, index) => !sentence.unscored[start + index]),
  }));
  return { tree, sentence: own, silent: context.length, branches };
}

/** For each edit: log probability of the edited sentence less that of the sentence. */
export function gains({ branches }: CandidateTree, { logProbabilities }: TreeScores): number[] {
  const sum = (nodes: readonly number[]) => nodes.reduce((total, node) => total + logProbabilities[node]!, 0);
  return branches.map(({ edited, replaced }) => sum(edited) - sum(replaced));
}

/** How many of their last tokens are equal, not counting those before `start`. */
function commonEnd(one: readonly number[], other: readonly number[], start: number): number {
  const bound = Math.min(one.length, other.length) - start;
  let length = 0;
  while (length < bound && one[one.length - 1 - length] === other[other.length - 1 - length]) length++;
  return length;
}
