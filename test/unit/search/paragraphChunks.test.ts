import assert from 'node:assert/strict';
import fc from 'fast-check';
import { paragraphChunks } from '../../../server/src/search/index/paragraphChunks';
import { bestSentence } from '../../../server/src/search/index/snippet';

describe('chunks by paragraphs', () => {
  it('stand under their headings, which a fence does not hold', () => {
    const text = '# A\n\nOne.\n\n## B\n\nTwo.\n\n```sh\n# no heading\n```\n\n# C\nThree.\n';
    assert.deepEqual(
      paragraphChunks(text, 'markdown').map(({ headings, startLine, endLine, text: passage }) => [
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
    paragraphChunks(text, languageId).map(({ headings }) => headings.join(' > '));

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

  it('hold all that is not white space, each at its place, and none is too long', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constant(''),
      fc.string({ minLength: 900, maxLength: 2500 }),
      fc.constant('# Title'),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n');
        let end = 0;
        for (const chunk of paragraphChunks(text, 'markdown')) {
          assert.equal(text.slice(end, chunk.start).trim(), '');
          assert.equal(text.slice(chunk.start, chunk.end), chunk.text);
          assert.equal(text.slice(0, chunk.start).split('\n').length, chunk.startLine);
          assert.equal(text.slice(0, chunk.end).split('\n').length, chunk.endLine);
          assert.ok(chunk.text.length <= 1000);
          end = chunk.end;
        }
        assert.equal(text.slice(end).trim(), '');
      }),
    );
  });
});

describe('the best sentence', () => {
  it('has most of what is asked for', () => {
    const text = 'An index has one writer. A lock that was left is taken over. Nobody waits.';
    const { start, end } = bestSentence(text, 'who takes over a lock');
    assert.equal(text.slice(start, end).trim(), 'A lock that was left is taken over.');
  });
});
