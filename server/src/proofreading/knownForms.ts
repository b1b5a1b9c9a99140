import type { DialectChoice } from '../lexicon/dialect';
import type { Lookup } from '../lexicon/lexicon';
import type { ModelWord, ModelWords } from '../lm/ngram/modelWords';
import { UNKNOWN_ID } from '../lm/ngram/vocabulary';
import type { Token } from '../text/token';
import type { Confusable, ConfusionFactors, IntendedPhrase } from './confusion/confusionFactors';

/** What the models say of a token's form, whatever stands around it. */
export interface KnownForm {
  /** `known` for what is no word. */
  readonly lookup: Lookup;
  readonly modelWord: ModelWord;
  /** Words and phrases that begin with it and may be wrong. */
  readonly confusables: readonly KnownConfusable[];
}

/** A word or phrase that may be wrong, and what may have been meant as the model knows it. */
export interface KnownConfusable {
  /** In small letters; one or more. */
  readonly words: readonly string[];
  readonly intended: readonly { readonly phrase: IntendedPhrase; readonly words: readonly ModelWord[] }[];
  /** The least of the bounds, in nats. */
  readonly leastGain: number;
}

export interface WordLookup {
  lookup(word: string, dialect: DialectChoice): Lookup;
}

/** A bound on memory: few texts hold so many different words, and forgetting them all costs little. */
const MAX_REMEMBERED = 1 << 16;

const NONE: readonly KnownConfusable[] = [];
const NO_WORD: Lookup = { status: 'known', index: -1, derivation: 'entry' };

/**
 * Asks lexicon, n-gram vocabulary and confused pairs once for each form and remembers the answers together: words recur, and
 * looking into a table for each took 9 % of a warm check.
 */
export class KnownForms {
  private dialect: DialectChoice | undefined;
  private readonly words = new Map<string, KnownForm>();
  /** Of what is no word: by form for marks, else by kind. */
  private readonly others = new Map<string, KnownForm>();

  constructor(
    private readonly lexicon: WordLookup,
    private readonly modelWords: ModelWords,
    private readonly confusions: ConfusionFactors,
  ) {}

  of(token: Token, dialect: DialectChoice): KnownForm {
    if (token.kind !== 'word') return this.other(token);
    if (dialect !== this.dialect || this.words.size >= MAX_REMEMBERED) {
      this.words.clear();
      this.dialect = dialect;
    }
    const known = this.words.get(token.form);
    if (known !== undefined) return known;
    const lookup = this.lexicon.lookup(token.form, dialect);
    const modelWord = this.modelWords.of(token);
    const confusables = this.confusions.startingWith(modelWord.word).map((confusable) => this.known(confusable));
    const found = { lookup, modelWord, confusables };
    this.words.set(token.form, found);
    return found;
  }

  private known({ words, intended }: Confusable): KnownConfusable {
    return {
      words,
      intended: intended.map((phrase) => ({
        phrase,
        words: phrase.words.map((form) => this.modelWords.of({ kind: 'word', form })),
      })),
      leastGain: Math.min(...intended.map(({ leastGain }) => leastGain)),
    };
  }

  private other(token: Token): KnownForm {
    const key = token.kind === 'punctuation' ? token.form : token.kind;
    const known = this.others.get(key);
    if (known !== undefined) return known;
    const found = { lookup: NO_WORD, modelWord: this.modelWords.of(token), confusables: NONE };
    this.others.set(key, found);
    return found;
  }
}

/** A frequent misspelling may be in the model's vocabulary: it is as unknown as one that nobody wrote before. */
export const asUnknown = ({ word }: ModelWord): ModelWord => ({ word, id: UNKNOWN_ID });
