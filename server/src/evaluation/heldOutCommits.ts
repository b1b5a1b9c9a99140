import type { Basket } from '../learning/item2vec/basket';
import { FileIdentities } from '../search/related/fileIdentities';
import { type ChangesOfCommit, historyBaskets, mostFilesOfCommit } from '../search/related/historyBaskets';

/** One file of a commit that was held out: which others did it change? */
export interface CommitQuery {
  /** Number of the commit among those held out. */
  readonly commit: number;
  readonly asked: number;
  /** At least one. */
  readonly wanted: readonly number[];
}

export interface HeldOutCommits {
  readonly training: readonly Basket[];
  /** Files that the training's commits know: numbers below it are theirs. */
  readonly files: number;
  /** Whether a file is there after the training's commits. */
  readonly isPresent: readonly boolean[];
  readonly paths: readonly string[];
  readonly trainingCommits: number;
  readonly testCommits: number;
  readonly queries: readonly CommitQuery[];
  /** Files of held-out commits that nobody could be asked about, since they or all the others were new. */
  readonly unknown: number;
}

/** Of all commits, the newest, that are held out. */
const testShare = 0.2;

/**
 * Holds out the last fifth of a history's commits and asks, of each that changed two files or more, for the others given one. Files are followed through renames; a file that was new after the
 * split can neither be asked about nor be wanted.
 * @param commits oldest first
 */
export const heldOutCommits = (commits: readonly ChangesOfCommit[]): HeldOutCommits => {
  const split = Math.floor(commits.length * (1 - testShare));
  const identities = new FileIdentities();
  const training = historyBaskets(commits.slice(0, split), identities);
  const files = identities.paths.length;
  const paths = [...identities.paths];
  const isPresent = paths.map((_, file) => identities.isPresent(file));
  const queries: CommitQuery[] = [];
  let unknown = 0;
  for (const [commit, { changes }] of commits.slice(split).entries()) {
    const changed = identities.apply(changes);
    if (changed.length < 2 || changed.length > mostFilesOfCommit) continue;
    const known = changed.filter((file) => file < files && isPresent[file]);
    if (known.length < 2) unknown += changed.length;
    else {
      unknown += changed.length - known.length;
      for (const asked of known) queries.push({ commit, asked, wanted: known.filter((file) => file !== asked) });
    }
  }
  const testCommits = commits.length - split;
  return { training, files, isPresent, paths, trainingCommits: split, testCommits, queries, unknown };
};
