import type { DialectChoice } from '../../lexicon/dialect';
import type { SpellingCandidate, SpellingCorrector } from './spellingCorrector';

/** A bound on memory: few texts hold so many different unknown words. */
const MAX_REMEMBERED = 4096;

/** Remembers what was suggested: a name that the lexicon lacks recurs in its text, and a search takes a millisecond. */
export class SuggestionMemory {
  private readonly answers = new Map<string, readonly SpellingCandidate[]>();

  /** @param corrector asked for at the first unknown word: not every text has one */
  constructor(private readonly corrector: () => SpellingCorrector) {}

  /** As `SpellingCorrector.suggest`. */
  suggest(written: string, count: number, dialect: DialectChoice): readonly SpellingCandidate[] {
    const key = `${dialect} ${count} ${written}`;
    let answer = this.answers.get(key);
    if (answer === undefined) {
      answer = this.corrector().suggest(written, count, { dialect });
      if (this.answers.size >= MAX_REMEMBERED) this.answers.clear();
      this.answers.set(key, answer);
    }
    return answer;
  }
}
