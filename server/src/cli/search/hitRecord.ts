import type { SearchHit } from '../../search/folderSearch';

/** A hit for programs (`search.schema.json`). */
export const hitRecord = (hit: SearchHit) => ({
  ...(hit.source !== undefined && { source: hit.source }),
  path: hit.path,
  start: hit.start,
  end: hit.end,
  startLine: hit.startLine,
  endLine: hit.endLine,
  score: Number(hit.score.toFixed(4)),
  snippet: hit.snippet,
  headings: hit.headings,
  marked: hit.marked,
});
