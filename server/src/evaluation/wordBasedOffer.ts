import { type Offer, proseWord } from './typing';

/**
 * The words of the text so far that begin with what is typed, by the alphabet: what an editor offers that knows no language, as VS Code's
 * suggestions by words do. It offers nothing before a letter is there.
 */
export class WordBasedOffer {
  private readonly seen = new Set<string>();

  add(text: string): void {
    for (const [found] of text.matchAll(proseWord)) this.seen.add(found);
  }

  offer(text: string, count: number): Offer {
    return ({ offset, wordStart }) => {
      const typed = text.slice(wordStart, offset).toLowerCase();
      if (typed === '') return [];
      const matches = [...this.seen].filter((known) => known.toLowerCase().startsWith(typed));
      return matches.sort((a, b) => a.localeCompare(b, 'en')).slice(0, count);
    };
  }
}
