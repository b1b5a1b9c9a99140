import type { Node, Tree } from '@vscode/tree-sitter-wasm';

/** Names of the tree-sitter grammars in use: the part of `tree-sitter-NAME.wasm` that differs. */
export const grammars = [
  'bash',
  'c-sharp',
  'cpp',
  'go',
  'java',
  'javascript',
  'php',
  'python',
  'ruby',
  'rust',
  'tsx',
  'typescript',
] as const;

export type Grammar = (typeof grammars)[number];

/** A tree-sitter parser with its language set. The caller of `parse` owns the tree and must `delete()` it. */
export interface SyntaxParser {
  /**
   * Null when the parser gave up. Offsets in the tree are UTF-16 units.
   * @param limitMs when it is to give up; far beyond what real files take, unless it is said
   */
  parse(source: string, limitMs?: number): Tree | null;
}

/**
 * How documentation is written in a language's comments:
 * - `jsdoc`: Markdown with `@tag {type} name`; `phpdoc` and `yard` (Ruby) differ in where the type stands.
 * - `javadoc`: HTML with `@tag name`.
 * - `doxygen`: Markdown with `@tag` or `\tag`, and HTML.
 * - `xmldoc`: C#'s XML elements.
 * - `godoc`, `rustdoc`: their Markdown.
 * - `docstring`: reStructuredText, or Google's or NumPy's sections.
 * - `plain`: none.
 */
export type DocumentationStyle =
  | 'jsdoc'
  | 'phpdoc'
  | 'yard'
  | 'javadoc'
  | 'doxygen'
  | 'xmldoc'
  | 'godoc'
  | 'rustdoc'
  | 'docstring'
  | 'plain';

export interface SourceLanguage {
  readonly grammar: Grammar;
  /** Node types of the grammar. */
  readonly comments: readonly string[];
  readonly documentation: DocumentationStyle;
}

const curly = (grammar: Grammar, documentation: DocumentationStyle): SourceLanguage => ({
  grammar,
  comments: ['comment'],
  documentation,
});

/** By VS Code's language identifier. C is read with C++'s grammar, which knows its comments and more of its dialects. */
export const sourceLanguages: Readonly<Record<string, SourceLanguage>> = {
  typescript: curly('typescript', 'jsdoc'),
  typescriptreact: curly('tsx', 'jsdoc'),
  javascript: curly('javascript', 'jsdoc'),
  javascriptreact: curly('javascript', 'jsdoc'),
  python: curly('python', 'docstring'),
  java: { grammar: 'java', comments: ['line_comment', 'block_comment'], documentation: 'javadoc' },
  c: curly('cpp', 'doxygen'),
  cpp: curly('cpp', 'doxygen'),
  csharp: curly('c-sharp', 'xmldoc'),
  go: curly('go', 'godoc'),
  rust: { grammar: 'rust', comments: ['line_comment', 'block_comment'], documentation: 'rustdoc' },
  ruby: curly('ruby', 'yard'),
  php: curly('php', 'phpdoc'),
  shellscript: curly('bash', 'plain'),
};

/**
 * A body's first statement, the comments before it passed over. With a cursor: asking a node for its n-th child counts from the
 * first one, and a file may begin with thousands of lines of comment.
 */
const firstStatementOf = (body: Node): Node | null => {
  const cursor = body.walk();
  try {
    let found = cursor.gotoFirstChild();
    while (found && (!cursor.nodeIsNamed || cursor.nodeType === 'comment')) found = cursor.gotoNextSibling();
    return found ? cursor.currentNode : null;
  } finally {
    cursor.delete();
  }
};

/** The docstrings of a Python tree (PEP 257: the string that is a body's first statement), ascending. */
export const docstringsOf = (root: Node): Node[] => {
  const docstrings: Node[] = [];
  const owners = root.descendantsOfType(['class_definition', 'function_definition']);
  for (const owner of [root, ...owners]) {
    const body = owner === root ? root : owner?.childForFieldName('body');
    const first = body == null ? null : firstStatementOf(body);
    const string = first?.type === 'expression_statement' ? first.firstNamedChild : null;
    if (string?.type === 'string') docstrings.push(string);
  }
  return docstrings;
};
