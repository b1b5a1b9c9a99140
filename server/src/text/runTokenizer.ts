import { CharacterClass, classAt, classOfUnit, isLetterClass, normalizeForm } from './characterClasses';
import { cliticLength, isClipped } from './contractions';
import { matchAddress, matchIdentifier, Trait } from './identifiers';
import { PLACEHOLDER } from './maskedDocument';
import { readRun } from './run';
import type { Token, TokenKind } from './token';

/** No English prose goes on so long without white space: a run of ASCII beyond this is data. */
const longestProseRun = 256;
/** Longer runs (scripts without spaces) are taken in pieces, so that patterns tried at each position stay linear. */
const pieceUnits = 512;

const dottedAbbreviation =
  /(?:(?:[A-Za-z\u00C0-\u024F]\.){1,8}[A-Za-z\u00C0-\u024F]|(?:Ph|Ed|B|M|D)\.(?:Sc|D|Phil|Ed|A))(?![\w\u00C0-\u052F]|\.[\w\u00C0-\u052F])\.?/y;
const number =
  /(?:\d{4}-\d{1,2}-\d{1,2}|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|am|pm|ST|ND|RD|TH|AM|PM)?)(?![\w\u00C0-\u052F])|\d+(?:[.,]\d+)*/y;
const emoji = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20E3|[\u{E0020}-\u{E007F}])+/uy;
const emoticon = /[:;][-o^']?[)(DPpO/\\|*\][}{]+(?=[.,!?)]*$)|<3(?=[.,!?)]*$)/y;
const punctuationRun = /\.{2,}|\u2026+|[-\u2010-\u2015\u2212]{2,}/y;
const opening = /["'(\u2018\u201C\u00AB[{<*_]/;
const identifierStart = /[\w\u00AA-\u052F.\-/\\~@#$&<%]/;
let words: Intl.Segmenter | undefined;

/** Where a piece of a long run may end: before a character that is no letter, else wherever no pair is torn. */
function pieceEnd(text: string, from: number): number {
  const limit = from + pieceUnits;
  if (text.length <= limit) return text.length;
  for (let index = limit; index > limit - pieceUnits / 2; index--) {
    const found = classOfUnit(text.charCodeAt(index));
    if (found === CharacterClass.Other || found === CharacterClass.Placeholder) return index;
  }
  const unit = text.charCodeAt(limit);
  return unit >= 0xdc00 && unit <= 0xdfff ? limit - 1 : limit;
}

/** Tokens of runs without white space that hold more than letters and a closing mark; appends to `tokens`. */
export class RunTokenizer {
  private run = '';
  private traits = 0;
  /** Offset in `source` of `run`, and in the whole run when it is a piece of a long one. */
  private base = 0;
  private starts: readonly number[] | undefined;
  private ends: readonly number[] | undefined;
  private index = 0;
  private spaceBefore = false;
  private previous: TokenKind | undefined;

  constructor(
    private readonly source: string,
    private readonly tokens: Token[],
  ) {}

  /**
   * Tokens from `start` to `end`, between which there is no white space.
   *
   * @returns whether there was any
   */
  tokenize(start: number, end: number, spaceBefore: boolean): boolean {
    const { text, traits, ascii, starts, ends } = readRun(this.source, start, end);
    this.run = text;
    this.traits = traits;
    this.base = starts === undefined ? start : 0;
    this.starts = starts;
    this.ends = ends;
    this.spaceBefore = spaceBefore;
    this.index = 0;
    this.previous = undefined;
    if (text.length > longestProseRun) this.longRun(ascii);
    else this.scan();
    return text.length > 0;
  }

  private longRun(ascii: boolean): void {
    const text = this.run;
    while (opening.test(text.charAt(this.index))) this.emit('punctuation', 1);
    const address = matchAddress(text, this.index);
    if (address > 0) this.emit('identifier', address);
    else if (ascii && text.length - this.index > longestProseRun) this.emit('identifier', text.length - this.index);
    const base = this.base;
    for (let from = this.index; from < text.length; ) {
      const to = pieceEnd(text, from);
      this.run = text.slice(from, to);
      this.base = base + from;
      this.index = 0;
      this.scan();
      from = to;
    }
  }

  private scan(): void {
    let leading = true;
    if (this.take(emoticon, 'identifier')) leading = false;
    while (this.index < this.run.length) {
      const mark = this.run.charAt(this.index);
      this.step(leading);
      leading = this.previous === 'punctuation' && opening.test(mark);
    }
  }

  private emit(kind: TokenKind, length: number): void {
    const from = this.base + this.index;
    const to = from + length;
    this.tokens.push({
      start: this.starts === undefined ? from : this.starts[from]!,
      end: this.ends === undefined ? to : this.ends[to - 1]!,
      kind,
      form: kind === 'placeholder' ? PLACEHOLDER : normalizeForm(this.run.slice(this.index, this.index + length)),
      spaceBefore: this.spaceBefore,
    });
    this.spaceBefore = false;
    this.index += length;
    this.previous = kind;
  }

  private take(sticky: RegExp, kind: TokenKind): boolean {
    sticky.lastIndex = this.index;
    const length = sticky.exec(this.run)?.[0].length ?? 0;
    if (length === 0) return false;
    this.emit(kind, length);
    return true;
  }

  private step(leads: boolean): void {
    const { run, traits } = this;
    if (traits !== 0 && identifierStart.test(run.charAt(this.index))) {
      if ((traits & Trait.InnerStop) !== 0 && this.take(dottedAbbreviation, 'word')) return;
      const length =
        ((traits & (Trait.Colon | Trait.InnerStop)) !== 0 ? matchAddress(run, this.index) : 0) ||
        matchIdentifier(run, this.index, traits, leads);
      if (length > 0) {
        this.emit('identifier', length);
        return;
      }
    }
    const found = classAt(run, this.index);
    switch (found) {
      case CharacterClass.Lower:
      case CharacterClass.Upper:
      case CharacterClass.Letter:
        this.word();
        return;
      case CharacterClass.Unspaced:
        this.unspaced();
        return;
      case CharacterClass.Digit:
        if (!this.take(number, 'number')) this.emit('number', this.classLength(CharacterClass.Digit));
        return;
      case CharacterClass.Placeholder: {
        let to = this.index + 1;
        while (to < run.length && isGlued(classAt(run, to))) to += unitLengthAt(run, to);
        this.emit('placeholder', to - this.index);
        return;
      }
      case CharacterClass.Apostrophe:
        if (!this.afterApostrophe()) this.emit('punctuation', 1);
        return;
      case CharacterClass.Mark:
        this.emit('punctuation', this.classLength(CharacterClass.Mark));
        return;
      default:
        if (this.take(punctuationRun, 'punctuation')) return;
        if (run.charCodeAt(this.index) > 0x7f && this.take(emoji, 'identifier')) return;
        this.emit('punctuation', unitLengthAt(run, this.index));
    }
  }

  /** Length of the run of characters of one class that starts here. */
  private classLength(found: CharacterClass): number {
    let to = this.index;
    while (to < this.run.length && classAt(this.run, to) === found) to += unitLengthAt(this.run, to);
    return to - this.index;
  }

  private word(): void {
    const { run, index } = this;
    let to = index;
    for (;;) {
      while (to < run.length) {
        const found = classAt(run, to);
        if (found !== CharacterClass.Mark && (!isLetterClass(found) || found === CharacterClass.Unspaced)) break;
        to += unitLengthAt(run, to);
      }
      const joins =
        to + 1 < run.length &&
        classOfUnit(run.charCodeAt(to)) === CharacterClass.Apostrophe &&
        isWordLetter(classAt(run, to + 1));
      if (!joins) break;
      to++;
    }
    if (to < run.length && classOfUnit(run.charCodeAt(to)) === CharacterClass.Placeholder) {
      to++;
      while (to < run.length && isGlued(classAt(run, to))) to += unitLengthAt(run, to);
      this.emit('placeholder', to - index);
      return;
    }
    const clitic = cliticLength(normalizeForm(run.slice(index, to)));
    this.emit('word', to - index - clitic);
    if (clitic > 0) this.emit('word', clitic);
  }

  /** `'s` after an identifier, number or placeholder; `'tis`. */
  private afterApostrophe(): boolean {
    const { run, index } = this;
    let to = index + 1;
    while (to < run.length && isWordLetter(classAt(run, to))) to += unitLengthAt(run, to);
    if (to === index + 1) return false;
    const form = normalizeForm(run.slice(index, to)).toLowerCase();
    const follows = this.previous === 'identifier' || this.previous === 'placeholder' || this.previous === 'number';
    if (follows ? form !== "'s" : index > 0 && this.previous !== 'punctuation') return false;
    if (!follows && (!isClipped(form) || classOfUnit(run.charCodeAt(to)) === CharacterClass.Apostrophe)) return false;
    this.emit('word', to - index);
    return true;
  }

  /** Scripts without spaces: the words of `Intl.Segmenter`, which has dictionaries for them. */
  private unspaced(): void {
    const { run, index } = this;
    let to = index;
    while (to < run.length) {
      const found = classAt(run, to);
      if (found !== CharacterClass.Unspaced && found !== CharacterClass.Mark && found !== CharacterClass.Letter) break;
      to += unitLengthAt(run, to);
    }
    words ??= new Intl.Segmenter('en', { granularity: 'word' });
    for (const { segment } of words.segment(run.slice(index, to))) this.emit('word', segment.length);
  }
}

const isWordLetter = (found: CharacterClass): boolean => isLetterClass(found) && found !== CharacterClass.Unspaced;

/** What goes on with a placeholder without a space: `` `Vec`s ``, `` `n`th ``. */
const isGlued = (found: CharacterClass): boolean =>
  found === CharacterClass.Placeholder || found === CharacterClass.Digit || isWordLetter(found);

const unitLengthAt = (text: string, index: number): number => ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
