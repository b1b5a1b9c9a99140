/**
 * The 32 symbols over which spelling errors are modelled, so that a set of symbols is one integer's bits.
 * Letters lose case and diacritics: neither is an error of spelling here, letterCase.ts restores case.
 */
export const SYMBOL_COUNT = 32;
export const APOSTROPHE = 26;
export const HYPHEN = 27;
export const SPACE = 28;
export const STOP = 29;
/** End of the word, written `$` in rules. */
export const END = 30;
/** Any other character: equal only to itself, otherwise edited at the generic costs. */
export const OTHER = 31;

const TABLE_SIZE = 0x250;

const symbolTable = (() => {
  const table = new Uint8Array(TABLE_SIZE).fill(OTHER);
  for (let code = 0; code < TABLE_SIZE; code++) {
    const base = String.fromCharCode(code).normalize('NFD').toLowerCase().charCodeAt(0);
    if (base >= 97 && base <= 122) table[code] = base - 97;
  }
  table[0x27] = APOSTROPHE;
  table[0x2d] = HYPHEN;
  table[0x20] = SPACE;
  table[0xa0] = SPACE;
  table[0x2e] = STOP;
  return table;
})();

/** Symbol of a UTF-16 code unit. */
export const toSymbol = (code: number): number =>
  code < TABLE_SIZE ? symbolTable[code]! : code === 0x2019 ? APOSTROPHE : OTHER;

const ruleCharacters = "abcdefghijklmnopqrstuvwxyz'- .$";

/** Symbols of a rule's side as the artefact writes it (`tion`, `e$`, `` for nothing); undefined if it holds another character. */
export const ruleSymbols = (text: string): number[] | undefined => {
  const symbols = [...text].map((character) => ruleCharacters.indexOf(character));
  return symbols.includes(-1) ? undefined : symbols;
};

/** Symbols of a word, END last. */
export const wordSymbols = (word: string): Uint8Array => {
  const symbols = new Uint8Array(word.length + 1);
  for (let i = 0; i < word.length; i++) symbols[i] = toSymbol(word.charCodeAt(i));
  symbols[word.length] = END;
  return symbols;
};

export const isUpperCase = (code: number): boolean => {
  if (code < 0x80) return code >= 65 && code <= 90;
  const character = String.fromCharCode(code);
  return character !== character.toLowerCase();
};
