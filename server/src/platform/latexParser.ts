import { parse as parseSignature } from '@unified-latex/unified-latex-util-argspec';
import { gobbleArguments } from '@unified-latex/unified-latex-util-arguments';
import { LatexPegParser } from '@unified-latex/unified-latex-util-pegjs';
import type { LatexParser } from '../text/markup/parsers';

const signatures = new Map<string, ReturnType<typeof parseSignature>>();

const signatureOf = (signature: string): ReturnType<typeof parseSignature> => {
  const parsed = signatures.get(signature) ?? parseSignature(signature);
  signatures.set(signature, parsed);
  return parsed;
};

/** unified-latex: what its `parseMinimal` calls, without the signatures of hundreds of packages that come along with that. */
export const latexParser: LatexParser = {
  parse: (source) => LatexPegParser.parse(source),
  gobbleArguments: (nodes, signature, at) => gobbleArguments(nodes, signatureOf(signature), at).nodesRemoved,
};
