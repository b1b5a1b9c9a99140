import type { Parsers } from '../../text/markup/parsers';
import { type SourceLanguage, sourceLanguages } from '../../text/markup/sourceCode/sourceCodeGrammars';
import type { Chunk } from '../chunk';
import { codeOutline } from './codeOutline';
import { htmlOutline } from './htmlOutline';
import { layoutOutline } from './layoutOutline';
import { declaredIn, keyIn } from './lineNames';
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

const table = /\.(?:csv|tsv)$/i;
const notebook = /\.ipynb$/i;
/** Files whose layout tells what stands under which key. */
const data = /\.(?:cfg|conf|ini|jsonc?|json5|toml|ya?ml)$/i;
/** Source code that has no parser here. */
const otherCode =
  /\.(?:asm|bat|clj[cs]?|cmake|css|dart|elm?|erl|exs?|f90|fs|gradle|graphql|groovy|hcl|hs|jl|kts?|less|lisp|lua|mli?|mm?|nim|pas|pl|pm|proto|ps1|psm1|r|sass|scala|scm|scss|sol|sql|sv|svelte|svg|swift|tcl|tf|v|vb|vhdl?|vue|xml|xsd|xslt?|zig)$|(?:^|\/)(?:Dockerfile|Makefile|CMakeLists\.txt)$/i;

/** Cuts a text into chunks by headings and paragraphs. */
export const proseChunks = (text: string, languageId: string): Chunk[] =>
  chunksOf(text, proseSections(text, languageId));

export interface ChunkedFile {
  readonly path: string;
  readonly languageId: string;
}

/**
 * Cuts a file into chunks as its language has it: source code by its syntax tree, HTML by headings, notebooks by cells, tables by rows,
 * other code and data by layout, all else by headings and paragraphs.
 * @param parsers those that `needsParser` asks for
 */
export const fileChunks = (text: string, { path, languageId }: ChunkedFile, parsers: Parsers = {}): Chunk[] =>
  chunksOf(text, outlined(text, path, languageId, parsers) ?? proseSections(text, languageId));

/** Whether there is a parser for the language that `fileChunks` has a use for. */
export const needsParser = (languageId: string): boolean =>
  languageId === 'html' || sourceLanguageOf(languageId) !== undefined;

/** Whether a line of the file, rather than a sentence, is the smallest thing to read. */
export const isReadByLines = ({ path, languageId }: ChunkedFile): boolean =>
  sourceLanguageOf(languageId) !== undefined || [data, table, otherCode].some((names) => names.test(path));

const sourceLanguageOf = (languageId: string): SourceLanguage | undefined =>
  Object.hasOwn(sourceLanguages, languageId) ? sourceLanguages[languageId] : undefined;

/** Sections of what is not prose. */
const outlined = (text: string, path: string, languageId: string, parsers: Parsers): Section[] | undefined => {
  if (table.test(path)) return tableSections(text);
  const language = sourceLanguageOf(languageId);
  const isData = data.test(path) || notebook.test(path);
  const isParsed = text.length <= mostParsed;
  const isHtml = languageId === 'html' && isParsed && parsers.html !== undefined;
  if (language === undefined && !isHtml && !isData && !otherCode.test(path)) return undefined;
  const lines = new LineTable(text);
  const sectionsOf = (marks: readonly OutlineMark[]) => outlinedSections(text, lines, marks);
  if (isHtml) return sectionsOf(htmlOutline(parsers.html(text)));
  if (notebook.test(path)) return sectionsOf(outlineOfNotebook(text) ?? layoutOutline(text, lines, keyIn));
  if (text.length > longestMeanLine * lines.count) return undefined;
  const parser = language === undefined || !isParsed ? undefined : parsers[language.grammar];
  const tree = parser?.parse(text, parseLimitMs(text.length));
  if (tree == null) return sectionsOf(layoutOutline(text, lines, isData ? keyIn : declaredIn));
  try {
    return sectionsOf(codeOutline(text, tree, lines));
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
