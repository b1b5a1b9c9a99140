import type { RelatedFile } from '../../search/related/historyModel';
import { counted } from '../counted';

/** A file that is related by its history, or by its text alone. */
export type FoundFile = RelatedFile | { readonly path: string; readonly score: number; readonly heading?: string };

/** For programs (`related.schema.json`). */
export const relatedRecord = (file: FoundFile) => {
  const score = Number(file.score.toFixed(4));
  if (!('together' in file))
    return {
      path: file.path,
      reason: 'alike',
      score,
      ...(file.heading !== undefined && { heading: file.heading }),
    };
  const { path, together, commits, via } = file;
  const reason = together > 0 ? 'together' : 'company';
  return { path, reason, score, together, commits, ...(via !== undefined && { via }) };
};

/** Why it is related, for people. @param shown how a path is written */
export const reasonText = (file: FoundFile, shown: (path: string) => string): string => {
  if (!('together' in file))
    return file.heading === undefined ? 'a passage like it' : `a passage like it: ${file.heading}`;
  const { together, commits, via } = file;
  return together > 0 || via === undefined
    ? `changed together in ${together} of ${counted(commits, 'commit')}`
    : `both changed with ${shown(via)}`;
};
