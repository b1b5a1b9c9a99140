/** What documents of a workspace have in common at places where free text would be wrong. */
export interface DocumentParts {
  readonly keys: readonly string[];
  readonly headings: readonly string[];
}

const frontMatter = /^---\r?\n([\s\S]*?)(?:\r?\n(?:---|\.\.\.)\s*(?:\r?\n|$)|$(?![\s\S]))/;

/** Keys of the front matter and headings of a Markdown text. */
export const documentParts = (text: string): DocumentParts => {
  const [whole = '', matter = ''] = frontMatter.exec(text) ?? [];
  return {
    keys: [...matter.matchAll(/^([\p{L}_][\p{L}\p{N}_-]*):/gmu)].map(([, key]) => key!),
    headings: [...text.slice(whole.length).matchAll(/^#{1,6}[ \t]+(.*\S)[ \t]*#*[ \t]*$/gm)].map(([, title]) => title!),
  };
};

/** A place where one of the workspace's own keys or headings belongs. */
export interface PartPlace {
  readonly kind: keyof DocumentParts;
  /** What is there of it, to the caret. */
  readonly typed: string;
}

/** Whether a caret in a Markdown text stands where a key of the front matter or a heading is written, at its line's end. */
export const partPlace = (text: string, offset: number): PartPlace | undefined => {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, offset);
  if (!/^[ \t]*(?:\r?\n|$)/.test(text.slice(offset))) return undefined;
  const above = text.slice(0, start);
  const isInMatter = /^---\r?\n/.test(above) && !/\r?\n(?:---|\.\.\.)\s*\r?\n/.test(above.slice(3));
  if (isInMatter) return /^[\p{L}\p{N}_-]*$/u.test(line) ? { kind: 'keys', typed: line } : undefined;
  const [, title] = /^#{1,6}[ \t]+(.*)$/.exec(line) ?? [];
  return title === undefined ? undefined : { kind: 'headings', typed: title };
};

/** The parts of other documents that go on with what is typed, the most frequent first; not those that this one has. */
export const offeredParts = (
  { kind, typed }: PartPlace,
  own: DocumentParts,
  others: Iterable<DocumentParts>,
  count: number,
): readonly string[] => {
  const counts = new Map<string, number>();
  for (const other of others) for (const part of other[kind]) counts.set(part, (counts.get(part) ?? 0) + 1);
  const begins = typed.toLowerCase();
  return [...counts]
    .filter(
      ([part]) => part.length > typed.length && part.toLowerCase().startsWith(begins) && !own[kind].includes(part),
    )
    .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .slice(0, count)
    .map(([part]) => part);
};
