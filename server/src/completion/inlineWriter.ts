import type { ConstraintOptions, GeneratedPiece, GenerateOptions, SamplingOptions } from '../lm/languageModel';
import type { CaretPlace } from './caretPlace';
import {
  type Confidence,
  confidentText,
  isRounded,
  type WrittenPiece,
  withoutRepetition,
  writtenWords,
} from './suggestedText';
import type { WordCompleter, WordLimits } from './wordCompleter';

/** Where text is to be written. */
export interface InlinePlace {
  /** What the model reads: all before the half-typed word. */
  readonly prompt: string;
  readonly place: CaretPlace;
  /** What stands behind the caret in its block. */
  readonly after: string;
}

export interface InlineOptions {
  readonly maxTokens: number;
  readonly constraint: ConstraintOptions;
  readonly limits: WordLimits;
}

export interface InlineParts {
  readonly completer: WordCompleter;
  /** Has the neural model write. */
  write(prompt: string, options: GenerateOptions): AsyncIterable<GeneratedPiece>;
}

/** The share of the n-gram model and the cache in the first word; models/build/inlineConfidence/firstWords.ts prints what another one is worth. */
const WORDS_SHARE = 0.5;
/** Words of theirs that are looked at. */
const OPENINGS = 32;

/** Writes text at a caret: the neural model, whose first word is mixed of its own, the n-gram model's and those of the texts at hand. */
export class InlineWriter {
  constructor(private readonly parts: InlineParts) {}

  /**
   * The likeliest text, as far as the model is sure of it; empty where it is not.
   * @param enough looked at after each piece once the first word is whole: when it says so, what is there is taken
   */
  async likeliest(
    where: InlinePlace,
    options: InlineOptions,
    confidence: Confidence,
    enough: () => boolean = () => false,
  ): Promise<string> {
    // A template is what the user wants.
    if (options.constraint.pattern !== undefined) return (await this.drawn(where, options, { temperature: 0 })).text;
    const pieces: WrittenPiece[] = [];
    let whole = false;
    for await (const piece of this.pieces(where, options, { temperature: 0 })) {
      pieces.push(piece);
      whole = piece.finishReason === 'stop' || piece.finishReason === 'complete';
      if (whole || isUnsure(pieces, confidence) || isRounded(textOf(pieces))) break;
      if (writtenWords(pieces).length > 1 && enough()) break;
    }
    return withoutRepetition(confidentText(pieces, confidence, whole), where.after);
  }

  /** One text, drawn, up to the end of a clause. */
  async drawn(
    where: InlinePlace,
    options: InlineOptions,
    sampling: SamplingOptions,
  ): Promise<{ readonly text: string; readonly logProbability: number; readonly tokens: number }> {
    const pieces: WrittenPiece[] = [];
    const isTemplate = options.constraint.pattern !== undefined;
    for await (const piece of this.pieces(where, options, sampling)) {
      pieces.push(piece);
      if (!isTemplate && isRounded(textOf(pieces))) break;
    }
    const logProbability = pieces.reduce((sum, piece) => sum + piece.logProbability, 0);
    return { text: withoutRepetition(textOf(pieces), where.after), logProbability, tokens: pieces.length };
  }

  private async *pieces(
    { prompt, place }: InlinePlace,
    { maxTokens, constraint, limits }: InlineOptions,
    sampling: SamplingOptions,
  ): AsyncGenerator<WrittenPiece & Pick<GeneratedPiece, 'finishReason'>> {
    const { typed } = place;
    // A template says itself what comes.
    const words = constraint.pattern === undefined ? this.parts.completer.complete(place, OPENINGS, limits) : [];
    // Of what begins as is typed alone; what nobody expects is left out of the sum.
    const sum = typed === '' || words.length === 0 ? 1 : words.reduce((all, { probability }) => all + probability, 0);
    const space = typed === '' && /\S$/.test(prompt) ? ' ' : '';
    const openings = {
      share: WORDS_SHARE,
      words: words.map(({ text, probability }) => ({ text: space + text, probability: probability / sum })),
    };
    const options = { ...sampling, ...constraint, maxTokens, typed, openings, entropy: true, stop: ['\n'] };
    for await (const piece of this.parts.write(prompt, options)) yield { entropy: 0, ...piece };
  }
}

const textOf = (pieces: readonly WrittenPiece[]): string => pieces.map(({ text }) => text).join('');

/** Nothing will be shown, whatever comes: even the beginning of the first word is improbable. */
const isUnsure = (pieces: readonly WrittenPiece[], { firstWord, entropy }: Confidence): boolean => {
  const [first] = pieces;
  return first !== undefined && (first.entropy > entropy || Math.exp(first.logProbability) < firstWord);
};
