import type { MaskedDocument } from '../maskedDocument';
import { CodeNames } from './codeNames';
import { type CommentText, commentTextsOf, type SourceComment } from './commentsLines';
import { CommentMasker } from './commentsProse';
import { MaskBuilder } from './maskBuilder';
import type { Parsers } from './parsers';
import { docstringsOf, sourceLanguages } from './sourceCodeGrammars';

/**
 * Masks source code: comments and docstrings are prose, all else is not, string literals included; names of the code are handed over.
 * Without the language's grammar in `parsers`, or when it gives up, there is no prose.
 */
export const maskSourceCode = (source: string, parsers: Parsers, languageId: string): MaskedDocument => {
  const builder = new MaskBuilder(source);
  const language = Object.hasOwn(sourceLanguages, languageId) ? sourceLanguages[languageId] : undefined;
  if (language === undefined) return builder.build();
  const tree = parsers[language.grammar]?.parse(source);
  if (tree == null) return builder.build();
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
  comments.sort((a, b) => a.start - b.start);
  const declaredAfter = language.documentation === 'godoc' ? goDeclarationAfter : undefined;
  for (const text of commentTextsOf(builder.source, comments))
    new CommentMasker(builder, language.documentation).mask(text, declaredAfter?.(builder.source, text));
  return { ...builder.build(), names: new CodeNames(builder.source, comments) };
};

const goDeclaration =
  /[^\S\n]*\n[^\S\n]*(?:func\s+(?:\([^()\n]*\)\s*)?|type\s+|var\s+|const\s+|package\s+)?([A-Za-z_]\w*)/y;

/** The name declared in the line after a comment, which by Go's custom starts with it. */
const goDeclarationAfter = (source: string, text: CommentText): string | undefined => {
  goDeclaration.lastIndex = text.lines[text.lines.length - 1]?.end ?? source.length;
  return goDeclaration.exec(source)?.[1];
};
