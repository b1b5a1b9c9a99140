import { termsOfWord } from '../index/terms';

const word = /[\p{L}\p{M}\p{N}_]+/gu;

/** How words are mostly written: `Kubernetes`, `café`, `readFile`, where an index by terms has small letters without accents. */
export class WordForms {
  /** Of each term the form that holds the majority so far, and by how much (Boyer and Moore 1991). */
  private readonly majorities = new Map<string, { form: string; lead: number }>();

  add(text: string): void {
    for (const [form] of text.matchAll(word)) {
      const [term] = termsOfWord(form);
      if (term === undefined) continue;
      const majority = this.majorities.get(term);
      if (majority === undefined) this.majorities.set(term, { form, lead: 1 });
      else if (majority.form === form) majority.lead++;
      else if (majority.lead > 0) majority.lead--;
      else Object.assign(majority, { form, lead: 1 });
    }
  }

  /** Of those of some terms that are written otherwise than the index has them. */
  of(terms: readonly string[]): ReadonlyMap<string, string> {
    return new Map(
      terms.flatMap((term) => {
        const form = this.majorities.get(term)?.form ?? term;
        return form === term ? [] : [[term, form] as const];
      }),
    );
  }
}
