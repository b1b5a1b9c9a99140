import type { Analysis, Inflections, PartOfSpeech } from '../../../server/src/lexicon/inflections';
import type { InflectionTag } from '../../../server/src/lexicon/inflectionsFile';

/** A verb by its forms. */
export interface VerbForms {
  readonly base: string;
  readonly third: string;
  readonly past: string;
  readonly participle: string;
  readonly gerund: string;
}

/** What the rules ask of morphology. All words in small letters; undefined where there is no such form. Of several the most frequent is meant. */
export class WordForms {
  constructor(
    private readonly inflections: Inflections,
    private readonly frequency: (word: string) => number,
  ) {}

  plural(singular: string): string | undefined {
    return this.form(this.reading(singular, 'noun', 'NN'), 'NNS');
  }

  singular(plural: string): string | undefined {
    const lemma = this.reading(plural, 'noun', 'NNS')?.lemma;
    return lemma === plural ? undefined : lemma;
  }

  /** The verb that has this form. */
  verb(form: string): VerbForms | undefined {
    const reading = this.reading(form, 'verb');
    const [base, third, past, participle, gerund] = (['VB', 'VBZ', 'VBD', 'VBN', 'VBG'] as const).map((tag) =>
      this.form(reading, tag),
    );
    if (!base || !third || !past || !participle || !gerund) return undefined;
    return { base, third, past, participle, gerund };
  }

  /** Comparative and superlative. */
  degrees(adjective: string): readonly [string, string] | undefined {
    const reading = this.reading(adjective, 'adjective', 'JJ');
    const [comparative, superlative] = [this.form(reading, 'JJR'), this.form(reading, 'JJS')];
    return comparative === undefined || superlative === undefined ? undefined : [comparative, superlative];
  }

  /** The adjective of a comparative or superlative. */
  positive(degree: string): string | undefined {
    return (this.reading(degree, 'adjective', 'JJR') ?? this.reading(degree, 'adjective', 'JJS'))?.lemma;
  }

  /** Words made from this one by derivation, or this one from them. */
  derived(word: string): readonly string[] {
    const lemmas = this.inflections
      .analysesOf(word)
      .flatMap(({ entry }) =>
        [...this.inflections.derivationsOf(entry)].map((other) => this.inflections.formsOf(other)[0]!.form),
      );
    return [...new Set(lemmas)].filter((lemma) => lemma !== word);
  }

  /** Words of much the same meaning, in the same form. */
  synonyms(word: string, partOfSpeech: PartOfSpeech): readonly string[] {
    const reading = this.reading(word, partOfSpeech);
    if (reading === undefined) return [];
    const forms = [...this.inflections.synonymsOf(reading.entry)].map(
      (other) => this.inflections.formsOf(other).find(({ tag }) => tag === reading.tag)?.form,
    );
    return forms.filter((form) => form !== undefined && form !== word) as string[];
  }

  private reading(form: string, partOfSpeech: PartOfSpeech, tag?: InflectionTag): Analysis | undefined {
    const fitting = this.inflections
      .analysesOf(form)
      .filter((analysis) => analysis.partOfSpeech === partOfSpeech && (tag === undefined || analysis.tag === tag));
    return fitting.sort((a, b) => this.frequency(b.lemma) - this.frequency(a.lemma))[0];
  }

  private form(reading: Analysis | undefined, tag: InflectionTag): string | undefined {
    if (reading === undefined) return undefined;
    const forms = this.inflections
      .formsOf(reading.entry)
      .filter((form) => form.tag === tag && (tag !== 'NNS' || form.form !== reading.lemma));
    return forms.sort((a, b) => this.frequency(b.form) - this.frequency(a.form))[0]?.form;
  }
}
