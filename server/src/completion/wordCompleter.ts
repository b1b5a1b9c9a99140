import { capitalize } from '../lexicon/letterCase';
import { SENTENCE_END_ID, SENTENCE_START_ID } from '../lm/ngram/vocabulary';
import { vocabularyForm } from '../lm/ngram/vocabularyForm';
import type { VocabularyModel } from '../lm/ngram/vocabularyModel';
import type { Token } from '../text/token';
import type { CaretPlace } from './caretPlace';
import type { RecentWords } from './recentWords';

export interface WordSuggestion {
  /** The whole word, as it is to be written there. */
  readonly text: string;
  /** P(word | what stands before it), of what begins with what is typed and of what does not. */
  readonly probability: number;
}

export interface WordCompleterParts {
  readonly model: VocabularyModel;
  readonly recent: RecentWords;
  /** How a word of the model's vocabulary, which is lower case, is written in running text: `England`. */
  readonly writtenForm: (word: string) => string;
}

/** What may be offered at all. */
export interface WordLimits {
  /** These alone: words in lower case, and how they are written. */
  readonly vocabulary?: ReadonlyMap<string, string> | undefined;
  /** None of these, in lower case. */
  readonly banned?: ReadonlySet<string> | undefined;
}

/**
 * The share of the cache in the mixture. Set on README files of npm packages, where 0.2 to 0.4 save the same to half a point.
 */
const RECENT_SHARE = 0.3;
/** Words of the model that are compared with those of the cache; more change no list of ten. */
const CONSIDERED = 48;
/** The probability that somebody begins a word with a capital that it does not have, or the other way about. */
const OTHER_CASE = 0.1;

const begunBy =
  (prefix: string) =>
  (word: string): boolean =>
    word.length > prefix.length && word.startsWith(prefix);

const isWord = /^\p{L}[\p{L}\p{M}'\u2019-]*$/u;

/** The likeliest words at a place: an n-gram model, which answers in a few milliseconds, mixed linearly with a cache of the texts at hand. */
export class WordCompleter {
  private readonly probabilities: Float32Array;
  /** The context that they are of: what is typed only chooses among them. */
  private context = '';

  constructor(private readonly parts: WordCompleterParts) {
    this.probabilities = new Float32Array(parts.model.vocabularySize);
  }

  /** The `count` likeliest, best first; never what is typed already. */
  complete({ before, typed }: CaretPlace, count: number, { vocabulary, banned }: WordLimits = {}): WordSuggestion[] {
    const { recent } = this.parts;
    this.moveTo(before);
    const prefix = typed.toLowerCase();
    const candidates =
      vocabulary === undefined ? this.candidates(before, prefix) : [...vocabulary.keys()].filter(begunBy(prefix));
    const recently = recent.predictor(before);
    const suggestions: WordSuggestion[] = [];
    for (const word of candidates) {
      if (banned?.has(word)) continue;
      const written = this.write(word, before.length === 0, typed, vocabulary?.get(word));
      // A term of several words is as likely as its first.
      const [first = word] = word.split(' ', 1);
      const mixed = (1 - RECENT_SHARE) * this.probabilityOf(first) + RECENT_SHARE * recently(first);
      suggestions.push({ text: written.text, probability: mixed * written.share });
    }
    return suggestions.sort((a, b) => b.probability - a.probability).slice(0, count);
  }

  /** Words that may be among the likeliest, of the model and of the cache. */
  private candidates(before: readonly Token[], prefix: string): ReadonlySet<string> {
    const { model, recent } = this.parts;
    const words = this.likeliest(prefix).map((id) => model.word(id));
    return new Set([...words.filter((word) => isWord.test(word)), ...recent.candidates(before, prefix, CONSIDERED)]);
  }

  private moveTo(before: readonly Token[]): void {
    const { model } = this.parts;
    const forms = before.slice(1 - model.order).map(vocabularyForm);
    const context = `${before.length < model.order ? '^' : ''}${forms.join(' ')}`;
    if (context === this.context) return;
    const start = before.length < model.order ? [SENTENCE_START_ID] : [];
    model.probabilities([...start, ...forms.map((form) => model.idOf(form))], this.probabilities);
    this.context = context;
  }

  /** Numbers of the model's likeliest words that begin with a prefix. */
  private likeliest(prefix: string): number[] {
    const { probabilities, parts } = this;
    const { model } = parts;
    const best: number[] = [];
    let least = 0;
    const consider = (id: number): void => {
      const own = probabilities[id]!;
      let at = best.length;
      while (at > 0 && probabilities[best[at - 1]!]! < own) at--;
      best.splice(at, 0, id);
      if (best.length > CONSIDERED) best.pop();
      if (best.length === CONSIDERED) least = probabilities[best.at(-1)!]!;
    };
    if (prefix === '') {
      for (let id = SENTENCE_END_ID + 1; id < probabilities.length; id++) if (probabilities[id]! > least) consider(id);
      return best;
    }
    const typedId = model.idOf(prefix);
    for (const id of model.idsBeginningWith(prefix))
      if (id > SENTENCE_END_ID && id !== typedId && probabilities[id]! > least) consider(id);
    return best;
  }

  /** 0 for a word that the model does not know: the cache alone speaks for it. */
  private probabilityOf(word: string): number {
    const id = this.parts.model.idOf(word);
    return id === 0 ? 0 : this.probabilities[id]!;
  }

  /** A word in the capitals of its place, and the probability that a writer who means it has typed what stands there. */
  private write(
    word: string,
    opensSentence: boolean,
    typed: string,
    form: string | undefined,
  ): { text: string; share: number } {
    const { recent, writtenForm } = this.parts;
    const usual = form ?? recent.usualForm(word) ?? writtenForm(word);
    const text = opensSentence ? capitalize(usual) : usual;
    if (text.startsWith(typed)) return { text, share: 1 };
    if (typed.length > 1 && typed === typed.toUpperCase()) return { text: word.toUpperCase(), share: OTHER_CASE };
    const first = String.fromCodePoint(typed.codePointAt(0)!);
    return { text: first === first.toUpperCase() ? capitalize(usual) : text, share: OTHER_CASE };
  }
}
