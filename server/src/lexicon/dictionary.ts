import type { WordSet } from './wordSet';

/** Words longer than this are not tried as compounds: the time grows by the square. */
const MAX_COMPOUND = 80;

/**
 * Words that a user, a workspace or a file declares right or wrong, as cspell's word lists have them.
 *
 * A word is right in any case and, where it has accents, without them; one written `=Word` only exactly so.
 * `!word` is wrong, whatever else says so. `word*` may begin a compound and `*word` end one (`+` for `*`: stands in compounds alone),
 * so that `error*` and `*code` take `errorcode` too.
 */
export class Dictionary implements WordSet {
  private readonly exact = new Set<string>();
  private readonly anyCase = new Set<string>();
  private readonly forbiddenExact = new Set<string>();
  private readonly forbiddenAnyCase = new Set<string>();
  private readonly beginnings = new Set<string>();
  private readonly middles = new Set<string>();
  private readonly endings = new Set<string>();

  private constructor() {}

  /**
   * Reads a word list: one word a line (white space between words counts as a new line), `#` starts a comment.
   * Marks: see the class; `~word`, cspell's mark for "any case", is the same as `word`. Lines that hold no letters are passed over.
   */
  static parse(text: string): Dictionary {
    return Dictionary.of(text.split(/\r\n?|\n/).flatMap((line) => line.replace(/#.*/, '').trim().split(/\s+/)));
  }

  /** A dictionary of words that may carry the marks. */
  static of(words: Iterable<string>): Dictionary {
    const dictionary = new Dictionary();
    for (const word of words) dictionary.add(word);
    return dictionary;
  }

  /** All words of all; what one forbids is forbidden. */
  static merge(dictionaries: Iterable<Dictionary>): Dictionary {
    const merged = new Dictionary();
    for (const dictionary of dictionaries) {
      for (const [set, other] of [
        [merged.exact, dictionary.exact],
        [merged.anyCase, dictionary.anyCase],
        [merged.forbiddenExact, dictionary.forbiddenExact],
        [merged.forbiddenAnyCase, dictionary.forbiddenAnyCase],
        [merged.beginnings, dictionary.beginnings],
        [merged.middles, dictionary.middles],
        [merged.endings, dictionary.endings],
      ] as const) {
        for (const word of other) set.add(word);
      }
    }
    return merged;
  }

  /** Whether `word`, or what its possessive is of, is declared right. */
  has(word: string): boolean {
    const form = normalize(word);
    if (this.forbids(form)) return false;
    if (this.holds(form)) return true;
    const owner = /^(.+)'s?$/i.exec(form)?.[1];
    return owner !== undefined && this.holds(owner) && !this.forbids(owner);
  }

  /** Whether `word` is declared wrong, though other dictionaries or the lexicon know it. */
  forbids(word: string): boolean {
    // Asked of every word of a text, and few lists forbid any.
    if (this.forbiddenExact.size === 0 && this.forbiddenAnyCase.size === 0) return false;
    const form = normalize(word);
    return this.forbiddenExact.has(form) || this.forbiddenAnyCase.has(form.toLowerCase());
  }

  private add(entry: string): void {
    const [, mark = '', before = '', bare = '', after = ''] =
      /^([!=~]*)([*+]?)(.*?)([*+]?)$/su.exec(entry.trim().replace(/^([!=~]*)"(.*)"$/, '=$1$2')) ?? [];
    const word = normalize(bare);
    if (!/\p{L}/u.test(word)) return;
    const exact = mark.includes('=');
    const folded = exact ? [word] : foldings(word);
    if (mark.includes('!')) {
      (exact ? this.forbiddenExact : this.forbiddenAnyCase).add(exact ? word : word.toLowerCase());
      return;
    }
    for (const form of folded) {
      if (before !== '+' && after !== '+') (exact ? this.exact : this.anyCase).add(form);
      if (after !== '') this.beginnings.add(form);
      if (before !== '') this.endings.add(form);
      if (before !== '' && after !== '') this.middles.add(form);
    }
  }

  private holds(form: string): boolean {
    const lower = form.toLowerCase();
    return (
      this.exact.has(form) ||
      this.anyCase.has(lower) ||
      this.isCompound(lower) ||
      (lower !== form && this.isCompound(form))
    );
  }

  private isCompound(form: string): boolean {
    if (this.beginnings.size === 0 || this.endings.size === 0 || form.length > MAX_COMPOUND) return false;
    const reachable = new Array<boolean>(form.length).fill(false);
    for (let end = 1; end < form.length; end++) {
      reachable[end] = this.beginnings.has(form.slice(0, end));
      for (let start = 1; start < end && !reachable[end]; start++) {
        reachable[end] = reachable[start] === true && this.middles.has(form.slice(start, end));
      }
      if (reachable[end] && this.endings.has(form.slice(end))) return true;
    }
    return false;
  }
}

const normalize = (word: string): string => word.replaceAll('\u2019', "'").normalize('NFC');

/** `word` in small letters, with its accents and without. */
const foldings = (word: string): string[] => {
  const lower = word.toLowerCase();
  const plain = lower.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return plain === lower ? [lower] : [lower, plain.normalize('NFC')];
};
