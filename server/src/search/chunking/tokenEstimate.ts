/** What a character is to BERT's basic tokenizer, which cuts a text into words before WordPiece cuts those. */
enum Kind {
  Space,
  Lower,
  Upper,
  Digit,
  /** A token by itself. */
  Mark,
  /** A letter of Latin beyond ASCII: its words are seldom English. */
  Latin,
  /** A letter of an alphabet of which the vocabulary has little more than the letters. */
  Letter,
  /** An ideograph or kana: a token by itself. */
  Ideograph,
  /** Decomposed into two or three letters. */
  Hangul,
  /** Removed, or part of the character before. */
  Nothing,
}

const { Space, Lower, Upper, Digit, Mark, Latin, Letter, Ideograph, Hangul, Nothing } = Kind;

const asciiKinds = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (/[a-z]/.test(character)) return Lower;
  if (/[A-Z]/.test(character)) return Upper;
  if (/\d/.test(character)) return Digit;
  if (/[ \t\n\r]/.test(character)) return Space;
  return unit < 32 || unit === 127 ? Nothing : Mark;
});

const kindOf = (unit: number): Kind => {
  if (unit < 0x80) return asciiKinds[unit]!;
  if (unit < 0xc0) return unit === 0xa0 ? Space : Mark;
  if (unit < 0x300) return Latin;
  if (unit < 0x370) return Nothing;
  if (unit < 0x1100) return Letter;
  if (unit < 0x1200) return Hangul;
  if (unit < 0x2000) return Letter;
  if (unit < 0x2e80) return unit < 0x200b || unit === 0x202f || unit === 0x3000 ? Space : Mark;
  if (unit < 0xac00) return unit === 0x3000 ? Space : Ideograph;
  if (unit < 0xd7b0) return Hangul;
  if (unit < 0xdc00) return Mark; // the first half of a pair
  if (unit < 0xe000) return Nothing;
  return unit >= 0xf900 && unit < 0xfb00 ? Ideograph : Mark;
};

/** Mean tokens of a word of ASCII letters, by its length: of files of six languages and prose, weighted alike. */
const plainWord = Float64Array.from(
  { length: 128 },
  (_, length) => [0, 1, 1.05, 1.25, 1.2, 1.25, 1.3, 1.35, 1.45, 1.55, 1.8, 1.85, 2.1, 2.2][length] ?? 0.3 * length,
);

/** Of one word, from what it is made of. */
const wordTokens = (letters: number, humps: number, digits: number, latin: number, others: number): number => {
  const length = letters + latin;
  let tokens = others;
  if (latin > 0) tokens += 1 + 0.3 * length;
  else if (humps > 0 || (digits > 0 && length > 0)) tokens += Math.max(1, 0.32 * length);
  else tokens += plainWord[length] ?? 0.3 * length;
  if (digits === 0) return tokens;
  if (length === 0 && digits <= 4) return tokens + (digits <= 2 ? 1 : digits === 3 ? 1.15 : 1.7);
  return tokens + 0.25 + 0.52 * digits;
};

/**
 * About how many tokens WordPiece makes of a span with the uncased English vocabulary of BERT, which all-MiniLM-L6-v2, BGE, E5 and GTE share. A word of
 * more than 100 letters, of which WordPiece makes one token, counts as its parts do, since a passage is to be short too.
 * How it compares with the tokenizer: `npm run bench -- --only 'Passages'`.
 */
export const estimateTokens = (text: string, start = 0, end = text.length): number => {
  let tokens = 0;
  let index = start;
  while (index < end) {
    const first = kindOf(text.charCodeAt(index));
    if (first === Space || first === Mark || first === Ideograph) {
      if (first !== Space) tokens++;
      index++;
      continue;
    }
    // Most words are small letters, the first of them perhaps a capital.
    const from = index;
    let kind: Kind = first;
    if (first === Lower || first === Upper) {
      do kind = ++index < end ? kindOf(text.charCodeAt(index)) : Space;
      while (kind === Lower);
      if (kind === Space || kind === Mark) {
        tokens += plainWord[index - from] ?? 0.3 * (index - from);
        continue;
      }
      index = from;
      kind = first;
    }
    let letters = 0;
    let humps = 0;
    let digits = 0;
    let latin = 0;
    let others = 0;
    let before: Kind = Space;
    while (kind !== Space && kind !== Mark && kind !== Ideograph) {
      if (kind === Lower || kind === Upper) {
        letters++;
        if (kind === Upper && before === Lower) humps++;
      } else if (kind === Digit) digits++;
      else if (kind === Latin) latin++;
      else if (kind === Letter) others++;
      else if (kind === Hangul) others += 2.5;
      before = kind;
      kind = ++index < end ? kindOf(text.charCodeAt(index)) : Space;
    }
    tokens += wordTokens(letters, humps, digits, latin, others);
  }
  return tokens;
};
