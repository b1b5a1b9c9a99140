import type { Token } from '../../text/token';
import type { WordModel } from '../wordModel';
import { vocabularyForm } from './vocabularyForm';

/** A word as an n-gram model knows it. */
export interface ModelWord {
  /** Vocabulary form. */
  readonly word: string;
  /** 0 when the model does not know it. */
  readonly id: number;
}

/** A bound on memory: few texts hold so many different words, and forgetting them all costs little. */
const MAX_REMEMBERED = 1 << 16;

/** Looks tokens up in a model's vocabulary, and remembers them by form: a look-up hashes, folds case and compares. */
export class ModelWords {
  private readonly remembered = new Map<string, ModelWord>();

  constructor(private readonly model: WordModel) {}

  of(token: Pick<Token, 'kind' | 'form'>): ModelWord {
    const key = token.kind === 'word' || token.kind === 'punctuation' ? token.form : token.kind;
    let found = this.remembered.get(key);
    if (found === undefined) {
      const word = vocabularyForm(token);
      found = { word, id: this.model.idOf(word) };
      if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
      this.remembered.set(key, found);
    }
    return found;
  }
}
