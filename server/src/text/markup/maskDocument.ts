import type { DocumentSnapshot } from '../documentSnapshot';
import type { MaskedDocument } from '../maskedDocument';
import { maskAsciiDoc } from './asciiDoc/asciiDoc';
import { maskHtml } from './html/html';
import { LatexMask, maskLatex } from './latex/latex';
import { MarkdownMask, maskMarkdown } from './markdown/markdown';
import { MaskBuilder } from './maskBuilder';
import type { ParserName, Parsers } from './parsers';
import { maskGitCommit } from './plainText/gitCommit';
import { maskPlainText, PlainTextMask } from './plainText/plainText';
import type { RepeatedMask } from './repeatedMask';
import { maskRestructuredText } from './restructuredText/restructuredText';
import { maskSourceCode, SourceCodeMask } from './sourceCode/sourceCode';
import { sourceLanguages } from './sourceCode/sourceCodeGrammars';

/** Masks one language's markup. Pure, synchronous, and total: any string gives a masked document. */
export type Masker = (source: string, parsers: Parsers, languageId: string) => MaskedDocument;

interface Language {
  readonly mask: Masker;
  /** Must be present in `Parsers` before `mask` is called. */
  readonly parser?: ParserName;
  /** Masks a document that is edited, parsing again only what an edit touched; without it, all is masked each time. */
  readonly repeat?: (parsers: Parsers) => RepeatedMask;
}

const noProse: Masker = (source) => new MaskBuilder(source).build();

const latex: Language = {
  mask: (source, parsers) => maskLatex(source, parsers.latex!),
  parser: 'latex',
  repeat: (parsers) => new LatexMask(parsers.latex!),
};

/** By VS Code's language identifier. */
const languages: ReadonlyMap<string, Language> = new Map<string, Language>([
  ['git-commit', { mask: maskGitCommit }],
  ['html', { mask: (source, { html }) => maskHtml(source, html!), parser: 'html' }],
  ['markdown', { mask: (source) => maskMarkdown(source), repeat: () => new MarkdownMask(false) }],
  ['mdx', { mask: (source) => maskMarkdown(source, true), repeat: () => new MarkdownMask(true) }],
  ['plaintext', { mask: maskPlainText, repeat: () => new PlainTextMask() }],
  ['latex', latex],
  ['tex', latex],
  ['asciidoc', { mask: maskAsciiDoc }],
  ['restructuredtext', { mask: maskRestructuredText }],
  ...Object.entries(sourceLanguages).map(([languageId, { grammar }]): [string, Language] => [
    languageId,
    {
      mask: maskSourceCode,
      parser: grammar,
      repeat: (parsers) => new SourceCodeMask(parsers, languageId),
    },
  ]),
]);

/** The parser that `maskDocument` needs for a language, to be loaded before; undefined when it needs none. */
export const parserFor = (languageId: string): ParserName | undefined => languages.get(languageId)?.parser;

/** The languages in which prose is looked for. */
export const proseLanguages: readonly string[] = [...languages.keys()];

/** Whether any prose is looked for in a language at all. */
export const hasProse = (languageId: string): boolean => languages.has(languageId);

/**
 * Masks a document's markup. A language that is not known has no prose.
 * @throws Error when the parser named by `parserFor` was not handed in.
 */
export const maskDocument = (snapshot: DocumentSnapshot, parsers: Parsers): MaskedDocument => {
  const language = languages.get(snapshot.languageId);
  if (language === undefined) return noProse(snapshot.text, parsers, snapshot.languageId);
  if (language.parser !== undefined && parsers[language.parser] === undefined)
    throw new Error(`The ${language.parser} parser must be loaded before ${snapshot.languageId} is masked.`);
  return language.mask(snapshot.text, parsers, snapshot.languageId);
};

/**
 * The mask of one document of a language through its edits.
 * @throws Error from `update` when the parser named by `parserFor` was not handed in
 */
export const repeatedMask = (languageId: string, parsers: Parsers): RepeatedMask =>
  repeatOf(languageId, parsers) ?? {
    // biome-ignore lint/correctness/useYield: a mask made at once has no place to stop
    *update(text) {
      return maskDocument({ uri: '', version: 0, languageId, text }, parsers);
    },
  };

/** Only once its parser is there: without it, the error is `update`'s. */
const repeatOf = (languageId: string, parsers: Parsers): RepeatedMask | undefined => {
  const language = languages.get(languageId);
  if (language?.parser !== undefined && parsers[language.parser] === undefined) return undefined;
  return language?.repeat?.(parsers);
};
