import type { Token } from '../../text/token';

const plainWord = /^[A-Za-z\u00C0-\u024F][A-Za-z'\u00C0-\u024F]*[a-z\u00DF-\u00FF]$/;

/** Two letters or more, not all capitals: not `TL;DR`, not a variable. */
export const isPlainWord = (token: Token | undefined): boolean => token?.kind === 'word' && plainWord.test(token.form);

/** A plain word, `a` or `I`. */
export const isProse = (token: Token | undefined): boolean =>
  isPlainWord(token) || token?.form === 'a' || token?.form === 'I';
