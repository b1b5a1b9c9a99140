import { frontMatterOf } from '../../text/markup/frontMatter';
import type { Span } from '../../text/span';
import { type Heading, headingReader } from './headingReaders';
import { Seam, type Unit } from './packing';
import { type Section, tokensUnder, unitTokens } from './section';
import { estimateTokens } from './tokenEstimate';
import { unitsOf } from './units';

/** Lines without a blank one between them. */
interface Paragraph extends Span {
  /** In a verbatim block, where a blank line parts less. */
  readonly fenced: boolean;
}

interface HeadedParagraphs {
  readonly headings: readonly Heading[];
  readonly paragraphs: readonly Paragraph[];
}

/** A longer title says nothing more, and takes room from the text. */
const longestTitle = 80;

/** Sections of text in a markup or none: by headings, in the languages whose headings are known; units are paragraphs, or parts of a long one. */
export function* proseSections(text: string, languageId: string): Generator<Section> {
  /** A heading with nothing under it but a deeper one stands with that. */
  let bare: Paragraph | undefined;
  let bareHeadings: readonly Heading[] = [];
  for (const { headings, paragraphs } of headedParagraphs(text, languageId)) {
    const inner = bareHeadings.every((heading, level) => headings[level] === heading);
    const before = bare !== undefined && !inner ? sectionOf(text, bareHeadings, [bare]) : undefined;
    if (before !== undefined) yield before;
    const [first] = paragraphs;
    if (first === undefined) continue;
    const joined = bare !== undefined && inner ? [{ ...first, start: bare.start }, ...paragraphs.slice(1)] : paragraphs;
    bare = undefined;
    if (paragraphs.length === 1 && headings.length > 0 && isHeadingAlone(text, first, headings.at(-1)!)) {
      bare = joined[0];
      bareHeadings = headings;
    } else yield sectionOf(text, headings, joined);
  }
  if (bare !== undefined) yield sectionOf(text, bareHeadings, [bare]);
}

/** Nothing but the title and the marks around it. */
const isHeadingAlone = (text: string, { start, end }: Span, { title }: Heading): boolean =>
  end - start < 3 * title.length + 40 && !/[\p{L}\p{N}]/u.test(text.slice(start, end).replace(title, ''));

const sectionOf = (text: string, path: readonly Heading[], paragraphs: readonly Paragraph[]): Section => {
  const headings = path.map(({ title }) => (title.length > longestTitle ? `${title.slice(0, longestTitle)}…` : title));
  const tokens = paragraphs.map(({ start, end }) => estimateTokens(text, start, end));
  const total = tokens.reduce((sum, part) => sum + part, 0);
  const units: Unit[] =
    total <= tokensUnder(headings)
      ? [{ start: paragraphs[0]!.start, end: paragraphs.at(-1)!.end, tokens: total, seam: Seam.Paragraph }]
      : paragraphs.flatMap((paragraph, index) =>
          unitsOf(text, paragraph, paragraph.fenced ? Seam.Line : Seam.Paragraph, unitTokens(headings), tokens[index]),
        );
  return { headings, units, repeats: 'sentences' };
};

function* headedParagraphs(text: string, languageId: string): Generator<HeadedParagraphs> {
  const reader = headingReader(languageId);
  const frontMatter = languageId === 'markdown' || languageId === 'mdx' ? frontMatterOf(text) : { end: 0 };
  let headings: readonly Heading[] = frontMatter.title === undefined ? [] : [{ level: 0, title: frontMatter.title }];
  let paragraphs: Paragraph[] = [];
  let fence: string | undefined;
  let open: { start: number; end: number; fenced: boolean } | undefined;
  const close = () => {
    if (open !== undefined) paragraphs.push(open);
    open = undefined;
  };
  const lineFrom = (start: number) => {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline + 1;
    return { start, next, text: text.slice(start, next).trimEnd() };
  };
  let [line, second, third] = [lineFrom(0), lineFrom(lineFrom(0).next), lineFrom(lineFrom(lineFrom(0).next).next)];
  for (; line.start < text.length; [line, second, third] = [second, third, lineFrom(third.next)]) {
    if (reader !== undefined && line.start >= frontMatter.end) {
      const mark = reader.fence?.exec(line.text)?.[1];
      if (mark !== undefined && fence === undefined) fence = mark;
      else if (mark !== undefined && fence !== undefined && mark.startsWith(fence)) fence = undefined;
      const heading =
        fence === undefined ? reader.read([line.text, second.text, third.text], open === undefined) : undefined;
      if (heading !== undefined) {
        close();
        // A title that front matter gives and the text says again is one heading.
        const again = headings.at(-1)?.level === 0 && headings.at(-1)?.title === heading.title;
        if (paragraphs.length > 0 && !again) {
          yield { headings, paragraphs };
          paragraphs = [];
        }
        const above = headings.filter(({ level, title }) => level < heading.level && title !== heading.title);
        headings = [...above, heading];
      }
    }
    if (line.text === '') close();
    else if (open === undefined) {
      open = { start: line.start, end: line.start + line.text.length, fenced: fence !== undefined };
    } else open.end = line.start + line.text.length;
  }
  close();
  if (paragraphs.length > 0) yield { headings, paragraphs };
}
