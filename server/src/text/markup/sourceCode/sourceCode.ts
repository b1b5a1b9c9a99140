import { contentKey } from '../../contentKey';
import { GenerationalMap } from '../../generationalMap';
import type { MaskedDocument } from '../../maskedDocument';
import { MaskBuilder } from '../maskBuilder';
import { MaskedPieces } from '../maskedPieces';
import type { Parsers } from '../parsers';
import type { RepeatedMask } from '../repeatedMask';
import { CodeNames, type LastNames } from './codeNames';
import { type CommentText, commentTextsOf, type SourceComment } from './commentsLines';
import { CommentMasker } from './commentsProse';
import { docstringsOf, type SourceLanguage, type SyntaxParser, sourceLanguages } from './sourceCodeGrammars';

/**
 * Masks source code: comments and docstrings are prose, all else is not, string literals included; names of the code are handed over.
 * Without the language's grammar in `parsers`, or when it gives up, there is no prose.
 */
export const maskSourceCode = (source: string, parsers: Parsers, languageId: string): MaskedDocument => {
  const steps = new SourceCodeMask(parsers, languageId).update(source);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

/** How many comments are masked between two chances to stop. */
const COMMENTS_A_STEP = 16;

/**
 * The mask of one file of source code through its edits. The file is parsed anew each time (8 MB/s); a comment that reads as before keeps its
 * mask, which takes more than half of the time.
 */
export class SourceCodeMask implements RepeatedMask {
  private readonly known = new GenerationalMap<MaskedDocument>();
  private readonly lastNames: LastNames = {};

  constructor(
    private readonly parsers: Parsers,
    private readonly languageId: string,
  ) {}

  *update(source: string): Generator<void, MaskedDocument> {
    const { languageId } = this;
    const language = Object.hasOwn(sourceLanguages, languageId) ? sourceLanguages[languageId] : undefined;
    const comments = language === undefined ? undefined : commentsOf(source, language, this.parsers[language.grammar]);
    const builder = new MaskBuilder(source);
    if (language === undefined || comments === undefined) return builder.build();
    yield;
    const { documentation } = language;
    const declaredAfter = documentation === 'godoc' ? goDeclarationAfter : undefined;
    const pieces = new MaskedPieces(builder.source);
    let fresh = 0;
    for (const text of commentTextsOf(builder.source, comments)) {
      const { lines } = text;
      const start = lines[0]!.start;
      const end = lines[lines.length - 1]!.end;
      const declared = declaredAfter?.(builder.source, text);
      const key = keyOf(builder.source, text, declared);
      let masked = this.known.get(key);
      if (masked === undefined) {
        new CommentMasker(builder, documentation).mask(text, declared);
        masked = builder.cut(start, end);
        this.known.set(key, masked);
        if (++fresh % COMMENTS_A_STEP === 0) yield;
      }
      pieces.add(start, masked);
    }
    this.known.turn();
    return { ...pieces.build(), names: new CodeNames(builder.source, comments, this.lastNames) };
  }
}

/** Everything that a comment's mask depends on: what stands there, how it is cut into lines, and what is declared after it. */
const keyOf = (source: string, { lines, documentation }: CommentText, declared = ''): number => {
  const from = lines[0]!.start;
  const shape = lines.map(({ start, end, indent }) => [start - from, end - from, indent].join());
  const context = `${documentation} ${declared} ${shape.join(' ')}`;
  return contentKey(source, from, lines[lines.length - 1]!.end, contentKey(context, 0, context.length));
};

/** Comments and docstrings, ascending; undefined when the parser gave up. */
export const commentsOf = (
  source: string,
  language: SourceLanguage,
  parser: SyntaxParser | undefined,
): SourceComment[] | undefined => {
  const tree = parser?.parse(source);
  if (tree == null) return undefined;
  const comments: SourceComment[] = [];
  try {
    for (const node of tree.rootNode.descendantsOfType([...language.comments]))
      if (node !== null && (node.startIndex > 0 || !source.startsWith('#!')))
        comments.push({ start: node.startIndex, end: node.endIndex, docstring: false });
    if (language.documentation === 'docstring')
      for (const node of docstringsOf(tree.rootNode))
        comments.push({ start: node.startIndex, end: node.endIndex, docstring: true });
  } finally {
    tree.delete();
  }
  return comments.sort((a, b) => a.start - b.start);
};

const goDeclaration =
  /[^\S\n]*\n[^\S\n]*(?:func\s+(?:\([^()\n]*\)\s*)?|type\s+|var\s+|const\s+|package\s+)?([A-Za-z_]\w*)/y;

/** The name declared in the line after a comment, which by Go's custom starts with it. */
const goDeclarationAfter = (source: string, text: CommentText): string | undefined => {
  goDeclaration.lastIndex = text.lines[text.lines.length - 1]?.end ?? source.length;
  return goDeclaration.exec(source)?.[1];
};
