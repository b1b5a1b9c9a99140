import { editDistance } from '../proofreading/editDistance';

/** The name that was probably meant: the nearest within a third of its length, letter case aside. */
export const nearestName = (typed: string, names: readonly string[]): string | undefined => {
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of names) {
    if (Math.abs(name.length - typed.length) > name.length / 3) continue;
    const edits = editDistance(typed.toLowerCase(), name.toLowerCase());
    if (edits <= Math.max(1, name.length / 3) && edits < least) {
      least = edits;
      nearest = name;
    }
  }
  return nearest;
};
