import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkMechanics } from '../../server/src/proofreading/mechanics/mechanics';
import { ABSENT, type BlockKind, PLACEHOLDER } from '../../server/src/text/maskedDocument';
import { segmentSentences } from '../../server/src/text/sentences';
import type { Sentence } from '../../server/src/text/token';
import { tokenize } from '../../server/src/text/tokens';

const pieces = [
  'the',
  'The',
  'a',
  'an',
  'A',
  'An',
  'hour',
  'unique',
  'MP3',
  '8',
  'i',
  "i'm",
  'monday',
  'it',
  'works',
  'had',
  ' ',
  ' ',
  ' ',
  '  ',
  '\n',
  '.',
  '..',
  ',',
  ',,',
  '?',
  '!',
  ';',
  ':',
  '(',
  ')',
  '"',
  '\u201D',
  '-',
  PLACEHOLDER,
  ABSENT,
  '\u{1F600}',
  '\uD83D',
  'e\u0301',
  'then',
  'and',
  'at the',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 50 }).map((parts) => parts.join(''));
const kind = fc.constantFrom<BlockKind>('paragraph', 'heading', 'listItem', 'tableCell', 'quote', 'caption', 'comment');

function sentencesOf(document: string): Sentence[] {
  return segmentSentences(document, { start: 0, end: document.length }).map((span) => ({
    ...span,
    tokens: tokenize(document, span),
  }));
}

describe('mechanics', () => {
  it('finds only inside the sentence, in order, with candidates that change the text', () => {
    fc.assert(
      fc.property(text, kind, (document, blockKind) => {
        const block = { start: 0, end: document.length, kind: blockKind };
        let previous: Sentence | undefined;
        for (const sentence of sentencesOf(document)) {
          let at = sentence.start;
          for (const { start, end, confidence, candidates, safe } of checkMechanics({
            text: document,
            sentence,
            previous,
            block,
          })) {
            assert.ok(start >= at && end > start && end <= sentence.end);
            assert.ok(confidence > 0 && confidence < 1);
            for (const { replacement } of candidates) assert.notEqual(replacement, document.slice(start, end));
            assert.ok(!safe || candidates.length === 1);
            at = start;
          }
          previous = sentence;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never proposes markup characters', () => {
    fc.assert(
      fc.property(text, (document) => {
        const block = { start: 0, end: document.length, kind: 'paragraph' as const };
        for (const sentence of sentencesOf(document)) {
          for (const { candidates } of checkMechanics({ text: document, sentence, previous: undefined, block })) {
            for (const { replacement } of candidates) assert.doesNotMatch(replacement, /[\uE000\uE001]/);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('depends on the sentence, the one before and the kind of block alone', () => {
    fc.assert(
      fc.property(text, text, (before, document) => {
        const shifted = `${before}\n${document}`;
        const by = before.length + 1;
        const [sentence] = sentencesOf(document);
        if (sentence === undefined) return;
        const moved: Sentence = {
          start: sentence.start + by,
          end: sentence.end + by,
          tokens: sentence.tokens.map((token) => ({ ...token, start: token.start + by, end: token.end + by })),
        };
        const block = { start: 0, end: document.length, kind: 'paragraph' as const };
        const here = checkMechanics({ text: document, sentence, previous: undefined, block });
        const there = checkMechanics({
          text: shifted,
          sentence: moved,
          previous: undefined,
          block: { ...block, start: by, end: shifted.length },
        });
        assert.deepEqual(
          there.map((finding) => ({ ...finding, start: finding.start - by, end: finding.end - by })),
          here,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('takes processor time linear in the length of one sentence', () => {
    for (const part of [
      'word , word ',
      'word,word ',
      'two  spaces ',
      '(so ) ',
      'the the ',
      'éa,éa,',
      'a hour ',
      'it :',
      ') ',
    ]) {
      const document = part.repeat(Math.ceil(200_000 / part.length));
      const [sentence] = sentencesOf(document);
      const begin = process.cpuUsage();
      checkMechanics({
        text: document,
        sentence: sentence!,
        previous: undefined,
        block: { start: 0, end: document.length, kind: 'paragraph' },
      });
      const { user, system } = process.cpuUsage(begin);
      const elapsed = (user + system) / 1000;
      assert.ok(elapsed < 2000, `${JSON.stringify(part)} took ${elapsed} ms`);
    }
  });
});
