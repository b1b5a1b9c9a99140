const byName: Readonly<Record<string, string>> = {
  COMMIT_EDITMSG: 'git-commit',
  MERGE_MSG: 'git-commit',
  TAG_EDITMSG: 'git-commit',
  SQUASH_MSG: 'git-commit',
  'git-rebase-todo': 'git-rebase',
  README: 'plaintext',
  CONTRIBUTING: 'plaintext',
  CHANGELOG: 'plaintext',
  CHANGES: 'plaintext',
  NEWS: 'plaintext',
  TODO: 'plaintext',
  HACKING: 'plaintext',
  INSTALL: 'plaintext',
  AUTHORS: 'plaintext',
  LICENSE: 'plaintext',
  COPYING: 'plaintext',
  NOTICE: 'plaintext',
};

const byExtension: Readonly<Record<string, string>> = {
  md: 'markdown',
  markdown: 'markdown',
  mkd: 'markdown',
  mdown: 'markdown',
  qmd: 'markdown',
  rmd: 'markdown',
  mdx: 'mdx',
  txt: 'plaintext',
  text: 'plaintext',
  rst: 'restructuredtext',
  rest: 'restructuredtext',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  asc: 'asciidoc',
  tex: 'latex',
  ltx: 'latex',
  sty: 'tex',
  cls: 'tex',
  bib: 'bibtex',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  pyi: 'python',
  pyw: 'python',
  java: 'java',
  c: 'c',
  h: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hh: 'cpp',
  hpp: 'cpp',
  hxx: 'cpp',
  cs: 'csharp',
  go: 'go',
  rs: 'rust',
  rb: 'ruby',
  rake: 'ruby',
  php: 'php',
  sh: 'shellscript',
  bash: 'shellscript',
  zsh: 'shellscript',
  ksh: 'shellscript',
};

/** The interpreter of a `#!` line, `env` and its options and any version number left out. */
const shebang = /^#!\s*(?:\S*\/)?(?:env\s+(?:-\S+\s+)*)?(?:\S*\/)?([A-Za-z]+)/;

const byInterpreter: Readonly<Record<string, string>> = {
  sh: 'shellscript',
  bash: 'shellscript',
  dash: 'shellscript',
  zsh: 'shellscript',
  ksh: 'shellscript',
  python: 'python',
  ruby: 'ruby',
  node: 'javascript',
  php: 'php',
};

const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/**
 * VS Code's language identifier for a file, from its name and, for a script without an extension, its `#!` line.
 * Undefined when it is none that `maskDocument` knows. `/` and `\` both separate folders.
 */
export const languageOf = (path: string, firstLine = ''): string | undefined => {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const named = own(byName, name);
  if (named !== undefined) return named;
  const dot = name.lastIndexOf('.');
  if (dot >= 0) return own(byExtension, name.slice(dot + 1).toLowerCase());
  const interpreter = shebang.exec(firstLine)?.[1];
  return interpreter === undefined ? undefined : own(byInterpreter, interpreter);
};
