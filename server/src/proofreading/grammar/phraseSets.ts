import type { GrammarWord } from './grammarWord';

/** A phrase of the sentence and what may stand in its place. */
export interface PhraseMatch {
  /** Words it has. */
  readonly length: number;
  readonly others: readonly string[];
}

/** Sets of words and phrases of which each may have been meant where another stands. */
export class PhraseSets {
  /** By first word. */
  private readonly phrases = new Map<string, { readonly words: readonly string[]; readonly others: Set<string> }[]>();

  constructor(sets: readonly (readonly string[])[]) {
    for (const set of sets) {
      for (const phrase of set) for (const other of set) if (other !== phrase) this.othersOf(phrase).add(other);
    }
  }

  /** Reads sets written a line each, words apart by spaces; the words of a phrase are joined by `_`. */
  static parse(lines: string): PhraseSets {
    return new PhraseSets(
      lines
        .trim()
        .split('\n')
        .map((line) =>
          line
            .trim()
            .split(/\s+/)
            .map((phrase) => phrase.replaceAll('_', ' ')),
        ),
    );
  }

  /** The phrases of the sets that stand at `index`, all their words editable and apart by spaces alone. */
  *matches(words: readonly GrammarWord[], index: number): Generator<PhraseMatch> {
    const first = words[index];
    if (first?.editable !== true) return;
    for (const { words: phrase, others } of this.phrases.get(first.lower) ?? []) {
      if (phrase.every((part, i) => words[index + i]?.lower === part && words[index + i]!.editable))
        yield { length: phrase.length, others: [...others] };
    }
  }

  private othersOf(phrase: string): Set<string> {
    const words = phrase.split(' ');
    const known = this.phrases.get(words[0]!) ?? [];
    this.phrases.set(words[0]!, known);
    let found = known.find((one) => one.words.join(' ') === phrase);
    if (found === undefined) {
      found = { words, others: new Set() };
      known.push(found);
    }
    return found.others;
  }
}
