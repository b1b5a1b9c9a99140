import type { StoredChunk } from '../searchStore';

/** Whether two passages of one file have more than half of the shorter in common, so that a list of both would say one thing twice. */
export const shareMost = (one: StoredChunk, other: StoredChunk): boolean => {
  const shared = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  const shorter = Math.min(one.end - one.start, other.end - other.start);
  return 2 * shared > shorter && one.path === other.path && one.source === other.source;
};
