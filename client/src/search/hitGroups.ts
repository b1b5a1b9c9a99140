import type { DuplicatesResult, SearchHitItem, SearchResult } from '../../../server/src/shared/searchProtocol';
import { fileName, readinessText, type Translate, titleOf } from './hitText';

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
  for (const hit of hits) files.set(hit.uri, [...(files.get(hit.uri) ?? []), hit]);
  return [...files].map(([uri, found]) => {
    const { path, folder } = found[0]!;
    const label = fileName(path);
    const above = [folder, path.slice(0, -label.length - 1)].filter((part) => part).join('/');
    return {
      label,
      description: above === '' ? String(found.length) : `${above} · ${found.length}`,
      uri,
      hits: found.toSorted((a, b) => a.range.start.line - b.range.start.line),
    };
  });
};

/** Hits by file, and how many there are. */
export const fileGroups = (result: SearchResult, t: Translate): Pick<ShownHits, 'message' | 'groups'> => {
  const groups = byFile(result.hits);
  const searched = readinessText(result.readiness, t);
  const { length } = result.hits;
  if (length === 0) return { message: t('Nothing found ({0}).', searched), groups };
  if (length === 1) return { message: t('One hit ({0})', searched), groups };
  if (groups.length === 1) return { message: t('{0} hits in one file ({1})', length, searched), groups };
  return { message: t('{0} hits in {1} files ({2})', length, groups.length, searched), groups };
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
