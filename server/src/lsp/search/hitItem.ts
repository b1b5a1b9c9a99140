import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SearchHit } from '../../search/folderSearch';
import type { WirePosition, WireRange } from '../../shared/protocol';
import type { SearchHitItem } from '../../shared/searchProtocol';

/**
 * A hit as the client gets it.
 * @param root of the folder it was found in
 * @param folder that folder's name, where there are several
 */
export const hitItem = (hit: SearchHit, root: string, folder: string | undefined): SearchHitItem => {
  const { path, headings, snippet, marked, score } = hit;
  const first = { line: hit.startLine - 1, character: hit.startColumn };
  const rangeOf = (start: number, end: number): WireRange => ({
    start: positionIn(snippet, start, first),
    end: positionIn(snippet, end, first),
  });
  return {
    uri: pathToFileURL(join(root, path)).href,
    path,
    ...(folder !== undefined && { folder }),
    headings,
    range: rangeOf(0, snippet.length),
    text: snippet,
    marked,
    markedRange: rangeOf(marked.start, marked.end),
    score,
  };
};

/** The position of an offset in a text that begins at `first`. */
const positionIn = (text: string, offset: number, first: WirePosition): WirePosition => {
  let line = first.line;
  let lineStart = -first.character;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, character: offset - lineStart };
};
