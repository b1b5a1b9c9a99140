import type { Token } from '../../text/token';

/** Stands for every word outside the vocabulary. */
export const UNKNOWN = '<unk>';
export const SENTENCE_START = '<s>';
export const SENTENCE_END = '</s>';
/** Stands for every number. */
export const NUMBER = '<num>';
/** Stands for masked inline code, URLs, paths and other identifiers: a context for its neighbours, never predicted itself. */
export const REFERENCE = '<ref>';

/** The word under which an n-gram model knows a token. */
export function vocabularyForm(token: Pick<Token, 'kind' | 'form'>): string {
  switch (token.kind) {
    case 'number':
      return NUMBER;
    case 'placeholder':
    case 'identifier':
      return REFERENCE;
    case 'punctuation':
      return token.form;
    case 'word':
      return token.form.toLowerCase();
  }
}
