import type { SearchHitItem } from '../../shared/searchProtocol';

/**
 * Each passage once, by the best of its hits, which come first. Where one folder lies in another, both find it; what a store has of a file here comes as the
 * folder's own index has it; and of copies that lie elsewhere under the same path one is enough, or none where that is here too.
 */
export const onceEach = <Item extends SearchHitItem>(hits: readonly Item[]): readonly Item[] => {
  const own = hits.filter(({ source }) => source === undefined);
  const ownByLines = new Map(own.map((hit) => [linesOf(hit), hit]));
  const copies = new Set(own.map(copyOf));
  const shown = new Map<string, Item>();
  for (const hit of hits) {
    const same = hit.source === undefined ? undefined : ownByLines.get(linesOf(hit));
    const item = same === undefined ? hit : { ...same, score: hit.score };
    const isElsewhere = item.firstLine !== undefined;
    if (isElsewhere && copies.has(copyOf(item))) continue;
    if (isElsewhere) copies.add(copyOf(item));
    if (!shown.has(placeOf(item))) shown.set(placeOf(item), item);
  }
  return [...shown.values()];
};

/** Two passages of an index may begin in one line. */
const placeOf = ({ uri, range }: SearchHitItem): string => `${uri} ${range.start.line} ${range.start.character}`;

/** A store does not tell the column. */
const linesOf = ({ uri, range }: SearchHitItem): string => `${uri} ${range.start.line} ${range.end.line}`;

const copyOf = ({ path, text }: SearchHitItem): string => `${path}\n${text}`;
