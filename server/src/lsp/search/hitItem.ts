import { existsSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SearchHit } from '../../search/folderSearch';
import { folderOfSource } from '../../search/postgres/sourceName';
import type { WirePosition, WireRange } from '../../shared/protocol';
import { passageScheme, type SearchHitItem } from '../../shared/searchProtocol';
import type { Span } from '../../text/span';

/**
 * A hit as the client gets it.
 * @param root of the folder it was found in
 * @param folder that folder's name, where there are several
 */
export const hitItem = (hit: SearchHit, root: string, folder: string | undefined): SearchHitItem => ({
  ...itemAt(hit, pathToFileURL(join(root, hit.path)).href, beginningOf(hit)),
  ...(folder !== undefined && { folder }),
});

/**
 * A hit of a store: in its file where that lies on this machine, otherwise in a document of its own, which is the passage.
 * @param machine whose files are here, for tests
 */
export const storeHitItem = (hit: SearchHit, machine?: string): SearchHitItem => {
  const { source = '' } = hit;
  const file = fileHere(hit, machine);
  return file !== undefined
    ? { ...itemAt(hit, pathToFileURL(file).href, beginningOf(hit)), source }
    : { ...itemAt(hit, passageUri(hit), { line: 0, character: 0 }), source, firstLine: hit.startLine - 1 };
};

const beginningOf = ({ startLine, startColumn }: SearchHit): WirePosition => ({
  line: startLine - 1,
  character: startColumn,
});

/** @param first where the passage begins in the document that `uri` names */
const itemAt = (hit: SearchHit, uri: string, first: WirePosition): SearchHitItem => {
  const { path, headings, snippet, marked, score } = hit;
  const rangeOf = (start: number, end: number): WireRange => ({
    start: positionIn(snippet, start, first),
    end: positionIn(snippet, end, first),
  });
  return {
    uri,
    path,
    headings,
    range: rangeOf(0, snippet.length),
    text: snippet,
    marked,
    markedRange: rangeOf(marked.start, marked.end),
    score,
  };
};

const fileHere = ({ source = '', path }: SearchHit, machine: string | undefined): string | undefined => {
  const root = folderOfSource(source, machine);
  if (root === undefined) return undefined;
  const file = join(root, path);
  // Whoever writes a store cannot name what lies beside its folders.
  const base = normalize(root).replace(/[\\/]+$/, '') + sep;
  return file.startsWith(base) && existsSync(file) ? file : undefined;
};

/** Its path is what a tab is called by; passages of one file are told apart by their keys. */
const passageUri = ({ source = '', path, key }: SearchHit): string => {
  const names = `${source}/${path}`.split('/').filter((name) => name !== '');
  return `${passageScheme}:/${names.map(encodeURIComponent).join('/')}?${key}`;
};

/** The range of a part of a hit's passage: UTF-16 units of its text. */
export const rangeWithin = (
  { text, range }: Pick<SearchHitItem, 'text' | 'range'>,
  { start, end }: Span,
): WireRange => ({
  start: positionIn(text, start, range.start),
  end: positionIn(text, end, range.start),
});

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
