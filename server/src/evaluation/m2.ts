import type { Span } from '../text/span';

/** The M2 format of grammatical error correction (Dahlmeier and Ng 2012), and text that can be checked made from it. */

export interface GoldEdit {
  /** Token positions, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly type: string;
  /** Tokens joined by spaces; empty for a deletion. */
  readonly correction: string;
}

export interface M2Sentence {
  readonly tokens: readonly string[];
  /** One list an annotator. */
  readonly annotations: readonly (readonly GoldEdit[])[];
}

/** @throws Error naming the line when an annotation has no sentence or no span. */
export function readM2(source: string): M2Sentence[] {
  const sentences: { tokens: string[]; byAnnotator: Map<string, GoldEdit[]> }[] = [];
  for (const [index, line] of source.split(/\r?\n/).entries()) {
    if (line === 'S') sentences.push({ tokens: [], byAnnotator: new Map() });
    if (line.startsWith('S ')) sentences.push({ tokens: line.slice(2).split(' '), byAnnotator: new Map() });
    if (!line.startsWith('A ')) continue;
    const current = sentences.at(-1);
    const [span = '', type = '', correction = '', , , annotator = '0'] = line.slice(2).split('|||');
    const [start = Number.NaN, end = Number.NaN] = span.split(' ').map(Number);
    if (current === undefined || Number.isNaN(start) || Number.isNaN(end)) {
      throw new Error(`line ${index + 1} is no M2 annotation of a sentence`);
    }
    const edits = current.byAnnotator.get(annotator) ?? [];
    current.byAnnotator.set(annotator, edits);
    if (type !== 'noop' && start >= 0) {
      edits.push({ start, end, type, correction: correction === '-NONE-' ? '' : correction });
    }
  }
  return sentences.map(({ tokens, byAnnotator }) => ({
    tokens,
    annotations: byAnnotator.size === 0 ? [[]] : [...byAnnotator.values()],
  }));
}

export interface DetokenizedText {
  readonly text: string;
  /** Start and end of each token in `text`, UTF-16 units. */
  readonly offsets: readonly (readonly [number, number])[];
}

const closing = new Set([...', . ; : ? ! ) ] } %'.split(' '), ...["'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'"]]);
const opening = new Set('( [ { $'.split(' '));

/** Joins tokens (`do n't`, ` ,`) to ordinary text. */
export function detokenize(tokens: readonly string[]): DetokenizedText {
  let text = '';
  let quoted = false;
  const offsets = tokens.map((token, i): [number, number] => {
    const previous = tokens[i - 1];
    let space =
      previous !== undefined && !closing.has(token) && !opening.has(previous) && token !== '-' && previous !== '-';
    if (token === '"') {
      if (quoted) space = false;
      quoted = !quoted;
    } else if (previous === '"' && quoted) space = false;
    if (space) text += ' ';
    text += token;
    return [text.length - token.length, text.length];
  });
  return { text, offsets };
}

export interface TokenEdit {
  readonly start: number;
  readonly end: number;
  readonly correction: string;
}

/** How a corpus cuts text into tokens. */
export type CorpusTokenizer = (text: string) => string[];

const withoutContractions = (text: string): string =>
  text.replace(/n't\b/g, " n't").replace(/'(s|re|ve|ll|d|m)\b/g, " '$1");

const pieces = (text: string): string[] => text.split(/\s+/).filter((token) => token !== '');

/** As in M2 files of ERRANT: every mark by itself, hyphens too. */
export const partedAtHyphens: CorpusTokenizer = (text) =>
  pieces(
    withoutContractions(text)
      .replace(/([.,!?;:()"[\]])/g, ' $1 ')
      .replace(/(\w)-(?=\w)/g, '$1 - '),
  );

/** As in the Penn Treebank: hyphens, ellipses and the full stops of abbreviations stay. */
export const wholeAtHyphens: CorpusTokenizer = (text) =>
  pieces(
    withoutContractions(text)
      .replace(/([,!?;:()"[\]]|\.{2,})/g, ' $1 ')
      .replace(/([^.\s])\.(?=\s*$)/, '$1 .'),
  );

/** Drops what an edit leaves as it was at its ends. */
export function trimEdit(
  tokens: readonly string[],
  start: number,
  end: number,
  correction: readonly string[],
): TokenEdit {
  let from = start;
  let to = end;
  const words = [...correction];
  while (from < to && words.length > 0 && tokens[from] === words[0]) {
    from++;
    words.shift();
  }
  while (to > from && words.length > 0 && tokens[to - 1] === words.at(-1)) {
    to--;
    words.pop();
  }
  return { start: from, end: to, correction: words.join(' ') };
}

/** The tokens that a span of the text touches, `end` exclusive; an empty span touches the token that it stands inside of. */
export function touchedTokens({ offsets }: DetokenizedText, span: Span): Span {
  const at = (index: number): number => (index < 0 ? offsets.length : index);
  if (span.start === span.end) {
    const inside = offsets.findIndex(([start, end]) => start < span.start && end > span.start);
    if (inside >= 0) return { start: inside, end: inside + 1 };
    const before = at(offsets.findIndex(([start]) => start >= span.start));
    return { start: before, end: before };
  }
  const first = at(offsets.findIndex(([, end]) => end > span.start));
  return { start: first, end: Math.max(first, at(offsets.findIndex(([start]) => start >= span.end))) };
}

/** An edit of the detokenized text as one of tokens; undefined when it changes no token. */
export function toTokenEdit(
  tokens: readonly string[],
  detokenized: DetokenizedText,
  edit: Span & { readonly replacement: string },
  tokenize: CorpusTokenizer = partedAtHyphens,
): TokenEdit | undefined {
  const { text, offsets } = detokenized;
  const { start: first, end: last } = touchedTokens(detokenized, edit);
  const whole = last > first;
  const before = whole ? text.slice(offsets[first]![0], Math.max(offsets[first]![0], edit.start)) : '';
  const after = whole ? text.slice(Math.min(edit.end, offsets[last - 1]![1]), offsets[last - 1]![1]) : '';
  const trimmed = trimEdit(tokens, first, last, tokenize(before + edit.replacement + after));
  return trimmed.start === trimmed.end && trimmed.correction === '' ? undefined : trimmed;
}
