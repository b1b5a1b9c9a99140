import type { Token } from '../text/token';

/** What followed a context: how often each word did, and all of them together. */
interface Followers {
  total: number;
  readonly counts: Map<string, number>;
}

const noFollowers: Followers = { total: 0, counts: new Map() };

/** Words of the cache are lower case, as those of the n-gram model are. */
const keyOf = ({ kind, form }: Token): string => (kind === 'word' ? form.toLowerCase() : '');

/**
 * A cache model (Kuhn and De Mori 1990): words, pairs and triples of the texts at hand, which the shipped model has not seen. A word's probability is
 * that after the last two words, backed off to the last one and to none by Witten and Bell's interpolation.
 */
export class RecentWords {
  private readonly after: readonly [Map<string, Followers>, Map<string, Followers>, Map<string, Followers>] = [
    new Map(),
    new Map(),
    new Map(),
  ];
  /** How each word was written inside sentences, where capitals mean something. */
  private readonly forms = new Map<string, Map<string, number>>();

  /** Counts the words of a sentence. */
  add(tokens: readonly Token[]): void {
    const keys = ['', '', ...tokens.map(keyOf)];
    tokens.forEach((token, index) => {
      if (token.kind !== 'word') return;
      const at = index + 2;
      const key = keys[at]!;
      count(this.after[0], '', key);
      count(this.after[1], keys[at - 1]!, key);
      count(this.after[2], `${keys[at - 2]} ${keys[at - 1]}`, key);
      if (index > 0) this.countForm(key, token.form);
    });
  }

  /** All words, and how often each was there. */
  get words(): ReadonlyMap<string, number> {
    return this.followers(0, '').counts;
  }

  has(word: string): boolean {
    return this.words.has(word);
  }

  /** The form in which a word stood most often inside a sentence; undefined where it stood in none. */
  usualForm(word: string): string | undefined {
    const forms = this.forms.get(word);
    return forms && [...forms].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
  }

  /** P(word | the tokens before it) for any word, in lower case. */
  predictor(before: readonly Token[]): (word: string) => number {
    const last = before.length > 0 ? keyOf(before.at(-1)!) : '';
    const secondLast = before.length > 1 ? keyOf(before.at(-2)!) : '';
    const levels = [this.followers(0, ''), this.followers(1, last), this.followers(2, `${secondLast} ${last}`)].filter(
      ({ total }) => total > 0,
    );
    return (word) => {
      let probability = 0;
      for (const { total, counts } of levels)
        probability = ((counts.get(word) ?? 0) + counts.size * probability) / (total + counts.size);
      return probability;
    };
  }

  private followers(length: 0 | 1 | 2, context: string): Followers {
    return this.after[length].get(context) ?? noFollowers;
  }

  private countForm(key: string, form: string): void {
    const forms = this.forms.get(key) ?? new Map<string, number>();
    this.forms.set(key, forms.set(form, (forms.get(form) ?? 0) + 1));
  }
}

const count = (contexts: Map<string, Followers>, context: string, word: string): void => {
  const followers = contexts.get(context) ?? { total: 0, counts: new Map<string, number>() };
  contexts.set(context, followers);
  followers.total++;
  followers.counts.set(word, (followers.counts.get(word) ?? 0) + 1);
};
