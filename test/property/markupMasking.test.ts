import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'parse5';
import { maskHtml } from '../../server/src/text/markup/html/html';
import { maskMarkdown } from '../../server/src/text/markup/markdown/markdown';
import { MaskBuilder } from '../../server/src/text/markup/maskBuilder';
import { maskGitCommit } from '../../server/src/text/markup/plainText/gitCommit';
import { maskPlainText } from '../../server/src/text/markup/plainText/plainText';
import { ABSENT, type MaskedDocument, PLACEHOLDER } from '../../server/src/text/maskedDocument';
import { readBlocks } from '../support/maskedBlocks';

const maskers: Readonly<Record<string, (source: string) => MaskedDocument>> = {
  Markdown: (source) => maskMarkdown(source),
  MDX: (source) => maskMarkdown(source, true),
  HTML: (source) => maskHtml(source, (text) => parse(text, { sourceCodeLocationInfo: true })),
  'plain text': maskPlainText,
  'a commit message': maskGitCommit,
};

/** Where a masker may write something else than the source or a mask: character references and tags that read as white space. */
const rewritten = /&(?:#\w{1,9}|\w{1,32});|<[^>]{0,99}>/g;

const assertSound = (source: string, { text, blocks }: MaskedDocument): void => {
  assert.equal(text.length, source.length);
  const mayDiffer = new Set<number>();
  for (const match of source.matchAll(rewritten))
    for (let i = 0; i < match[0].length; i++) mayDiffer.add(match.index + i);
  for (let i = 0; i < source.length; i++) {
    const masked = text.charAt(i);
    const native = source.charAt(i) === ABSENT || source.charAt(i) === PLACEHOLDER;
    if (masked === ABSENT || masked === PLACEHOLDER || mayDiffer.has(i)) continue;
    if (masked !== (native ? '\uFFFD' : source.charAt(i))) assert.fail(`offset ${i} reads ${JSON.stringify(masked)}`);
  }
  let covered = 0;
  for (const { start, end } of blocks) {
    assert.ok(covered <= start && start < end && end <= source.length, `block ${start} to ${end} after ${covered}`);
    covered = end;
  }
};

const words = fc.array(fc.constantFrom('tide', 'Harbour', 'can’t', 'naïve', 'x', '12', 'e.g.', 'end.'), {
  minLength: 1,
  maxLength: 6,
});

/** Pieces of markup that, thrown together, open what others close. */
const piece = fc.oneof(
  { weight: 3, arbitrary: words.map((list) => list.join(' ')) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        '\n',
        '\n\n',
        ' ',
        '  \n',
        '\t',
        '\\\n',
        '    ',
        '# ',
        '## ',
        '- ',
        '* ',
        '1. ',
        '> ',
        '>',
        '```\n',
        '~~~\n',
        '`',
        '``',
      ],
      ...[
        '*',
        '**',
        '_',
        '~~',
        '==',
        '[',
        ']',
        '(',
        ')',
        '![',
        '](',
        '](/u "t")',
        '[a]: b\n',
        '[^1]',
        '[^1]: ',
        '[x]',
        '[[',
        ']]',
        '|',
      ],
      ...[
        '|---|\n',
        '---\n',
        '===\n',
        '$',
        '$$',
        '$$\n',
        '\\(',
        '\\)',
        '\\[',
        '\\]',
        '{',
        '}',
        '{{',
        '}}',
        '{%',
        '%}',
        '{#id}',
        ':::\n',
      ],
      ...[
        '<',
        '>',
        '</',
        '/>',
        '<b>',
        '</b>',
        '<code>',
        '</code>',
        '<pre>',
        '</pre>',
        '<br>',
        '<p>',
        '</p>',
        '<li>',
        '<A b={',
        '<!--',
      ],
      ...[
        '-->',
        '<?',
        '<![CDATA[',
        '&amp;',
        '&nbsp;',
        '&#8217;',
        '&x',
        'https://a.b/c',
        'www.a.b',
        '@me',
        ':tada:',
        '!!! note\n',
      ],
      ...[
        'import a from "b"\n',
        'export const a = 1\n',
        ': ',
        '\uFEFF',
        ABSENT,
        PLACEHOLDER,
        '\uD83D\uDE00',
        '\uD800',
        '\u0000',
        '\\',
      ],
    ),
  },
);
const markup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  markup,
);

describe('masking', () => {
  for (const [name, mask] of Object.entries(maskers))
    it(`of ${name} keeps length and characters, and finds ascending disjoint blocks, whatever the text`, () => {
      fc.assert(
        fc.property(anyText, (source) => assertSound(source, mask(source))),
        { numRuns: 1000 },
      );
    });

  for (const [name, mask] of Object.entries(maskers))
    it(`of ${name} finds the same prose with either line break`, () => {
      fc.assert(
        fc.property(markup, (source) => {
          const crlf = readBlocks(mask(source.replaceAll('\n', '\r\n')));
          assert.deepEqual(crlf, readBlocks(mask(source)));
        }),
        { numRuns: 400 },
      );
    });

  it('of Markdown keeps the words and leaves out the marks', () => {
    const marked = fc.oneof(
      words.map((list) => ({ source: list.join(' '), prose: list.join(' ') })),
      words.map((list) => ({ source: `*${list.join(' ')}*`, prose: list.join(' ') })),
      words.map((list) => ({ source: `**${list.join(' ')}**`, prose: list.join(' ') })),
      words.map((list) => ({ source: `[${list.join(' ')}](/to "it")`, prose: list.join(' ') })),
      words.map((list) => ({ source: `<b>${list.join('</b> <b>')}</b>`, prose: list.join(' ') })),
      words.map((list) => ({ source: `\`${list.join(' ')}\``, prose: '◆' })),
      words.map((list) => ({ source: `$${list.join(' ')}$`, prose: '◆' })),
    );
    const paragraph = fc.array(marked, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(paragraph, { maxLength: 5 }), fc.constantFrom('', '> ', '- '), (paragraphs, container) => {
        const source = paragraphs
          .map((parts) => container + parts.map((part) => part.source).join(' – '))
          .join(container === '> ' ? '\n>\n' : '\n\n');
        const kind = { '': 'paragraph', '> ': 'quote', '- ': 'listItem' }[container];
        const expected = paragraphs.map((parts) => `${kind}: ${parts.map((part) => part.prose).join(' – ')}`);
        assert.deepEqual(readBlocks(maskMarkdown(source)), expected);
      }),
    );
  });

  const size = 100_000;
  const nasty: Readonly<Record<string, string>> = {
    'quote marks': '>'.repeat(size),
    'opening brackets': '['.repeat(size),
    'brackets that all close': '['.repeat(size / 2) + ']'.repeat(size / 2),
    'links that never close': '[a](b'.repeat(size / 5),
    asterisks: '*'.repeat(size),
    'emphasis that cannot nest': 'a**b'.repeat(size / 4),
    'mixed delimiters': '*_~['.repeat(size / 4),
    'dollars that never close': 'x $a '.repeat(size / 5),
    'spaces before a word': `a${' '.repeat(size)}b`,
    'a deep list': Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
    'a list of quotes of lists': '1. > '.repeat(size / 5),
    'tags that never close': '<a b="'.repeat(size / 6),
    'expressions that never close': '<A b={'.repeat(size / 6),
    'comments that never close': 'x <!-- '.repeat(size / 7),
    'unclosed code elements': '<code>a'.repeat(size / 7),
    'deep elements': '<div><b>'.repeat(size / 8),
    'code fences': Array.from({ length: 440 }, (_, length) => '`'.repeat(length)).join(' '),
    'table bars': `a|b\n${'|-'.repeat(size / 2)}`,
    'front matter that never ends': `---\na: b\n${'c\n'.repeat(size / 2)}`,
    footnotes: '[^a]: b\n'.repeat(size / 8),
    'blank lines': '\n'.repeat(size),
  };
  for (const [name, source] of Object.entries(nasty))
    it(`of a hundred thousand characters of ${name} ends in time`, () => {
      for (const mask of Object.values(maskers)) assertSound(source, mask(source));
    });
});

describe('the mask builder', () => {
  it('takes masks and blocks in any order, overlapping and out of range', () => {
    const span = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }));
    fc.assert(
      fc.property(
        fc.string({ maxLength: 50 }),
        fc.array(fc.tuple(fc.constantFrom('absent', 'placeholder', 'space', 'block'), span), { maxLength: 20 }),
        (source, calls) => {
          const builder = new MaskBuilder(source);
          const masked = new Set<number>();
          for (const [call, [start, end]] of calls) {
            if (call === 'block') builder.block('paragraph', start, end);
            else {
              builder[call as 'absent' | 'placeholder' | 'space'](start, end);
              for (let i = start; i < end; i++) masked.add(i);
            }
          }
          const { text, blocks } = builder.build();
          assert.equal(text.length, source.length);
          for (let i = 0; i < source.length; i++)
            if (masked.has(i)) assert.ok([ABSENT, PLACEHOLDER, ' '].includes(text.charAt(i)));
            else assert.equal(text.charAt(i), source.charAt(i));
          let covered = 0;
          for (const { start, end } of blocks) {
            assert.ok(covered <= start && start < end && end <= source.length);
            assert.doesNotMatch(text.slice(start, end), new RegExp(`^[\\s${ABSENT}]|[\\s${ABSENT}]$`));
            covered = end;
          }
        },
      ),
    );
  });
});
