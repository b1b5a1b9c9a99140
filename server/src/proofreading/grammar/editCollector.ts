import { capitalize, letterCase, withCaseOf } from '../../lexicon/letterCase';
import { ABSENT, PLACEHOLDER } from '../../text/maskedDocument';
import type { EditClass, GrammarEdit } from './grammarEdit';
import type { GrammarLexicon } from './grammarResources';
import type { GrammarWord } from './grammarWord';

/**
 * Turns edits of words into edits of the text: spaces, capitals at the start and the shortest span are its business. Of two edits that give
 * the same text the first stays.
 */
export class EditCollector {
  private readonly found = new Map<string, GrammarEdit>();
  /** Whether the sentence writes apostrophes so, and what comes into it too. */
  private readonly curly: boolean;

  constructor(
    private readonly text: string,
    private readonly words: readonly GrammarWord[],
    private readonly lexicon: GrammarLexicon,
  ) {
    this.curly = text.includes('\u2019');
  }

  /** In the order in which they stand in the text, then in that in which they came. */
  edits(): GrammarEdit[] {
    return [...this.found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** Editable words [first, last) become `replacement`, given in small letters unless it is a name: words apart by single spaces. */
  replace(first: number, last: number, replacement: string, editClass: EditClass): void {
    const { words } = this;
    for (let index = first; index < last; index++) {
      if (words[index]?.editable !== true || (index > first && !words[index]!.token.spaceBefore)) return;
    }
    if (last - first === 1 && !replacement.includes(' ')) {
      if (replacement !== words[first]!.lower) this.replaceTrimmed(first, last, replacement, editClass);
      return;
    }
    const next = replacement.split(' ');
    let [from, to] = [first, last];
    while (from < to && next.length > 0 && next[0] === words[from]!.lower) {
      next.shift();
      from++;
    }
    while (from < to && next.length > 0 && next.at(-1) === words[to - 1]!.lower) {
      next.pop();
      to--;
    }
    if (from < to && next.length > 0) {
      this.replaceTrimmed(from, to, next.join(' '), editClass);
    } else if (next.length > 0) this.insert(from, next.join(' '), editClass);
    else if (from < to) this.delete(from, to, editClass);
  }

  private replaceTrimmed(from: number, to: number, replacement: string, editClass: EditClass): void {
    const { start } = this.words[from]!.token;
    const { end } = this.words[to - 1]!.token;
    this.add({ start, end, replacement: this.withCapitalsAt(from, replacement), editClass });
  }

  /** Puts words in before the word at `index`; at the length of the sentence, behind its last token. None that is there already. */
  insert(index: number, inserted: string, editClass: EditClass): void {
    if (this.words[index]?.lower === inserted || this.words[index - 1]?.lower === inserted) return;
    if (index > 0) {
      const { end } = this.words[index - 1]!.token;
      this.add({ start: end, end, replacement: ` ${inserted}`, editClass });
      return;
    }
    const first = this.words[0];
    if (first?.isWord !== true) return;
    const { start, end } = first.token;
    this.add({ start, end, replacement: `${capitalize(inserted)} ${this.inside(first)}`, editClass });
  }

  /** Puts a mark behind the token before `index`. */
  insertMark(index: number, mark: string, editClass: EditClass): void {
    const { end } = this.words[index - 1]!.token;
    this.add({ start: end, end, replacement: mark, editClass });
  }

  /** Drops tokens [from, to) and one space. */
  delete(from: number, to: number, editClass: EditClass): void {
    const first = this.words[from]!.token;
    const after = this.words[to];
    if (from === 0) {
      if (after?.isWord !== true) return;
      const { end } = after.token;
      this.add({ start: first.start, end, replacement: capitalize(after.written), editClass });
      return;
    }
    const opens =
      !first.spaceBefore && this.words[from - 1]!.token.kind === 'punctuation' && after?.token.spaceBefore === true;
    const start = opens ? first.start : this.words[from - 1]!.token.end;
    const end = opens ? after.token.start : this.words[to - 1]!.token.end;
    this.add({ start, end, replacement: '', editClass });
  }

  /** Any span without masked characters, and text; what others have found already is left out. */
  add(given: GrammarEdit): void {
    const edit = this.curly ? { ...given, replacement: given.replacement.replaceAll("'", '\u2019') } : given;
    if (masked.test(this.text.slice(edit.start, edit.end))) return;
    const key = changeKey(this.text, edit);
    if (key !== undefined && !this.found.has(key)) this.found.set(key, edit);
  }

  /** Words in the capitals of the word they begin in the place of. */
  private withCapitalsAt(index: number, text: string): string {
    const { written } = this.words[index]!;
    // `I` is a capital that says nothing of what comes in its place.
    if (written.length === 1) return index === 0 ? capitalize(text) : text;
    return withCaseOf(written, text);
  }

  /** A first word as it is written where it is not the first. */
  private inside({ written, lower, known }: GrammarWord): string {
    if (written === 'I' || lower.startsWith("i'") || letterCase(written) !== 'capitalized') return written;
    return known && this.lexicon.indexOf(lower) >= 0 ? written.charAt(0).toLowerCase() + written.slice(1) : written;
  }
}

/** Markup, code and formulas stay where they are. */
const masked = new RegExp(`[${ABSENT}${PLACEHOLDER}]`);

/** The same for edits that give the same text: the span without what stays at its ends, as far left as it goes. Undefined where nothing changes. */
function changeKey(text: string, { start, end, replacement }: GrammarEdit): string | undefined {
  let from = 0;
  const least = Math.min(end - start, replacement.length);
  while (from < least && text.charCodeAt(start + from) === replacement.charCodeAt(from)) from++;
  let after = 0;
  while (
    after < least - from &&
    text.charCodeAt(end - 1 - after) === replacement.charCodeAt(replacement.length - 1 - after)
  )
    after++;
  const removed = text.slice(start + from, end - after);
  const added = replacement.slice(from, replacement.length - after);
  if (removed !== '' && added !== '') return `${start + from} ${removed.length} ${added}`;
  if (removed === added) return undefined;
  let changed = removed + added;
  let at = start + from;
  while (at > 0 && changed.endsWith(text.charAt(at - 1))) {
    at--;
    changed = text.charAt(at) + changed.slice(0, -1);
  }
  return `${at} ${removed.length} ${added === '' ? '' : changed}`;
}
