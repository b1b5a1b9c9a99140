import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Chunk } from '../../../server/src/search/chunk';
import { proseChunks } from '../../../server/src/search/chunking/fileChunks';
import { estimateTokens } from '../../../server/src/search/chunking/tokenEstimate';
import { bestSentence } from '../../../server/src/search/index/snippet';

describe('chunks by paragraphs', () => {
  it('stand under their headings, which a fence does not hold', () => {
    const text = '# A\n\nOne.\n\n## B\n\nTwo.\n\n```sh\n# no heading\n```\n\n# C\nThree.\n';
    assert.deepEqual(
      proseChunks(text, 'markdown').map(({ headings, startLine, endLine, text: passage }) => [
        headings,
        startLine,
        endLine,
        passage,
      ]),
      [
        [['A'], 1, 3, '# A\n\nOne.'],
        [['A', 'B'], 5, 11, '## B\n\nTwo.\n\n```sh\n# no heading\n```'],
        [['C'], 13, 14, '# C\nThree.'],
      ],
    );
  });

  const headingsOf = (text: string, languageId: string) =>
    proseChunks(text, languageId).map(({ headings }) => headings.join(' > '));

  it('stand under the title of front matter, once, and its comments are no headings', () => {
    assert.deepEqual(headingsOf('---\n# note\ntitle: "Guide"\n---\n\n# Guide\n\nA.\n\n## B\n\nC.\n', 'markdown'), [
      'Guide',
      'Guide > B',
    ]);
  });

  it('stand under underlined headings, which a table or list is not', () => {
    assert.deepEqual(headingsOf('Guide\n=====\n\nA.\n\nPart\n----\n\n- item\n---\n', 'markdown'), [
      'Guide',
      'Guide > Part',
    ]);
  });

  it('stand under headings of AsciiDoc, LaTeX and reStructuredText', () => {
    assert.deepEqual(headingsOf('= Guide\n\nA.\n\n== Part\n\n----\n== no\n----\n', 'asciidoc'), [
      'Guide',
      'Guide > Part',
    ]);
    assert.deepEqual(headingsOf('\\chapter{A}\nOne.\n\\section*[s]{The \\emph{b}}\\label{x}\nTwo.\n', 'latex'), [
      'A',
      'A > The \\emph{b}',
    ]);
    assert.deepEqual(
      headingsOf('=====\nGuide\n=====\n\nA.\n\nPart\n====\n\nB.\n\nNext\n----\n\nC.\n', 'restructuredtext'),
      ['Guide', 'Guide > Part', 'Guide > Part > Next'],
    );
  });

  it('hold a heading with nothing but a deeper one under it with that', () => {
    assert.deepEqual(
      proseChunks('# A\n\n## B\n\nTwo.\n\n# C\n\n# D\n\nThree.\n', 'markdown').map(({ headings, text }) => [
        headings,
        text,
      ]),
      [
        [['A', 'B'], '# A\n\n## B\n\nTwo.'],
        [['C'], '# C'],
        [['D'], '# D\n\nThree.'],
      ],
    );
  });

  it('repeat the end of the passage before them in a long section', () => {
    const sentences = Array.from(
      { length: 60 },
      (_, at) => `The value of number ${at} is found where it was put before.`,
    );
    const chunks = proseChunks(sentences.join(' '), 'plaintext');
    assert.ok(chunks.length >= 3);
    for (const [at, { start, text }] of chunks.entries()) {
      assert.match(text, /^The value of number .* before\.$/);
      if (at > 0)
        assert.equal(
          chunks[at - 1]!.text.slice(start - chunks[at - 1]!.start),
          text.slice(0, chunks[at - 1]!.end - start),
        );
      if (at > 0) assert.ok(chunks[at - 1]!.end > start);
    }
  });

  it('are cut between paragraphs, else between sentences, and not within a list item', () => {
    const sentence = 'One more of those sentences says what there is to say about this. ';
    const paragraphs = Array.from({ length: 6 }, () => sentence.repeat(6).trim());
    for (const { text } of proseChunks(paragraphs.join('\n\n'), 'plaintext')) assert.ok(text.endsWith('.'));
    const items = Array.from({ length: 60 }, (_, at) => `- item ${at} is wrapped\n  in its second line`);
    for (const { text } of proseChunks(items.join('\n'), 'markdown')) {
      assert.match(text, /^- item/);
      assert.match(text, /second line$/);
    }
  });

  /** What is left of a gap between chunks without what is too long to be a word. */
  const wordsIn = (gap: string): string => gap.replace(/[\w+/=-]{100,}["',;]*/g, '').trim();
  /** What holds of every text's chunks, in any language. */
  const checkCover = (text: string, chunks: readonly Chunk[]) => {
    let [start, end] = [0, 0];
    for (const chunk of chunks) {
      assert.ok(chunk.start >= start && chunk.end > end);
      assert.equal(wordsIn(text.slice(end, chunk.start)), '');
      assert.equal(text.slice(chunk.start, chunk.end), chunk.text);
      assert.equal(text.slice(0, chunk.start).split('\n').length, chunk.startLine);
      assert.equal(text.slice(0, chunk.end).split('\n').length, chunk.endLine);
      assert.ok(estimateTokens(chunk.text) < 256);
      ({ start, end } = chunk);
    }
    assert.equal(wordsIn(text.slice(end)), '');
  };

  it('hold all that is not white space, each at its place, and none is too long', () => {
    const line = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constant(''),
      fc.string({ minLength: 900, maxLength: 2500 }),
      fc.string({ unit: 'grapheme', minLength: 300, maxLength: 900 }),
      fc.constantFrom(
        '# Title',
        '## Part',
        '```',
        'a, b. '.repeat(300),
        'x'.repeat(3000),
        '12'.repeat(500),
        '漢'.repeat(700),
      ),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n');
        checkCover(text, proseChunks(text, 'markdown'));
      }),
    );
  });

  it('change near an edit alone', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aeinorst'), minLength: 2, maxLength: 9 });
    const paragraph = fc.array(word, { minLength: 5, maxLength: 90 }).map((words) => `${words.join(' ')}.`);
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 80, maxLength: 120 }),
        paragraph,
        fc.nat(),
        (paragraphs, other, at) => {
          const keys = (parts: readonly string[]) =>
            new Set(proseChunks(parts.join('\n\n'), 'markdown').map(({ key }) => key));
          const before = keys(paragraphs);
          for (const edited of [
            paragraphs.with(at % paragraphs.length, other),
            paragraphs.toSpliced(at % paragraphs.length, 1),
          ]) {
            const changed = [...keys(edited)].filter((key) => !before.has(key)).length;
            assert.ok(changed <= 12, `${changed} of ${before.size} chunks changed`);
          }
        },
      ),
    );
  });

  it('of a long line of anything are made at once', () => {
    const units = 1e6;
    for (const part of ['x', 'a b, ', 'End. Then ', ' ', '-', '-\n\n', '漢', '😀', '# a\n\n']) {
      const text = `${part.repeat(units / part.length)} The end.`;
      assert.equal(proseChunks(text, 'markdown').at(-1)!.end, text.length);
    }
  }).timeout(60_000);
});

describe('the best sentence', () => {
  it('has most of what is asked for', () => {
    const text = 'An index has one writer. A lock that was left is taken over. Nobody waits.';
    const { start, end } = bestSentence(text, 'who takes over a lock');
    assert.equal(text.slice(start, end).trim(), 'A lock that was left is taken over.');
  });

  it('of code is a line', () => {
    const text = 'function acquire(path) {\n  // A lock that was left is taken over.\n  return lock(path);\n}';
    const { start, end } = bestSentence(text, 'take over a lock', { byLines: true });
    assert.equal(text.slice(start, end), '// A lock that was left is taken over.');
  });
});
