import { Tokenizer } from '@huggingface/tokenizers';
import { beginsWord } from './wordScores';

/** Token ids of a text and where each ends in it. */
export interface EncodedText {
  readonly ids: readonly number[];
  /**
   * UTF-16 offset of each token's end; it begins where the one before ends, so spans tile the text. Of a character whose bytes several
   * tokens share, the last has the span and those before are empty at its start.
   */
  readonly ends: readonly number[];
}

/** The parts of a tokenizer.json that are read here. */
interface TokenizerFile {
  readonly model?: { readonly type?: string; readonly vocab?: Readonly<Record<string, number>> };
  readonly added_tokens?: readonly { readonly id: number; readonly content: string }[];
  readonly normalizer?: { readonly type: string } | null;
  readonly pre_tokenizer?: PartOfTokenizer | null;
  readonly decoder?: PartOfTokenizer | null;
}

interface PartOfTokenizer {
  readonly type: string;
  readonly individual_digits?: boolean;
  readonly pretokenizers?: readonly PartOfTokenizer[];
  readonly decoders?: readonly PartOfTokenizer[];
}

/**
 * Byte-level BPE after a tokenizer.json, the text's own characters only: what looks like a control token (`<|endoftext|>`) is
 * read as the text that it is.
 */
export class SubwordTokenizer {
  /** Ids that there are; the greatest is one less. */
  readonly size: number;
  readonly #tokenizer: Tokenizer;
  readonly #tokens: readonly (string | undefined)[];
  readonly #control: ReadonlyMap<string, number>;
  readonly #byteLengths: Uint16Array;
  /** 1 for a byte that is a token. */
  readonly #hasByte = new Uint8Array(256);

  /**
   * @param content a tokenizer.json, parsed
   * @throws Error if it is none of a byte-level BPE
   */
  constructor(content: unknown) {
    const file = content as TokenizerFile;
    const vocabulary = file.model?.vocab;
    if (file.model?.type !== 'BPE' || vocabulary === undefined) throw new Error('the tokenizer is no BPE');
    if (!hasPart(file.pre_tokenizer, 'ByteLevel')) throw new Error('the tokenizer is not byte-level');
    // A text is read as it is: composing characters would move its offsets.
    if (file.normalizer && file.normalizer.type !== 'NFC')
      throw new Error(`the tokenizer changes the text (${file.normalizer.type}), so offsets would be lost`);
    const read = { ...file, normalizer: null, added_tokens: [], post_processor: null };
    this.#tokenizer = new Tokenizer({ ...read, pre_tokenizer: withAllDigits(file.pre_tokenizer!) }, {});
    const added = file.added_tokens ?? [];
    this.#control = new Map(added.map(({ content, id }) => [content, id]));
    const tokens: string[] = [];
    for (const token in vocabulary) tokens[vocabulary[token]!] = token;
    this.size = added.reduce((size, { id }) => Math.max(size, id + 1), tokens.length);
    // A code unit of a byte-level token is a byte.
    this.#byteLengths = Uint16Array.from({ length: this.size }, (_, id) => tokens[id]?.length ?? 0);
    for (const [unit, byte] of byteOfUnit) this.#hasByte[byte] = unit in vocabulary ? 1 : 0;
    for (const { id } of added) delete tokens[id];
    this.#tokens = tokens;
  }

  /** Bytes that no token writes are passed over, as the original does: SmolLM2 has none for some that are rare or impossible. */
  encode(text: string): EncodedText {
    if (text === '') return { ids: [], ends: [] };
    const { ids } = this.#tokenizer.encode(text, { add_special_tokens: false });
    const ends: number[] = new Array(ids.length);
    let offset = 0;
    /** Bytes of the character at `offset` that tokens so far have written. */
    let written = 0;
    for (let index = 0; index < ids.length; index++) {
      written += this.#byteLengths[ids[index]!]!;
      for (; offset < text.length; offset += unitsAt(text, offset)) {
        const length = this.#tokenBytes(text, offset);
        if (written < length) break;
        written -= length;
      }
      ends[index] = offset;
    }
    if (written !== 0 || (offset !== text.length && ids.length > 0))
      throw new Error('tokens do not have the bytes of their text');
    return { ids, ends };
  }

  /** Token ids of a text in which control tokens are meant by their names: of our own making, never a user's. */
  encodeWithControl(text: string): number[] {
    const names = [...this.#control.keys()].map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    if (names.length === 0) return [...this.encode(text).ids];
    return text
      .split(new RegExp(`(${names.join('|')})`))
      .flatMap((part) => this.#control.get(part) ?? this.encode(part).ids);
  }

  /** Tokens that stand for no text, `<|endoftext|>` among them. */
  get controlTokens(): readonly number[] {
    return [...this.#control.values()];
  }

  /** Those of them that end a text or a turn. */
  get endTokens(): readonly number[] {
    return END_TOKENS.flatMap((content) => this.#control.get(content) ?? []);
  }

  /** Of each id, 1 where its token begins a new word or ends the text. A part of a character is taken for what most such characters are. */
  beginsWord(): Uint8Array {
    const decoder = new TextDecoder();
    return Uint8Array.from({ length: this.size }, (_, id) => {
      const bytes = this.bytes(id) ?? new Uint8Array();
      const text = decoder.decode(bytes);
      const begins = text.startsWith('\ufffd') ? MARKS_FIRST_BYTES.includes(bytes[0]!) : beginsWord(text);
      return begins ? 1 : 0;
    });
  }

  /** Tokens that begin with a text, and those that it begins with. */
  idsBeginningWith(text: string): number[] {
    const units = [...encoder.encode(text)].map((byte) => unitOfByte[byte]!).join('');
    const ids: number[] = [];
    for (const [id, token] of this.#tokens.entries())
      if (token !== undefined && token !== '' && (token.startsWith(units) || units.startsWith(token))) ids.push(id);
    return ids;
  }

  /** The bytes that a token writes; undefined for control tokens and ids that no token has. */
  bytes(id: number): Uint8Array | undefined {
    const token = this.#tokens[id];
    return token === undefined ? undefined : Uint8Array.from(token, (unit) => byteOfUnit.get(unit)!);
  }

  /** Bytes of the character at `offset` that there are tokens for. */
  #tokenBytes(text: string, offset: number): number {
    const unit = text.charCodeAt(offset);
    if (unit < 0x80) return this.#hasByte[unit]!;
    const bytes = encoder.encode(text.slice(offset, offset + unitsAt(text, offset)));
    return bytes.reduce((sum, byte) => sum + this.#hasByte[byte]!, 0);
  }
}

const encoder = new TextEncoder();

/** First bytes of typographic marks, symbols and emoji; those of letters are the others. */
const MARKS_FIRST_BYTES = [0xc2, 0xcb, 0xe2, 0xf0];

/** As the families of models spell them that have a byte-level BPE. */
const END_TOKENS = ['<|endoftext|>', '<|im_end|>', '<|end_of_text|>', '<|eot_id|>', '<|end|>', '</s>'];

function hasPart(part: PartOfTokenizer | null | undefined, type: string): boolean {
  if (!part) return false;
  return (
    part.type === type || [...(part.pretokenizers ?? []), ...(part.decoders ?? [])].some((one) => hasPart(one, type))
  );
}

/** The library takes `Digits` for ASCII ones; they are all numbers of Unicode (the Rust original, llama.cpp). */
function withAllDigits(part: PartOfTokenizer): object {
  if (part.type === 'Digits')
    return {
      type: 'Split',
      pattern: { Regex: part.individual_digits ? '\\p{N}' : '\\p{N}+' },
      behavior: 'Isolated',
      invert: false,
    };
  return part.pretokenizers === undefined ? part : { ...part, pretokenizers: part.pretokenizers.map(withAllDigits) };
}

/** Code units of the character at `offset`. */
function unitsAt(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(offset + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}

/** GPT-2's table: printable bytes stand for themselves, the others are moved to U+0100 and after. */
const byteOfUnit: ReadonlyMap<string, number> = (() => {
  const table = new Map<string, number>();
  let moved = 0;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    table.set(String.fromCharCode(printable ? byte : 0x100 + moved++), byte);
  }
  return table;
})();

const unitOfByte: readonly string[] = (() => {
  const units: string[] = [];
  for (const [unit, byte] of byteOfUnit) units[byte] = unit;
  return units;
})();
