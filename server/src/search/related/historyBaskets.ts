import type { Basket } from '../../learning/item2vec/basket';
import type { Commit } from '../../platform/commitHistory';
import type { FileIdentities } from './fileIdentities';

/** What is looked at of a commit. */
export type ChangesOfCommit = Pick<Commit, 'changes'>;

/** A commit of more files says nothing of any two of them: it renames, formats or imports. */
export const mostFilesOfCommit = 50;

/** Of so many commits, an older one counts half. */
const halfLife = 400;

/** Commits as baskets of files; those of too many files are none, though their renames are followed. @param commits oldest first */
export const historyBaskets = (commits: readonly ChangesOfCommit[], files: FileIdentities): readonly Basket[] =>
  commits.flatMap(({ changes }, index) => {
    const items = files.apply(changes);
    const weight = 2 ** (-(commits.length - 1 - index) / halfLife);
    return items.length === 0 || items.length > mostFilesOfCommit ? [] : [{ items, weight }];
  });
