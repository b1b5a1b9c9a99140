import type { CompactAutomaton } from './compactAutomaton';
import { type Dialect, type DialectChoice, dialects } from './dialect';
import { capitalize, letterCase, withCaseOf } from './letterCase';
import { LexiconFile, Standing, type WordClass } from './lexiconFile';
import type { RangeMinimum } from './rangeMinimum';

/** How a word follows from the lexicon's entries. */
export type Derivation = 'entry' | 'possessive' | 'plural' | 'compound' | 'affixed';

/** `index` is the entry's the word was found by, -1 of initials; of a compound, its first part's that decides. */
export type Lookup =
  | { readonly status: 'known'; readonly index: number; readonly derivation: Derivation }
  | {
      readonly status: 'otherDialect';
      readonly index: number;
      readonly dialects: readonly Dialect[];
      /** The dialect's own spellings, in the word's capitals; empty when it has no counterpart. */
      readonly preferred: readonly string[];
      /** Dictionaries of the dialect list the spelling too, as a seldom one: `theatre` in en-US. */
      readonly tolerated: boolean;
    }
  | { readonly status: 'otherCase'; readonly index: number; readonly preferred: readonly string[] }
  | { readonly status: 'unknown' };

/**
 * The words of English with their dialects, usual capitals and frequencies.
 *
 * Case: an entry in small letters (`mistake`) is also right capitalised and in capitals; one that is capitalised (`Paris`) or mixed
 * (`GitHub`) only as it is written and in capitals.
 */
export class Lexicon {
  private constructor(private readonly file: LexiconFile) {}

  /** Views the bytes of a lexicon (see `LexiconFile`). @throws Error when they are no lexicon or damaged. */
  static read(bytes: Uint8Array): Lexicon {
    return new Lexicon(LexiconFile.read(bytes));
  }

  /** The entries, numbered in code-unit order; all that follows takes these numbers. */
  get automaton(): CompactAutomaton {
    return this.file.automaton;
  }

  /** The number of the entry written exactly so, or -1. */
  indexOf(word: string): number {
    return this.automaton.indexOf(word);
  }

  wordAt(index: number): string {
    return this.automaton.wordAt(index);
  }

  /** For `en`, the best that any dialect gives. */
  standing(index: number, dialect: DialectChoice): Standing {
    if (dialect !== 'en') return this.file.standing(index, dialect);
    return Math.max(...dialects.map((one) => this.file.standing(index, one))) as Standing;
  }

  /** Whether a writer of `dialect` may use the entry: its own spelling, a variant as good, or a seldom one no other dialect claims. */
  allows(index: number, dialect: DialectChoice): boolean {
    const standing = this.standing(index, dialect);
    return standing >= Standing.variant || (standing === Standing.seldom && this.variantDialects(index).length === 0);
  }

  /** The dialects in which the entry is the preferred spelling or a variant as good. */
  variantDialects(index: number): readonly Dialect[] {
    return dialects.filter((dialect) => this.file.standing(index, dialect) >= Standing.variant);
  }

  /** Spellings of the same word that `dialect` prefers, or else takes; the most frequent first. */
  counterparts(index: number, dialect: DialectChoice): readonly string[] {
    const others = this.byFrequency([...this.file.counterparts(index)].filter((other) => this.allows(other, dialect)));
    const preferred = others.filter((other) => this.standing(other, dialect) === Standing.preferred);
    return (preferred.length > 0 ? preferred : others).map((other) => this.wordAt(other));
  }

  /** Natural logarithm of the relative frequency, in steps of a twelfth, -21.25 at the least. */
  frequency(index: number): number {
    return this.file.logFrequency(index);
  }

  /** Bounds of ranges of entries: how frequent the most frequent of them is, in steps below 0 of which `stepsPerNat` are a nat. */
  get rarities(): RangeMinimum {
    return this.file.rarities;
  }

  /** A right word that is more often a slip for another: doubt it beside a frequent neighbour. */
  isRare(index: number): boolean {
    return this.file.isRare(index);
  }

  /** False for words that no correction should offer. */
  isSuggestable(index: number): boolean {
    return this.file.isSuggestable(index);
  }

  wordClass(index: number): WordClass {
    return this.file.wordClass(index);
  }

  /** Whether `word`, straight or curly apostrophes, may stand as it is in a text of `dialect`. */
  has(word: string, dialect: DialectChoice): boolean {
    return this.lookup(word, dialect).status === 'known';
  }

  /** Whether `word` is right in `dialect`, by which entry, and if not, why. */
  lookup(word: string, dialect: DialectChoice): Lookup {
    const form = word.includes('\u2019') ? word.replaceAll('\u2019', "'") : word;
    const exact = this.indexOf(form);
    if (exact >= 0 && this.allows(exact, dialect)) return { status: 'known', index: exact, derivation: 'entry' };
    const direct = this.lookupEntry(form, dialect);
    if (direct.status !== 'unknown' && direct.status !== 'otherCase') return direct;
    const derived =
      this.lookupDotted(form, dialect) ??
      this.lookupPossessive(form, dialect) ??
      this.lookupPlural(form, dialect) ??
      this.lookupCompound(form, dialect) ??
      this.lookupAffixed(form, dialect);
    return derived ?? direct;
  }

  private byFrequency(indexes: number[]): number[] {
    return indexes.sort((a, b) => this.frequency(b) - this.frequency(a));
  }

  private lookupEntry(form: string, dialect: DialectChoice): Lookup {
    let foreign = -1;
    for (const index of this.readings(form)) {
      if (this.allows(index, dialect)) return { status: 'known', index, derivation: 'entry' };
      if (foreign < 0) foreign = index;
    }
    if (foreign >= 0) {
      return {
        status: 'otherDialect',
        index: foreign,
        dialects: this.variantDialects(foreign),
        preferred: this.counterparts(foreign, dialect).map((other) => withCaseOf(form, other)),
        tolerated: this.standing(foreign, dialect) === Standing.seldom,
      };
    }
    const recased = this.byFrequency(this.recasings(form).filter((index) => this.allows(index, dialect)));
    if (recased.length === 0) return UNKNOWN;
    return { status: 'otherCase', index: recased[0]!, preferred: recased.map((index) => this.wordAt(index)) };
  }

  /** Entries that `form` may be a right writing of, the closest first. */
  private *readings(form: string): Generator<number> {
    const exact = this.indexOf(form);
    if (exact >= 0) yield exact;
    const written = letterCase(form);
    if (written === 'capitalized') {
      const lower = this.indexOf(form.toLowerCase());
      if (lower >= 0) yield lower;
    } else if (written === 'upper') {
      const lower = form.toLowerCase();
      for (const other of [lower, capitalize(lower)]) {
        const index = this.indexOf(other);
        if (index >= 0) yield index;
      }
      yield* this.recasings(form);
    }
  }

  /** Entries that differ from `form` by nothing but case, ascending. Walks only the arcs that fit, so it takes time by the letters. */
  private recasings(form: string): number[] {
    const { automaton } = this;
    const found: number[] = [];
    const visit = (node: number, at: number, index: number): void => {
      if (at === form.length) {
        if (automaton.isFinal(node)) found.push(index);
        return;
      }
      const unit = form.charAt(at);
      const lower = unit.toLowerCase();
      const upper = unit.toUpperCase();
      for (const variant of lower === upper ? [unit] : [upper, lower]) {
        const arc = variant.length === 1 ? automaton.arc(node, variant.charCodeAt(0)) : -1;
        if (arc >= 0) visit(automaton.target(arc), at + 1, index + automaton.wordsBefore(arc));
      }
    };
    visit(automaton.root, 0, 0);
    return found;
  }

  /** e.g., U.S., etc., J. R.: abbreviations with stops, and initials. */
  private lookupDotted(form: string, dialect: DialectChoice): Lookup | undefined {
    if (!form.endsWith('.') || form.length < 2) return undefined;
    const found = this.lookup(form.replaceAll('.', ''), dialect);
    if (found.status === 'known') return found;
    return /^(?:\p{L}\.)+$/u.test(form) ? { status: 'known', index: -1, derivation: 'entry' } : undefined;
  }

  /** dog's, James', dogs'. */
  private lookupPossessive(form: string, dialect: DialectChoice): Lookup | undefined {
    const base = /^(.+)'[sS]$/.exec(form)?.[1] ?? /^(.+[sS])'$/.exec(form)?.[1];
    if (base === undefined || base.includes("'")) return undefined;
    return derive(this.lookup(base, dialect), 'possessive', (preferred) => preferred + form.slice(base.length));
  }

  /** URLs, PDFs: only of entries in capitals, lest `FILEs` pass. */
  private lookupPlural(form: string, dialect: DialectChoice): Lookup | undefined {
    const base = /^(\p{Lu}[\p{Lu}\d]+)s$/u.exec(form)?.[1];
    const index = base === undefined ? -1 : this.indexOf(base);
    if (index < 0 || !this.allows(index, dialect)) return undefined;
    return { status: 'known', index, derivation: 'plural' };
  }

  /** well-known, pre-release, x-axis, colour-coded: as right as its parts, or as their whole (pre-empted, co-ordinate). */
  private lookupCompound(form: string, dialect: DialectChoice): Lookup | undefined {
    const parts = form.split(/[-\u2010\u2011]/);
    if (parts.length < 2 || parts.length > MAX_PARTS || parts.some((part) => part === '')) return undefined;
    const whole = combiningForms.has(parts[0]!.toLowerCase()) ? this.indexOf(parts.join('')) : -1;
    if (whole >= 0 && this.allows(whole, dialect)) return { status: 'known', index: whole, derivation: 'compound' };
    const looked = parts.map((part, at): Lookup => {
      if (/^\d+$/.test(part)) return { status: 'known', index: -1, derivation: 'entry' };
      const found = this.lookup(part, dialect);
      if (found.status === 'known' || at === parts.length - 1 || !combiningForms.has(part.toLowerCase())) return found;
      return { status: 'known', index: -1, derivation: 'affixed' };
    });
    if (looked.some((part) => part.status === 'unknown')) return undefined;
    const wrong = looked.findIndex((part) => part.status !== 'known');
    const decisive = looked[wrong] ?? looked.find((part) => part.status === 'known' && part.index >= 0);
    if (decisive === undefined) return undefined;
    return derive(decisive, 'compound', (preferred) =>
      parts.map((part, at) => (at === wrong ? preferred : part)).join('-'),
    );
  }

  /** nonempty, subdirectory, grasslike: a common word of some length after a prefix or before -like, in small letters. */
  private lookupAffixed(form: string, dialect: DialectChoice): Lookup | undefined {
    const lower = form.toLowerCase();
    if (letterCase(form) === 'mixed') return undefined;
    for (let length = 2; length <= MAX_PREFIX && lower.length - length >= MIN_PREFIXED; length++) {
      const prefix = lower.slice(0, length);
      const base = lower.slice(length);
      if (!prefixes.has(prefix) && !(prefix === 'un' && NEGATABLE.test(base))) continue;
      const index = this.indexOf(base);
      if (index < 0 || this.isRare(index) || this.frequency(index) < MIN_PREFIXED_FREQUENCY) continue;
      if (this.allows(index, dialect)) return { status: 'known', index, derivation: 'affixed' };
    }
    const like = /^(.{4,})like$/.exec(lower)?.[1];
    const index = like === undefined ? -1 : this.indexOf(like);
    if (index < 0 || this.isRare(index) || !this.allows(index, dialect)) return undefined;
    return { status: 'known', index, derivation: 'affixed' };
  }
}

const UNKNOWN: Lookup = { status: 'unknown' };
const MAX_PARTS = 6;
/** Shorter bases make too many misspellings right: `un` + `till`. */
const MIN_PREFIXED = 5;
/** About one word in a million. */
const MIN_PREFIXED_FREQUENCY = -14;

/** Before a hyphen these need be no words. */
const combiningForms: ReadonlySet<string> = new Set(
  (
    'anti auto bi co counter cross cyber de eco electro ex extra geo hyper infra inter intra macro mega meta micro mid mini mono multi ' +
    'nano neo neuro non over para photo poly post pre pro proto pseudo quasi re self semi sub super tele tri ultra un under uni vice'
  ).split(' '),
);

/**
 * Written together with a word. Left out are those that one wrong letter makes out of other words' beginnings, so that mistakes would
 * pass: `de`, `dis`, `ex`, `co`, `inter`, `pre`, `pro`, `re`.
 */
const prefixes: ReadonlySet<string> = new Set(
  'anti auto cyber geo hyper infra intra macro mega meta micro mini multi nano neuro non pseudo quasi semi sub super ultra'.split(
    ' ',
  ),
);
/** What `un` is put before freely: unencrypted, undecodable. */
const NEGATABLE = /(?:ed|[ai]ble)$/;
const MAX_PREFIX = Math.max(...[...prefixes].map((prefix) => prefix.length));

const derive = (base: Lookup, derivation: Derivation, rewrite: (preferred: string) => string): Lookup | undefined => {
  if (base.status === 'unknown') return undefined;
  if (base.status === 'known') return { ...base, derivation };
  return { ...base, preferred: base.preferred.map(rewrite) };
};
