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
    this.count(tokens, 1);
  }

  /** Takes a sentence back that was added. */
  remove(tokens: readonly Token[]): void {
    this.count(tokens, -1);
  }

  /** Different words. */
  get size(): number {
    return this.followers(0, '').counts.size;
  }

  /** The form in which a word stood most often inside a sentence; undefined where it stood in none. */
  usualForm(word: string): string | undefined {
    const forms = this.forms.get(word);
    return forms && [...forms].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
  }

  /** P(word | the tokens before it) for any word, in lower case. */
  predictor(before: readonly Token[]): (word: string) => number {
    const levels = this.levels(before).filter(({ total }) => total > 0);
    return (word) => {
      let probability = 0;
      for (const { total, counts } of levels)
        probability = ((counts.get(word) ?? 0) + counts.size * probability) / (total + counts.size);
      return probability;
    };
  }

  /**
   * Words that may be likely after these tokens: all that followed the last one or two of them, and of the others the `count` most frequent.
   * @param prefix in lower case; what begins with it, and is more than it
   */
  candidates(before: readonly Token[], prefix: string, count: number): ReadonlySet<string> {
    const fits = (word: string): boolean => word.length > prefix.length && word.startsWith(prefix);
    const [all, ...closer] = this.levels(before);
    const found = new Set<string>();
    for (const { counts } of closer) for (const word of counts.keys()) if (fits(word)) found.add(word);
    const frequent: [string, number][] = [];
    let least = 0;
    for (const entry of all!.counts) {
      if (entry[1] <= least || !fits(entry[0])) continue;
      frequent.push(entry);
      if (frequent.length < 2 * count) continue;
      frequent.sort((one, other) => other[1] - one[1]).length = count;
      least = frequent.at(-1)![1];
    }
    for (const [word] of frequent.sort((one, other) => other[1] - one[1]).slice(0, count)) found.add(word);
    return found;
  }

  private levels(before: readonly Token[]): readonly Followers[] {
    const last = before.length > 0 ? keyOf(before.at(-1)!) : '';
    const secondLast = before.length > 1 ? keyOf(before.at(-2)!) : '';
    return [this.followers(0, ''), this.followers(1, last), this.followers(2, `${secondLast} ${last}`)];
  }

  private followers(length: 0 | 1 | 2, context: string): Followers {
    return this.after[length].get(context) ?? noFollowers;
  }

  private count(tokens: readonly Token[], times: 1 | -1): void {
    const keys = ['', '', ...tokens.map(keyOf)];
    for (const [index, token] of tokens.entries()) {
      if (token.kind !== 'word') continue;
      const at = index + 2;
      const key = keys[at]!;
      countFollower(this.after[0], '', key, times);
      countFollower(this.after[1], keys[at - 1]!, key, times);
      countFollower(this.after[2], `${keys[at - 2]} ${keys[at - 1]}`, key, times);
      if (index === 0) continue;
      const forms = this.forms.get(key) ?? new Map<string, number>();
      addTo(forms, token.form, times);
      if (forms.size > 0) this.forms.set(key, forms);
      else this.forms.delete(key);
    }
  }
}

const countFollower = (contexts: Map<string, Followers>, context: string, word: string, times: 1 | -1): void => {
  const followers = contexts.get(context) ?? { total: 0, counts: new Map<string, number>() };
  followers.total += times;
  addTo(followers.counts, word, times);
  if (followers.total > 0) contexts.set(context, followers);
  else contexts.delete(context);
};

/** Leaves no zeros behind: how many kinds there are counts too. */
const addTo = (counts: Map<string, number>, key: string, times: 1 | -1): void => {
  const count = (counts.get(key) ?? 0) + times;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
};
