import type { CancellationToken } from 'vscode-languageserver/node';
import { type CaretPlace, caretPlace } from '../../completion/caretPlace';
import { confidences } from '../../completion/confidence';
import { type InlineOptions, type InlinePlace, InlineWriter } from '../../completion/inlineWriter';
import { promptText } from '../../completion/promptText';
import { type DrawnText, rankedTexts } from '../../completion/rankedTexts';
import { type Confidence, isWorthwhile } from '../../completion/suggestedText';
import { templateRest } from '../../completion/template';
import type { WordCompleter } from '../../completion/wordCompleter';
import type { InferenceClient } from '../../inference/client';
import { SupersededError, UnavailableError } from '../../inference/inferenceErrors';
import type { NeuralClient } from '../neuralClient';
import type { Caret, Completions } from './completions';

export interface InlineSuggestionsPort {
  readonly completions: Completions;
  readonly client: NeuralClient;
  /** Whether a word is spelt as one. */
  isWord(word: string): boolean;
  now(): number;
  onFailed(error: unknown): void;
}

/** Somebody who types quickly asks for nothing. VS Code itself waits before it asks; other editors may not. */
const DEBOUNCE_MS = 20;
/** A text is written on for so long, once its first word is there: what is shown late is typed already. */
const WRITTEN_WITHIN_MS = 80;
/** After so long the n-gram model answers; what the neural one then still finds is there for the next letter. */
const ANSWER_WITHIN_MS = 350;
/** Tokens behind the caret whose likelihood says whether a text fits. */
const FOLLOWING_TOKENS = 8;
/** A text after which what stands behind the caret is less likely by so many nats a token is not shown. */
const CLASH = 1;
/** Templates are written to their end. */
const TEMPLATE_TOKENS = 64;
/** Characters before a suggestion by which its place is known again. */
const REMEMBERED = 200;

interface Remembered {
  readonly before: string;
  readonly offset: number;
  readonly text: string;
}

/** Texts behind the caret: one that comes by itself, or several where somebody asks for them. */
export class InlineSuggestions {
  /** What was offered last, by document. */
  private readonly last = new Map<string, Remembered>();
  private generation = 0;

  constructor(private readonly port: InlineSuggestionsPort) {}

  /**
   * The text that the model is sure of, if it is of any.
   * @param chosen what an entry of the list, which is selected, would write behind the caret
   */
  async automatic(uri: string, caret: Caret, chosen: string, token: CancellationToken): Promise<string> {
    const typed = this.typedInto(uri, caret, chosen);
    if (typed !== '') return typed;
    await this.rest(token);
    if (token.isCancellationRequested) return '';
    const where = placeOf(caret, chosen);
    const confidence = confidences[caret.settings.confidence];
    const completer = await this.port.completions.completer();
    const byWords = (): string => likeliestWord(completer, where.place, caret, confidence);
    const client = await this.port.client.get(() => true);
    if (client === undefined || client.state.state !== 'loaded') {
      // It is loaded for the next pause.
      client?.load({ priority: 'completion' }).catch((error: unknown) => this.note(error));
      return byWords();
    }
    const start = this.port.now();
    const enough = (): boolean => this.port.now() - start > WRITTEN_WITHIN_MS;
    const text = this.asking(client, uri, completer, token, (writer, signal) =>
      writer
        .likeliest(where, optionsOf(caret, chosen, where.place), confidence, enough)
        .then((found) => this.fitting(client, caret, chosen, found, signal)),
    ).then((found = '') => {
      if (found !== '') this.remember(uri, caret, chosen, found);
      return found;
    });
    return (await within(ANSWER_WITHIN_MS, text)) ?? byWords();
  }

  /** Several texts, best first. */
  async invoked(uri: string, caret: Caret, chosen: string, token: CancellationToken): Promise<readonly string[]> {
    const where = placeOf(caret, chosen);
    const { candidates, sampling, limits } = caret.settings;
    const completer = await this.port.completions.completer();
    const client = await this.port.client.get(() => true);
    const texts =
      client &&
      (await this.asking(client, uri, completer, token, async (writer, signal) => {
        const drawn: DrawnText[] = [];
        for (let index = 0; index < candidates; index++) {
          // The first is the likeliest.
          const how = index === 0 ? { temperature: 0 } : { ...sampling, seed: sampling.seed + index };
          drawn.push(await writer.drawn(where, optionsOf(caret, chosen, where.place), how));
        }
        const followed = await this.withFollowing(client, caret, chosen, drawn, signal);
        return rankedTexts(followed, caret.prose.before + chosen, this.port.isWord);
      }));
    if (texts !== undefined) return texts;
    const { typed } = where.place;
    return completer
      .complete(where.place, candidates, limits)
      .flatMap(({ text }) => (text.startsWith(typed) ? [text.slice(typed.length)] : []));
  }

  forget(uri: string): void {
    this.last.delete(uri);
  }

  /** What is left of the last text, where it has been typed into. */
  private typedInto(uri: string, { snapshot, offset }: Caret, chosen: string): string {
    const last = this.last.get(uri);
    if (last === undefined || offset < last.offset) return '';
    const typed = snapshot.text.slice(last.offset, offset) + chosen;
    const isSame = snapshot.text.slice(Math.max(0, last.offset - REMEMBERED), last.offset) === last.before;
    return isSame && typed.length < last.text.length && last.text.startsWith(typed)
      ? last.text.slice(typed.length)
      : '';
  }

  private remember(uri: string, { snapshot, offset }: Caret, chosen: string, text: string): void {
    const before = snapshot.text.slice(Math.max(0, offset - REMEMBERED), offset);
    this.last.set(uri, { before, offset, text: chosen + text });
  }

  /** Has the model write; undefined where it cannot, or somebody has typed on. */
  private async asking<Result>(
    client: InferenceClient,
    uri: string,
    completer: WordCompleter,
    token: CancellationToken,
    work: (writer: InlineWriter, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result | undefined> {
    const abort = new AbortController();
    const cancelled = token.onCancellationRequested(() => abort.abort(new Error('cancelled')));
    const request = { priority: 'completion', topic: `inline ${uri}`, generation: ++this.generation } as const;
    const { signal } = abort;
    const writer = new InlineWriter({
      completer,
      write: (prompt, options) => client.generate(prompt, { ...options, ...request, signal }),
    });
    try {
      return await work(writer, signal);
    } catch (error) {
      if (!signal.aborted) this.note(error);
      return undefined;
    } finally {
      cancelled.dispose();
    }
  }

  /** A text, unless what stands behind the caret would be improbable after it. */
  private async fitting(
    client: InferenceClient,
    caret: Caret,
    chosen: string,
    text: string,
    signal: AbortSignal,
  ): Promise<string> {
    if (text === '' || !/\S/.test(caret.prose.after)) return text;
    const drawn = [{ text, logProbability: 0, tokens: 1 }];
    const [followed] = await this.withFollowing(client, caret, chosen, drawn, signal);
    return (followed?.following ?? 0) < -CLASH ? '' : text;
  }

  /** Texts with how likely each makes what stands behind the caret. */
  private async withFollowing(
    client: InferenceClient,
    { prose }: Caret,
    chosen: string,
    drawn: readonly DrawnText[],
    signal: AbortSignal,
  ): Promise<readonly DrawnText[]> {
    if (drawn.length === 0 || !/\S/.test(prose.after)) return drawn;
    const before = prose.before.slice(-REMEMBERED) + chosen;
    const edits = drawn.map(({ text }) => ({ start: before.length, end: before.length, replacement: text }));
    const sentence = before + prose.after.slice(0, REMEMBERED);
    const [scores] = await client.scoreCandidates([{ sentence, edits }], {
      rightContext: FOLLOWING_TOKENS,
      priority: 'completion',
      signal,
    });
    return drawn.map((one, index) => {
      const { edited, replaced } = scores!.changes[index]!;
      return { ...one, following: (scores!.gains[index]! - edited + replaced) / FOLLOWING_TOKENS };
    });
  }

  private rest(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, DEBOUNCE_MS);
      token.onCancellationRequested(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** What is to be expected is not told: a model that is not there, a newer request. Nor is a constraint under which nothing can come. */
  private note(error: unknown): void {
    const expected =
      error instanceof UnavailableError ||
      error instanceof SupersededError ||
      (error instanceof Error && error.message === 'no token may come next');
    if (!expected) this.port.onFailed(error);
  }
}

/** The place behind what an entry of the list would write. */
const placeOf = ({ snapshot, masked, offset, prose }: Caret, chosen: string): InlinePlace => {
  const place = caretPlace(prose.before + chosen);
  const text = promptText(snapshot.text, masked, offset) + chosen;
  return { prompt: text.slice(0, text.length - place.typed.length), place, after: prose.after };
};

const optionsOf = ({ settings, prose }: Caret, chosen: string, { typed }: CaretPlace): InlineOptions => {
  const { maxTokens, vocabularyWords, bannedWords, templates, limits } = settings;
  const before = prose.before + chosen;
  const pattern = templateRest(templates, before.slice(before.lastIndexOf('\n') + 1), typed);
  const constraint =
    pattern !== undefined ? { pattern } : vocabularyWords === undefined ? {} : { vocabulary: vocabularyWords };
  return {
    maxTokens: pattern === undefined ? maxTokens : TEMPLATE_TOKENS,
    constraint: { ...constraint, bannedWords },
    limits,
  };
};

/** The word that the n-gram model is sure of. */
const likeliestWord = (
  completer: WordCompleter,
  place: CaretPlace,
  { settings: { limits } }: Caret,
  confidence: Confidence,
): string => {
  const words = completer.complete(place, 10, limits);
  const sum = place.typed === '' ? 1 : words.reduce((all, { probability }) => all + probability, 0);
  const [best] = words;
  if (best === undefined || !best.text.startsWith(place.typed)) return '';
  const rest = best.text.slice(place.typed.length);
  return isWorthwhile(rest, best.probability / sum, confidence) ? rest : '';
};

const within = <Result>(ms: number, promise: Promise<Result>): Promise<Result | undefined> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
