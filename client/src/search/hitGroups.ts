import type { DuplicatesResult, SearchHitItem, SearchResult } from '../../../server/src/shared/searchProtocol';
import { fileName, ownerOf, readinessText, searchedText, type Translate, titleOf } from './hitText';

/** Hits that belong together in a list that stays. */
export interface HitGroup {
  readonly label: string;
  readonly description: string;
  /** The file that they stand in, where it is one. */
  readonly uri?: string;
  readonly hits: readonly SearchHitItem[];
}

/** What a list that stays shows. */
export interface ShownHits {
  /** What was asked, in a few words. */
  readonly label: string;
  readonly message: string;
  readonly groups: readonly HitGroup[];
  /** Asks the same again. */
  askAgain(): Promise<ShownHits>;
}

/** Hits by file: the file of the best hit first, and in it the hits as they stand. */
export const byFile = (hits: readonly SearchHitItem[]): readonly HitGroup[] => {
  const files = new Map<string, SearchHitItem[]>();
  for (const hit of hits) files.set(fileOf(hit), [...(files.get(fileOf(hit)) ?? []), hit]);
  return [...files.values()].map((found) => {
    const [first] = found as [SearchHitItem];
    const { path, uri } = first;
    const label = fileName(path);
    const above = [ownerOf(first), path.slice(0, -label.length - 1)].filter((part) => part).join('/');
    return {
      label,
      description: above === '' ? String(found.length) : `${above} · ${found.length}`,
      uri,
      hits: found.toSorted((a, b) => beginningOf(a) - beginningOf(b)),
    };
  });
};

const beginningOf = ({ range, firstLine = 0 }: SearchHitItem): number => firstLine + range.start.line;

/** Passages of a file that is elsewhere have documents of their own. */
const fileOf = ({ uri, path, source, firstLine }: SearchHitItem): string =>
  firstLine === undefined ? uri : `${source} ${path}`;

/** Hits by file, how many there are, and what is wrong with the store. */
export const fileGroups = (result: SearchResult, t: Translate): Pick<ShownHits, 'message' | 'groups'> => {
  const groups = byFile(result.hits);
  const told = [hitsText(result, groups.length, t), result.store?.problem];
  return { message: told.filter((part) => part !== undefined).join('\n'), groups };
};

const hitsText = (result: SearchResult, files: number, t: Translate): string => {
  const searched = searchedText(result, t);
  const { length } = result.hits;
  if (length === 0) return t('Nothing found ({0}).', searched);
  if (length === 1) return t('One hit ({0})', searched);
  if (files === 1) return t('{0} hits in one file ({1})', length, searched);
  return t('{0} hits in {1} files ({2})', length, files, searched);
};

/** Passages that are nearly the same, a group each. */
export const alikeGroups = (
  { groups, readiness }: DuplicatesResult,
  t: Translate,
): Pick<ShownHits, 'message' | 'groups'> => ({
  message:
    groups.length === 0
      ? t('No passage is nearly the same as another ({0}).', readinessText(readiness, t))
      : t('Groups of nearly the same passages: {0} ({1})', groups.length, readinessText(readiness, t)),
  groups: groups.map(({ similarity, hits }) => ({
    label: titleOf(hits[0]!),
    description: t('{0} passages, {1} % alike', hits.length, Math.floor(100 * similarity)),
    hits,
  })),
});
