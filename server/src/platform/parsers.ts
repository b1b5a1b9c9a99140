import { promises as files } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import { parserFor } from '../text/markup/maskDocument';
import type { ParserName, Parsers } from '../text/markup/parsers';
import type { Grammar, SyntaxParser } from '../text/markup/sourceCode/sourceCodeGrammars';

// Both the runtime and the grammars are read from the installed package, found from here: from the source tree and from a bundle alike.
const installed = createRequire(import.meta.url);
const treeSitterPackage = '@vscode/tree-sitter-wasm';

/** Emscripten's option that the declarations leave out: an abort is not to be told on the error stream. */
const silent = { printErr: () => undefined } as unknown as Parameters<typeof TreeSitter.Parser.init>[0];

let runtime: Promise<typeof TreeSitter> | undefined;

const loadRuntime = (): Promise<typeof TreeSitter> => {
  runtime ??= (async () => {
    const treeSitter = installed(treeSitterPackage) as typeof TreeSitter;
    await treeSitter.Parser.init(silent);
    return treeSitter;
  })();
  return runtime;
};

/**
 * Text that is far from its language can keep tree-sitter's error recovery busy for minutes and at last out of memory.
 * Real files take a fifth of this at most.
 */
const timeLimitMs = (characters: number): number => 2000 + characters / 100;

/** A parser that gives up, with null, instead of going on for ever or failing. */
const bounded = (parser: TreeSitter.Parser, onFailure: () => void): SyntaxParser => {
  let failed = false;
  return {
    parse(source, limitMs = timeLimitMs(source.length)) {
      if (failed) return null;
      const started = performance.now();
      try {
        const tree = parser.parse(source, null, { progressCallback: () => performance.now() - started > limitMs });
        if (tree === null) parser.reset();
        return tree;
      } catch {
        failed = true;
        onFailure();
        return null;
      }
    },
  };
};

/** After an abort the WebAssembly instance is of no more use: what is loaded next starts from a new one. */
const forgetRuntime = (): void => {
  delete installed.cache[installed.resolve(treeSitterPackage)];
  runtime = undefined;
  for (const name of loading.keys()) if (!(name in withoutRuntime)) loading.delete(name);
};

const loadGrammar = async (grammar: Grammar): Promise<SyntaxParser> => {
  const folder = dirname(installed.resolve(treeSitterPackage));
  const [treeSitter, bytes] = await Promise.all([
    loadRuntime(),
    files.readFile(join(folder, `tree-sitter-${grammar}.wasm`)),
  ]);
  const parser = new treeSitter.Parser();
  parser.setLanguage(await treeSitter.Language.load(bytes));
  return bounded(parser, forgetRuntime);
};

const loadHtml = async (): Promise<NonNullable<Parsers['html']>> => {
  const { parse } = await import('parse5');
  return (source) => parse(source, { sourceCodeLocationInfo: true });
};

const loadLatex = async (): Promise<NonNullable<Parsers['latex']>> => (await import('./latexParser')).latexParser;

const withoutRuntime = { html: loadHtml, latex: loadLatex };

const load = async (name: ParserName): Promise<Parsers> => ({
  [name]: name === 'html' || name === 'latex' ? await withoutRuntime[name]() : await loadGrammar(name),
});

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
