import { type InflectedForm, InflectionsFile, type InflectionTag } from './inflectionsFile';

export const partsOfSpeech = ['noun', 'verb', 'adjective', 'adverb'] as const;
export type PartOfSpeech = (typeof partsOfSpeech)[number];

/** A word read as a form of a lemma. */
export interface Analysis {
  /** Number of the lemma with its part of speech. */
  readonly entry: number;
  readonly lemma: string;
  readonly partOfSpeech: PartOfSpeech;
  readonly tag: InflectionTag;
}

/** A bound on memory: few texts hold so many different words. */
const MAX_REMEMBERED = 1 << 14;

/**
 * Morphology of English: forms of nouns, verbs, adjectives and adverbs, and what is derived from them. In small letters; only words that the
 * lexicon knows. What was asked is remembered.
 */
export class Inflections {
  private readonly analyses = new Map<string, readonly Analysis[]>();
  private readonly forms = new Map<number, readonly InflectedForm[]>();

  private constructor(private readonly file: InflectionsFile) {}

  /** Views the bytes (see `InflectionsFile`). @throws Error when they are no inflections or damaged. */
  static read(bytes: Uint8Array): Inflections {
    return new Inflections(InflectionsFile.read(bytes));
  }

  /** All readings of a form; none where it is not known. */
  analysesOf(form: string): readonly Analysis[] {
    const known = this.analyses.get(form);
    if (known !== undefined) return known;
    const word = this.file.automaton.indexOf(form);
    const found =
      word < 0
        ? NONE
        : this.file.readingsOf(word).map(({ entry, tag }) => {
            const [lemma] = this.formsOf(entry);
            return { entry, lemma: lemma!.form, partOfSpeech: partOfLemma[lemma!.tag]!, tag };
          });
    if (this.analyses.size >= MAX_REMEMBERED) this.analyses.clear();
    this.analyses.set(form, found);
    return found;
  }

  /** The forms of an entry, the lemma first. */
  formsOf(entry: number): readonly InflectedForm[] {
    const known = this.forms.get(entry);
    if (known !== undefined) return known;
    const found = this.file.formsOf(entry);
    if (this.forms.size >= MAX_REMEMBERED) this.forms.clear();
    this.forms.set(entry, found);
    return found;
  }

  /** Entries made from this one by derivation or this one from them: quick, quickly, quickness. The most frequent first. */
  derivationsOf(entry: number): Iterable<number> {
    return this.file.derivationsOf(entry);
  }

  /** Entries of the same part of speech and much the same meaning, the most frequent first. */
  synonymsOf(entry: number): Iterable<number> {
    return this.file.synonymsOf(entry);
  }
}

const NONE: readonly Analysis[] = [];

/** By the tag of the lemma. */
const partOfLemma: Readonly<Record<string, PartOfSpeech>> = { NN: 'noun', VB: 'verb', JJ: 'adjective', RB: 'adverb' };
