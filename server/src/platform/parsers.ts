import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import { parserFor } from '../text/markup/maskDocument';
import type { ParserName, Parsers } from '../text/markup/parsers';
import type { Grammar, SyntaxParser } from '../text/markup/sourceCodeGrammars';

// Both the runtime and the grammars are read from the installed package, found from here: from the source tree and from a bundle alike.
const installed = createRequire(import.meta.url);
const treeSitterPackage = '@vscode/tree-sitter-wasm';

let runtime: Promise<typeof TreeSitter> | undefined;

const loadRuntime = (): Promise<typeof TreeSitter> => {
  runtime ??= (async () => {
    const treeSitter = installed(treeSitterPackage) as typeof TreeSitter;
    await treeSitter.Parser.init();
    return treeSitter;
  })();
  return runtime;
};

const loadGrammar = async (grammar: Grammar): Promise<SyntaxParser> => {
  const folder = dirname(installed.resolve(treeSitterPackage));
  const [treeSitter, bytes] = await Promise.all([loadRuntime(), readFile(join(folder, `tree-sitter-${grammar}.wasm`))]);
  const parser = new treeSitter.Parser();
  parser.setLanguage(await treeSitter.Language.load(bytes));
  return parser;
};

const loadHtml = async (): Promise<NonNullable<Parsers['html']>> => {
  const { parse } = await import('parse5');
  return (source) => parse(source, { sourceCodeLocationInfo: true });
};

const load = async (name: ParserName): Promise<Parsers> =>
  name === 'html' ? { html: await loadHtml() } : { [name]: await loadGrammar(name) };

const loading = new Map<ParserName, Promise<Parsers>>();

/**
 * The parsers that `maskDocument` needs for these languages, each loaded once a process. A grammar takes 5 to 35 ms,
 * tree-sitter's runtime 35 ms more at first.
 * @param languageIds VS Code's language identifiers; one that needs no parser is passed over
 * @throws Error when the installed package lacks a grammar's file
 */
export const loadParsers = async (languageIds: Iterable<string>): Promise<Parsers> => {
  const names = new Set<ParserName>();
  for (const languageId of languageIds) {
    const name = parserFor(languageId);
    if (name !== undefined) names.add(name);
  }
  const loaded = await Promise.all(
    [...names].map((name) => {
      const parsers = loading.get(name) ?? load(name);
      loading.set(name, parsers);
      return parsers;
    }),
  );
  return Object.assign({}, ...loaded) as Parsers;
};
