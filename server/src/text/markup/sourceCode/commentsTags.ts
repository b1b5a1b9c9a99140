import type { DocumentationStyle } from './sourceCodeGrammars';

/** What a documentation tag's line holds after the tag. */
export interface DocumentationTag {
  /** Length of tag, type and name, up to the prose. */
  readonly length: number;
  /**
   * - `prose`: the rest and the lines that follow.
   * - `none`: no prose until the next tag or blank line.
   * - `code`: none until the next tag.
   */
  readonly content: 'prose' | 'none' | 'code';
}

const named =
  /^(?:param|arg|argument|params|tparam|property|prop|template|typeParam|typeparam|retval|throws?|exception|raises?|option|yieldparam|attr|method|property-read|property-write|var|field)$/;
const prose =
  /^(?:returns?|result|brief|short|deprecated|description|desc|summary|notes?|warning|details|remarks?|file|fileoverview|overview|todo|pre|post|invariant|attention|bug|classdesc|privateRemarks|yields?|yieldreturn|details|since|apiNote|implNote|implSpec|par|test|important|caution|tip|copyright|abstract|inheritDoc|mainpage|li|internal|defaultValue|requires|ensures)$/;
const code = /^(?:example|usage|code|verbatim|dot|startuml|msc|snippet|default)$/;

/** The end of a `{…}` that starts at `start`, or `start` when it has none. */
const bracesEnd = (text: string, start: number): number => {
  if (text[start] !== '{') return start;
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i + 1;
  }
  return text.length;
};

const skip = (text: string, from: number, pattern: RegExp): number => {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
};

/** Reads the tag at a line's start (`@param {string} name - `, `\param[in] name`, `@param string $name`); undefined when there is none. */
export const tagAt = (line: string, style: DocumentationStyle): DocumentationTag | undefined => {
  if (style === 'plain' || style === 'docstring' || style === 'godoc' || style === 'rustdoc' || style === 'xmldoc')
    return undefined;
  const head = (style === 'doxygen' ? /^[@\\]([A-Za-z][\w-]*)(?:\[[\w, ]*\])?/ : /^@([A-Za-z][\w-]*)/).exec(line);
  const tag = head?.[1];
  if (head === null || tag === undefined) return undefined;
  if (style === 'doxygen' && /^(?:[abcpe]|em|ref|link|li|n|cite)$/.test(tag)) return undefined;
  if (code.test(tag)) return { length: line.length, content: 'code' };
  const hasName = named.test(tag);
  if (!hasName && !prose.test(tag)) return { length: line.length, content: 'none' };
  let at = skip(line, head[0].length, /\s*/y);
  const typeEnd = bracesEnd(line, at);
  const typed = typeEnd > at;
  at = skip(line, typeEnd, /\s*/y);
  if (style === 'yard') {
    at = skip(line, at, /\[[^\]]*\]\s*/y);
    if (hasName && tag !== 'raise') at = skip(line, at, /[\w*&:?]+\s*/y);
    at = skip(line, at, /\[[^\]]*\]\s*/y);
  } else if (style === 'phpdoc') {
    if (/^(?:param|property|var|returns?|throws?|property-read|property-write)$/.test(tag)) {
      if (line[at] !== '$') at = skip(line, at, /(?:[^\s<({]|<[^>]*>|\([^)]*\)|\{[^}]*\})+\s*/y);
      at = skip(line, at, /(?:&|\.\.\.)*\$\w+\s*/y);
    }
  } else if (hasName && !(typed && /^(?:throws?|exception|raises?)$/.test(tag)))
    at = skip(line, at, line[at] === '[' ? /\[[^\]]*\]\s*/y : /<?[^\s>]+>?\s*/y);
  return { length: skip(line, at, /[-:\u2013\u2014]\s+/y), content: 'prose' };
};

/** Sphinx's field at a docstring line's start (`:param int x:`); its length, and whether prose follows. */
export const fieldAt = (line: string): DocumentationTag | undefined => {
  const field = /^:(\w+)(?:\s+[^:`]+(?::[^:\s`][^:`]*)*)?:(?=\s|$)\s*/.exec(line);
  if (field === null) return undefined;
  const silent = /^(?:r?type|vartype|meta|copyright|license|author|version|date|status|ptype)$/.test(field[1] ?? '');
  return { length: silent ? line.length : field[0].length, content: silent ? 'none' : 'prose' };
};

const sections =
  /^(?:Args|Arguments|Parameters|Params|Keyword Args|Keyword Arguments|Other Parameters|Attributes|Raises|Except|Exceptions|Returns?|Yields?|Receives|Methods|Warns|Examples?|Usage|Notes?|Warnings?|See Also|References|Todo|Side Effects)$/;

/** The name of a docstring's section when a line opens one: Google's `Args:`, or NumPy's with its ruler in the next line. */
export const sectionAt = (
  line: string,
  next: string,
): { readonly name: string; readonly ruled: boolean } | undefined => {
  const ruled = /^-{3,}$/.test(next);
  const name = /^([A-Z][A-Za-z ]*?)(:?)$/.exec(line);
  if (name?.[1] === undefined || !(ruled || name[2] === ':') || !sections.test(name[1])) return undefined;
  return { name: name[1], ruled };
};

/** The part before the prose of an entry of such a section: `name (type): `, or NumPy's `name : type` (all of the line). */
export const entryLength = (line: string, section: string, ruled: boolean): number => {
  if (/^(?:Examples?|Usage|Notes?|Warnings?|References|Todo|Side Effects)$/.test(section)) return 0;
  if (ruled) return line.length;
  const valued = /^(?:Returns?|Yields?|Receives)$/.test(section);
  const entry = valued
    ? /^(?:[\w.]+(?:\[[^\]]*\])?|\([\w., [\]]*\))(?: ?\| ?[\w.[\]]+)*:\s+/.exec(line)
    : /^\*{0,2}`{0,2}[\w.]+`{0,2}(?:,\s*\*{0,2}[\w.]+)*(?:\s*\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*:\s+/.exec(line);
  return entry?.[0].length ?? 0;
};
