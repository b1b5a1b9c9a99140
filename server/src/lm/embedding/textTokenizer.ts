import { Tokenizer } from '@huggingface/tokenizers';

/** Parts of a tokenizer.json that are read here. */
interface TokenizerFile {
  readonly model?: object;
  readonly added_tokens?: readonly { readonly special?: boolean }[];
}

/** Characters a token that a text is looked at for first: English has four to five. */
const CHARACTERS_A_TOKEN = 16;
/** A cut within a word changes the tokens of that word alone, and none has so many. */
const TOKENS_OF_A_WORD = 128;

/** The tokens of a text, and those of them that a span has become: from `first` up to `end`, exclusive. */
export interface TokenSpan {
  readonly ids: readonly number[];
  readonly first: number;
  readonly end: number;
}

/** Token ids of whole texts after a tokenizer.json, between the tokens that it puts around them. */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #before: readonly number[];
  readonly #after: readonly number[];
  readonly #limit: number;

  /**
   * @param content a tokenizer.json, parsed; what it says of truncation and padding is not done
   * @param maximumTokens of a text with the tokens around it
   * @throws Error if it is none
   */
  constructor(
    content: unknown,
    readonly maximumTokens: number,
  ) {
    const file = content as TokenizerFile | null;
    if (typeof file?.model !== 'object') throw new Error('the tokenizer has no model');
    // What looks like a control token (`[SEP]`) is read as the text that it is.
    const added_tokens = (file.added_tokens ?? []).filter(({ special }) => special !== true);
    this.#tokenizer = new Tokenizer({ ...file, added_tokens }, {});
    const inner = this.#tokenizer.encode('a', { add_special_tokens: false }).ids;
    const whole = this.#tokenizer.encode('a').ids;
    const start = whole.findIndex((_, index) => inner.every((id, offset) => whole[index + offset] === id));
    if (inner.length === 0 || start < 0) throw new Error('the tokenizer does not keep a text together');
    this.#before = whole.slice(0, start);
    this.#after = whole.slice(start + inner.length);
    this.#limit = maximumTokens - this.#before.length - this.#after.length;
    if (this.#limit < 1) throw new Error(`${maximumTokens} tokens leave no room for a text`);
  }

  /** At least one id. What is longer than `maximumTokens` is cut at its end. */
  encode(text: string): number[] {
    const ids = this.#idsOf(text);
    const all = [...this.#before, ...ids.slice(0, this.#limit), ...this.#after];
    // A tokenizer without tokens around a text has none for an empty one.
    return all.length > 0 ? all : this.#tokenizer.encode(' . ', { add_special_tokens: false }).ids;
  }

  /**
   * The tokens of a text, and which of them a span of it has become; undefined where they are cut off, or where the span is no whole words, so that its tokens are other ones in the text.
   * @param start in UTF-16 units, as is `end`, exclusive
   */
  encodeSpan(text: string, start: number, end: number): TokenSpan | undefined {
    const before = this.#idsOf(text.slice(0, start).trimEnd());
    const upTo = this.#idsOf(text.slice(0, end));
    const ids = this.encode(text);
    const offset = this.#before.length;
    const isWhole =
      upTo.every((id, index) => ids[offset + index] === id) && before.every((id, index) => upTo[index] === id);
    if (!isWhole || upTo.length > this.#limit || upTo.length <= before.length) return undefined;
    return { ids, first: offset + before.length, end: offset + upTo.length };
  }

  /** Which of the ids of `encode` are the text's own, without those around it. */
  ownTokens(ids: readonly number[]): { readonly first: number; readonly end: number } {
    return { first: this.#before.length, end: Math.max(this.#before.length, ids.length - this.#after.length) };
  }

  /** As many as are wanted and maybe more: of a long text, its beginning alone is looked at. */
  #idsOf(text: string): readonly number[] {
    for (let length = CHARACTERS_A_TOKEN * this.#limit; ; length *= 4) {
      const { ids } = this.#tokenizer.encode(text.slice(0, length), { add_special_tokens: false });
      if (length >= text.length || ids.length >= this.#limit + TOKENS_OF_A_WORD) return ids;
    }
  }
}
