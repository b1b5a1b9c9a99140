import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ABSENT, PLACEHOLDER } from '../../server/src/text/maskedDocument';
import { segmenterBreaks, unicodeSentenceBreaks } from '../../server/src/text/sentenceBreaks';
import { segmentSentences } from '../../server/src/text/sentences';
import { tokenize } from '../../server/src/text/tokens';

/** Pieces that stress offsets: surrogate pairs and halves, line breaks, combining marks, zero-width characters, masks. */
const awkward = [
  '\u{1F469}\u200D\u{1F4BB}',
  '\u{1F1EC}\u{1F1E7}',
  '\u{10400}',
  '\uD83D',
  '\uDC69',
  '\r\n',
  '\n',
  '\r',
  'e\u0301',
  '\u0301',
  '\u200B',
  '\u200D',
  '\uFEFF',
  '\u00AD',
  ABSENT,
  ABSENT + ABSENT,
  PLACEHOLDER,
  PLACEHOLDER.repeat(5),
  '\u00A0',
  '\u3002',
  '漢字かな',
  'ภาษาไทย',
];
const prose = [
  'the',
  'The',
  'it',
  "don't",
  "John's",
  'users\u2019',
  'e.g.',
  'U.S.',
  'Dr.',
  'etc.',
  'J.',
  '3.14',
  '10 kB',
  'v1.2',
  'https://a.example/b?c=d.',
  'x@y.example',
  '/etc/fstab',
  'C:\\a',
  'a.b',
  'fooBar',
  '--fix',
  '(see',
  'below)',
  '\u201CYes?\u201D',
  '...',
  '\u2026',
  '--',
  '\u2014',
  '.',
  '?!',
  '!',
  ',',
  ';',
  ':',
  ' ',
  '  ',
  '\t',
  '"',
  "'",
  ')',
  '[1]',
  '1.',
  '_x_',
  'caf\u00E9',
];
const document = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...prose) },
      { weight: 4, arbitrary: fc.constant(' ') },
      { weight: 3, arbitrary: fc.constantFrom(...awkward) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));
const documentWithBlock = document.chain((text) =>
  fc.tuple(fc.constant(text), fc.nat(text.length), fc.nat(text.length)).map(([whole, one, other]) => ({
    text: whole,
    block: { start: Math.min(one, other), end: Math.max(one, other) },
  })),
);

describe('segmentation', () => {
  it('partitions every block into sentences', () => {
    fc.assert(
      fc.property(documentWithBlock, ({ text, block }) => {
        let at = block.start;
        for (const sentence of segmentSentences(text, block)) {
          assert.equal(sentence.start, at);
          assert.ok(sentence.end > sentence.start);
          at = sentence.end;
        }
        assert.equal(at, block.end);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives tokens that ascend, do not overlap, stay in their sentence and leave out nothing but white space and what is not seen', () => {
    fc.assert(
      fc.property(documentWithBlock, ({ text, block }) => {
        let at = block.start;
        let first = true;
        for (const token of tokenize(text, block)) {
          assert.ok(token.start >= at && token.end > token.start && token.end <= block.end);
          assert.ok(token.form.length > 0);
          assert.match(
            text.slice(at, token.start),
            /^[\s\u0085\u200B-\u200F\u00AD\uFEFF\u2060-\u2064\u202A-\u202E\u2066-\u2069\uE000\p{Variation_Selector}]*$/u,
          );
          assert.equal(
            token.spaceBefore,
            first || /[\s\u0085\u200B]/.test(text.slice(at, token.start).replaceAll('\uFEFF', '')),
          );
          first = false;
          at = token.end;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never ends a token inside a surrogate pair', () => {
    fc.assert(
      fc.property(document, (text) => {
        const inside = (index: number): boolean =>
          /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(index - 1, index + 1)) && index > 0;
        for (const token of tokenize(text, { start: 0, end: text.length })) {
          assert.ok(!inside(token.start) && !inside(token.end));
        }
        for (const sentence of segmentSentences(text, { start: 0, end: text.length }))
          assert.ok(!inside(sentence.start));
      }),
      { numRuns: 500 },
    );
  });

  it('reads forms of plain text back from their offsets', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...prose.filter((piece) => /^[\x00-\x7F]*$/.test(piece)))), (pieces) => {
        const text = pieces.join('');
        for (const { start, end, form } of tokenize(text, { start: 0, end: text.length }))
          assert.equal(text.slice(start, end), form);
      }),
    );
  });

  it('does not see ABSENT', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...prose, 'un', 'able')),
        fc.infiniteStream(fc.boolean()),
        (pieces, coin) => {
          const plain = pieces.join('');
          const masked = [...plain]
            .map((character) => (coin.next().value === true ? ABSENT + character : character))
            .join('');
          const formsOf = (text: string): string[] =>
            tokenize(text, { start: 0, end: text.length }).map(
              ({ form, kind, spaceBefore }) => `${spaceBefore ? ' ' : ''}${form} ${kind}`,
            );
          assert.deepEqual(formsOf(masked), formsOf(plain));
          const sentencesOf = (text: string): string[] =>
            segmentSentences(text, { start: 0, end: text.length }).map(({ start, end }) =>
              text.slice(start, end).replaceAll(ABSENT, ''),
            );
          assert.deepEqual(sentencesOf(masked), sentencesOf(plain));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds the sentence boundaries of Intl.Segmenter by table', () => {
    const character = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          '.',
          '.',
          '?',
          '!',
          ' ',
          ' ',
          'a',
          'B',
          '1',
          ',',
          ')',
          '"',
          '\u201D',
          '\u2026',
          '\u2014',
          ABSENT,
          PLACEHOLDER,
          '\n',
        ),
      },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x24f }).map((unit) => String.fromCharCode(unit)) },
      { weight: 1, arbitrary: fc.integer({ min: 0x2010, max: 0x2027 }).map((unit) => String.fromCharCode(unit)) },
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 40 }), (characters) => {
        const text = characters.join('');
        assert.deepEqual(unicodeSentenceBreaks(text), segmenterBreaks(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('finds the word boundaries of Intl.Segmenter in prose of letters, marks, digits and apostrophes', () => {
    const words = new Intl.Segmenter('en', { granularity: 'word' });
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', 'e', 'é', 'ß', 'ж', 'e\u0301', 'π', 'ب', '\u{10400}', '\u00AD'),
      minLength: 1,
      maxLength: 6,
    });
    const piece = fc.oneof(
      { weight: 6, arbitrary: letters },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          ' ',
          ' ',
          ', ',
          '; ',
          '! ',
          '\n',
          ' (',
          ') ',
          ' "',
          '" ',
          "'",
          '\u2019',
          ' - ',
          '\u2014',
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom(' 12 ', ' 3.14 ', ' 1,000 ') },
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const expected: string[] = [];
        for (const { segment, index, isWordLike } of words.segment(text)) {
          if (isWordLike === true) expected.push(`${index} ${segment.replace(/\u00AD+$/, '').length}`);
        }
        const found: string[] = [];
        let joinedTo = -1;
        for (const { start, end, kind, form } of tokenize(text, { start: 0, end: text.length })) {
          if (kind === 'punctuation') continue;
          // A clitic is a token of ours, not of UAX #29.
          if (start === joinedTo && form.startsWith("'")) {
            const [index, length] = (found.pop() ?? '0 0').split(' ').map(Number);
            found.push(`${index} ${(length ?? 0) + end - start}`);
          } else found.push(`${start} ${end - start}`);
          joinedTo = end;
        }
        assert.deepEqual(found, expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes processor time linear in the length of one long line', () => {
    const lines = [
      'Here is one more sentence, and it ends. ',
      'word,word.Word-word',
      'a'.repeat(50),
      '. ',
      '.',
      '\u2026',
      'é.B',
      '漢字',
      `${ABSENT}a${PLACEHOLDER}`,
      "it's",
      '" ',
      '\u{1F469}. ',
      '/a@b.c',
      'é'.repeat(5),
    ];
    for (const line of lines) {
      const text = line.repeat(Math.ceil(200_000 / line.length));
      const begin = process.cpuUsage();
      const tokens = tokenize(text, { start: 0, end: text.length });
      const sentences = segmentSentences(text, { start: 0, end: text.length });
      const { user, system } = process.cpuUsage(begin);
      const elapsed = (user + system) / 1000;
      assert.ok(tokens.length > 0 && sentences.length > 0);
      assert.ok(elapsed < 2000, `${JSON.stringify(line.slice(0, 20))} took ${elapsed} ms`);
    }
  });
});
