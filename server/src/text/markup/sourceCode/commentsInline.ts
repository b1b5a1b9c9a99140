import type { MaskBuilder } from '../maskBuilder';
import type { DocumentationStyle } from './sourceCodeGrammars';

const htmlTags =
  /^(?:a|abbr|b|big|blockquote|br|caption|center|cite|code|col|dd|del|dfn|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|ol|p|para|pre|q|s|samp|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var|see|seealso|c|param|paramref|typeparam|typeparamref|returns|remarks|exception|value|example|inheritdoc|list|item|listheader|term|description|permission|include|response)$/i;
/** What stands before and after such a tag is not one sentence. */
const htmlBlocks =
  /^(?:blockquote|br|caption|dd|div|dl|dt|h[1-6]|hr|li|ol|p|para|pre|table|tbody|td|th|thead|tr|ul|summary|param|typeparam|returns|remarks|exception|value|example|list|item|listheader|term|description|permission|response)$/i;
const htmlVerbatim = /^(?:code|pre|tt|c|kbd|samp|var)$/i;
/** Elements that stand for a name. */
const htmlNames = /^(?:see|paramref|typeparamref|img)$/i;

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '\u2014',
  ndash: '\u2013',
  hellip: '\u2026',
};

const source = [
  // A name in code and brackets: rustdoc's and TSDoc's link.
  String.raw`\[${'`'}[^${'`'}\n]{1,200}${'`'}\](?:\([^()\s]{0,500}\)|\[[^[\]]{0,200}\])?`,
  // Markdown's and reStructuredText's code, with a role before or after it.
  String.raw`(?<code>(?::[a-z][\w:+.-]{0,40}:)?(?<ticks>${'`'}+)(?!${'`'})(?:(?!\k<ticks>)[^]){1,500}\k<ticks>(?!${'`'})(?::[a-z]+:|__?(?!\w))?)`,
  // GNU's quotes around code.
  String.raw`(?<gnu>${'`'}[^${'`'}'\s][^${'`'}'\n]{0,60}')`,
  String.raw`(?<braced>\{@\w+(?:[^{}]|\{[^{}]*\})*\})`,
  String.raw`(?<url><?\b(?:https?|ftp|file|mailto):(?:\/\/)?[^\s<>"'${'`'}()]*(?:\([^\s<>"'${'`'}()]*\))?[^\s<>"'${'`'}().,;:!?\]]>?)`,
  String.raw`!?\[(?<linkText>[^[\]]{0,300})\](?<linkTarget>\([^()\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,300})?(?: "[^"]{0,200}")?\)|\[[^[\]]{0,200}\])`,
  String.raw`\[(?<bracketed>[\w.:#/*<>()&!-]+(?: [\w-]+){0,5})\](?!\()`,
  String.raw`<(?<tag>\/?[A-Za-z][\w-]*)(?=[\s/>])[^<>]{0,300}>`,
  String.raw`&(?<entity>#\d{1,7}|#x[\da-fA-F]{1,6}|[A-Za-z]\w{1,20});`,
  String.raw`(?<name>[\\@](?:[cp]|a|ref|copydoc|copybrief|anchor|cite)[ \t]+[^\s,;]*[^\s,;.])`,
  String.raw`(?<mark>[\\@](?:em|[ben]|li)[ \t]+|%(?=[A-Z]\w))`,
  // A call, with its arguments; `file(s)` is a word.
  String.raw`(?<call>(?<![\w$])[A-Za-z_$][\w$]*(?:(?:\.|::|->|#)~?[A-Za-z_][\w$]*)*(?:<[\w, *&]{1,40}>)?\((?!(?:s|es|ies|ren|n)\))[^()\n]{0,80}(?:\([^()\n]{0,40}\)[^()\n]{0,40})?\))`,
  // Names that only code has: pointers, members, scopes, shell and template variables, format and escape marks.
  String.raw`(?<codeName>(?<!\w)[A-Za-z_]\w*(?:(?:->|::)~?[A-Za-z_]\w*)+|(?<!\w)[A-Za-z_]\w*<[\w:, *&]{1,60}>(?:::\w+)*|\{[\w.]+(?:[|<>[\]*?]+\w*)+\}|\$\{[^{}\n]{1,80}\}|\$[A-Za-z_]\w*|%[-+#0]?\d*(?:l|ll|h|z)?[sdiufgexXpc]\b|\\[0abefnrtvx](?:[\da-fA-F]{1,4})?(?![\w])|__\w+__)`,
  String.raw`(?<strong>\*\*|__)(?=[^\s*_])[^*_\n]{1,200}?\k<strong>`,
  String.raw`(?<![\w*])(?<emphasis>\*)(?=[^\s*])[^*\n]{1,200}?(?<=\S)\*(?![\w*])`,
  String.raw`(?<!\w)(?<underlined>_)(?=[A-Za-z])[A-Za-z ',]{1,100}(?<=[a-z])_(?!\w)`,
  String.raw`(?<![\w+])(?<rdoc>\+[A-Za-z_:][\w:.?!=#()]*\+)(?![\w+])`,
  String.raw`(?<substitution>\|[A-Za-z][\w -]{0,40}\|_{0,2})`,
].join('|');

const inline = new RegExp(source, 'g');

/** What every alternative of `inline` needs one of: most paragraphs of comments have none. */
const marks = /[`<[{&*+_|\\%$(@]|->|::|:\/\/|(?:mailto|file):/;

type InlineGroup =
  | 'tag'
  | 'linkText'
  | 'linkTarget'
  | 'bracketed'
  | 'entity'
  | 'mark'
  | 'strong'
  | 'emphasis'
  | 'underlined'
  | 'rdoc'
  | 'substitution';

/**
 * Masks what is no prose in a comment's paragraph: code, links, tags, emphasis marks.
 *
 * @param text the paragraph with white space for whatever stands between its lines, as long as its source
 * @param offset where it starts in the source
 * @returns offsets in `text` where an HTML or XML element parts it, ascending
 */
export const maskCommentInline = (
  builder: MaskBuilder,
  text: string,
  offset: number,
  style: DocumentationStyle,
): number[] => {
  const breaks: number[] = [];
  if (!marks.test(text)) return breaks;
  const linksByBrackets = style === 'rustdoc' || style === 'godoc';
  /** End of a masked element's content. */
  let done = 0;
  for (const match of text.matchAll(inline)) {
    const { index } = match;
    if (index < done) continue;
    const whole = match[0];
    const end = index + whole.length;
    const groups: Partial<Record<InlineGroup, string>> = match.groups ?? {};
    const absent = (from: number, to: number): void => builder.absent(offset + from, offset + to);
    const placeholder = (): void => builder.placeholder(offset + index, offset + end);
    if (groups.tag !== undefined) {
      const name = groups.tag.replace('/', '');
      if (!htmlTags.test(name)) {
        placeholder();
        continue;
      }
      if (htmlBlocks.test(name)) breaks.push(index);
      if (htmlNames.test(name)) placeholder();
      else absent(index, end);
      if (htmlBlocks.test(name)) breaks.push(end);
      if (htmlVerbatim.test(groups.tag) && !whole.endsWith('/>')) {
        const close = text.indexOf(`</${name}`, end);
        if (close > end && close - end <= 500) {
          builder.placeholder(offset + end, offset + close);
          done = close;
        }
      }
    } else if (groups.linkTarget !== undefined) {
      const start = index + whole.indexOf('[') + 1;
      const shown = groups.linkText ?? '';
      absent(index, start);
      if (isCodeLike(shown)) builder.placeholder(offset + start, offset + start + shown.length);
      else maskCommentInline(builder, shown, offset + start, style);
      absent(start + shown.length, end);
    } else if (groups.bracketed !== undefined) {
      if (isCodeLike(groups.bracketed) || (linksByBrackets && !/\s/.test(groups.bracketed))) placeholder();
      else if (linksByBrackets) {
        absent(index, index + 1);
        absent(end - 1, end);
      }
    } else if (groups.entity !== undefined) {
      const shown = entities[groups.entity];
      if (shown === undefined) placeholder();
      else builder.replace(offset + index, offset + end, shown);
    } else if (groups.mark !== undefined) absent(index, end);
    else if (groups.strong !== undefined) {
      const marks = groups.strong.length;
      absent(index, index + marks);
      maskCommentInline(builder, whole.slice(marks, -marks), offset + index + marks, style);
      absent(end - marks, end);
    } else if (groups.emphasis !== undefined || groups.underlined !== undefined) {
      if (style === 'plain') continue;
      absent(index, index + 1);
      absent(end - 1, end);
    } else if (groups.rdoc !== undefined) {
      if (style === 'yard') placeholder();
    } else if (groups.substitution !== undefined) {
      if (style === 'docstring') placeholder();
    } else placeholder();
  }
  return breaks;
};

/** A name rather than words. */
const isCodeLike = (text: string): boolean => /^\S*(?:[_.:/#(<`*&]|[a-z][A-Z])\S*$/.test(text);
