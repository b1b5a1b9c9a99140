import type { AskedPassage } from '../../server/src/answering/answered';

/** A passage of a file's first section, as a search finds it. */
export const askedPassage = (path: string, snippet: string, more: Partial<AskedPassage> = {}): AskedPassage => ({
  key: path,
  path,
  languageId: 'markdown',
  start: 0,
  end: snippet.length,
  startLine: 1,
  startColumn: 0,
  endLine: snippet.split('\n').length,
  headings: [],
  score: 1,
  snippet,
  marked: { start: 0, end: 0 },
  ...more,
});
