import type { DialectChoice } from './dialect';
import type { Lexicon, Lookup } from './lexicon';

/** A bound on memory: few texts hold so many different words, and forgetting them all costs little. */
const MAX_REMEMBERED = 1 << 16;

/** Remembers a lexicon's answers in one dialect: words recur. */
export class LookupMemory {
  private dialect: DialectChoice | undefined;
  private readonly answers = new Map<string, Lookup>();

  constructor(private readonly lexicon: Lexicon) {}

  lookup(word: string, dialect: DialectChoice): Lookup {
    if (dialect !== this.dialect || this.answers.size >= MAX_REMEMBERED) {
      this.answers.clear();
      this.dialect = dialect;
    }
    let answer = this.answers.get(word);
    if (answer === undefined) {
      answer = this.lexicon.lookup(word, dialect);
      this.answers.set(word, answer);
    }
    return answer;
  }
}
