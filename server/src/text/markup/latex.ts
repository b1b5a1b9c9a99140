import type { MaskedDocument } from '../maskedDocument';
import { LatexMasker } from './latexMasker';
import { MaskBuilder } from './maskBuilder';

/**
 * Masks LaTeX. Prose is what stands between `\begin{document}` and `\end{document}` (the whole, in a file that has
 * neither: a chapter), and the title and abstract before.
 */
export const maskLatex = (source: string): MaskedDocument => {
  const builder = new MaskBuilder(source);
  const masker = new LatexMasker(builder);
  const begin = documentBegin(builder.source);
  if (begin >= 0) masker.mask(begin, 'preamble');
  else if (isPackage(builder.source)) return builder.build();
  masker.mask(documentEnd(builder.source, begin), 'body');
  return builder.build();
};

/** Offset of `\begin{document}` outside comments, or -1. */
const documentBegin = (source: string): number => {
  const mark = '\\begin{document}';
  for (let at = source.indexOf(mark); at >= 0; at = source.indexOf(mark, at + 1)) {
    const lineStart = source.lastIndexOf('\n', at) + 1;
    if (!/(?<!\\)%/.test(source.slice(lineStart, at))) return at;
  }
  return -1;
};

const documentEnd = (source: string, begin: number): number => {
  const end = begin < 0 ? -1 : source.indexOf('\\end{document}', begin);
  return end < 0 ? source.length : end;
};

/** A package, class or definition file is code. */
const isPackage = (source: string): boolean =>
  /^[^%\n]*\\(?:ProvidesPackage|ProvidesClass|ProvidesFile|NeedsTeXFormat|ProvidesExplPackage|documentclass)\b/m.test(
    source.slice(0, 20_000),
  );
