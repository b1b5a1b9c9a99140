import type { Parsers } from '../../text/markup/parsers';
import { sourceLanguages } from '../../text/markup/sourceCode/sourceCodeGrammars';
import type { Chunk } from '../chunk';
import { codeOutline } from './codeOutline';
import { htmlOutline } from './htmlOutline';
import { layoutOutline } from './layoutOutline';
import { LineTable } from './lineTable';
import { notebookOutline } from './notebookOutline';
import { type OutlineMark, outlinedSections } from './outline';
import { proseSections } from './proseSections';
import { chunksOf, type Section } from './section';
import { tableSections } from './tableSections';

/** A longer file is outlined by its layout: 8 MB/s is what a parser reads, and a tree takes twenty times the memory of its text. */
const mostParsed = 500_000;

/** Ten times what a file of the length takes. One that is far from its language is outlined by its layout. */
const parseLimitMs = (characters: number): number => 200 + characters / 500;

/** Lines of more characters than this on the average are no layout, and nothing that somebody wrote. */
const longestMeanLine = 400;

/** Files of these names have no parser here, but a layout that tells what belongs together. */
const laidOut =
  /\.(?:asm|bat|cfg|clj[cs]?|cmake|conf|css|dart|elm?|erl|exs?|f90|fs|gradle|graphql|groovy|hcl|hs|ini|ipynb|jl|jsonc?|json5|kts?|less|lisp|lua|mli?|mm?|nim|pas|pl|pm|proto|ps1|psm1|r|s?css|sass|scala|scm|sol|sql|svelte|svg|swift|sv|tcl|tf|toml|v|vb|vhdl?|vue|xml|xsd|xslt?|ya?ml|zig)$|(?:^|\/)(?:Dockerfile|Makefile|CMakeLists\.txt)$/i;

/** Cuts a text into chunks by headings and paragraphs. */
export const proseChunks = (text: string, languageId: string): Chunk[] =>
  chunksOf(text, proseSections(text, languageId));

export interface ChunkedFile {
  readonly path: string;
  readonly languageId: string;
}

/**
 * Cuts a file into chunks as its language has it: source code by its syntax tree, HTML by headings, notebooks by cells, tables by rows,
 * other code and data by layout, all else by headings and
 * paragraphs.
 * @param parsers those that `needsParser` asks for
 */
export const fileChunks = (text: string, { path, languageId }: ChunkedFile, parsers: Parsers = {}): Chunk[] =>
  chunksOf(text, outlined(text, path, languageId, parsers) ?? proseSections(text, languageId));

const outlined = (text: string, path: string, languageId: string, parsers: Parsers): Section[] | undefined => {
  if (/\.(?:csv|tsv)$/i.test(path)) return tableSections(text);
  const language = Object.hasOwn(sourceLanguages, languageId) ? sourceLanguages[languageId] : undefined;
  const isHtml = languageId === 'html' && text.length <= mostParsed;
  if (language === undefined && !isHtml && !laidOut.test(path)) return undefined;
  const lines = new LineTable(text);
  if (/\.ipynb$/i.test(path))
    return outlinedSections(text, lines, outlineOfNotebook(text) ?? layoutOutline(text, lines));
  if (text.length > longestMeanLine * lines.count && !isHtml) return undefined;
  if (isHtml && parsers.html !== undefined) return outlinedSections(text, lines, htmlOutline(parsers.html(text)));
  const tree =
    language !== undefined && text.length <= mostParsed
      ? parsers[language.grammar]?.parse(text, parseLimitMs(text.length))
      : undefined;
  if (tree == null) return outlinedSections(text, lines, layoutOutline(text, lines));
  try {
    return outlinedSections(text, lines, codeOutline(text, tree, lines));
  } finally {
    tree.delete();
  }
};

/** Undefined where it is none: brackets in thousands. */
const outlineOfNotebook = (text: string): OutlineMark[] | undefined => {
  try {
    return notebookOutline(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

/** Whether a line of the file, rather than a sentence, is the smallest thing to read. */
export const isReadByLines = ({ path, languageId }: ChunkedFile): boolean =>
  Object.hasOwn(sourceLanguages, languageId) || laidOut.test(path);

/** Whether there is a parser for the language that `fileChunks` has a use for. */
export const needsParser = (languageId: string): boolean =>
  languageId === 'html' || Object.hasOwn(sourceLanguages, languageId);
