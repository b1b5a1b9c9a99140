import assert from 'node:assert/strict';
import { explanation, probabilityText, type Translate } from '../../../client/src/explanation';
import type { ExplainedToken, ExplainSentenceResult } from '../../../server/src/shared/protocol';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const english: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));

const token = (text: string, surprisalBits: number, rest: Partial<ExplainedToken> = {}): ExplainedToken => ({
  range,
  text,
  surprisalBits,
  probability: 2 ** -surprisalBits,
  rank: 7,
  expected: [{ text: 'letters', probability: 0.25 }],
  ...rest,
});

const page = (tokens: readonly ExplainedToken[], sentence = tokens.map(({ text }) => text).join(' ')) =>
  explanation(
    { range, sentence, model: 'ngram-en', perplexity: 41.25, tokens } satisfies ExplainSentenceResult,
    english,
  );

const rows = (markdown: string) =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\u00a0', ' ')),
    )
    .slice(2);

describe('the explanation of a sentence', () => {
  it('has a row for each word with bits, probability, rank and what was expected instead', () => {
    assert.deepEqual(
      rows(page([token('We', 3), token('recieve', 20.04, { rank: null }), token('it', 2, { rank: 1 })])),
      [
        ['We', '3.0', '13 %', '7', 'letters (25 %)'],
        ['**recieve**', '20.0', 'one in 1,100,000', 'not in the vocabulary', 'letters (25 %)'],
        ['it', '2.0', '25 %', '1', ''],
      ],
    );
  });

  it('names model, perplexity, the sum of bits and their mean', () => {
    assert.match(
      page([token('a', 3), token('b', 5)]),
      /Model ngram\\-en: perplexity 41\.3, 8\.0 bits in all, 4\.0 a word\./,
    );
  });

  it('does not expect instead what stands there, and names no more than three words', () => {
    const expected = ['b', 'A', 'c', 'd', 'e'].map((text) => ({ text, probability: 0.25 }));
    assert.equal(rows(page([token('a', 3, { expected })]))[0]![4], 'b (25 %), c (25 %), d (25 %)');
  });

  it('keeps what was written from becoming markup', () => {
    const markdown = page([token('a|b', 3, { expected: [] }), token('*c*', 3)], '# a|b\n*c*');
    assert.deepEqual(
      rows(markdown).map(([word]) => word),
      ['a\\|b', '\\*c\\*'],
    );
    assert.ok(markdown.includes('> \\# a\\|b \\*c\\*'));
  });

  it('says something of a sentence without words', () => {
    assert.match(page([], '...'), /0\.0 bits in all, 0\.0 a word/);
  });

  it('says probabilities with two digits, however small', () => {
    assert.deepEqual(
      [1, 0.5, 0.0325, 0.00012, 3e-9, 1e-12, 0].map((probability) => probabilityText(probability, english)),
      [
        '100 %',
        '50 %',
        '3.3 %',
        'one in 8,300',
        'one in 330,000,000',
        'below one in a billion',
        'below one in a billion',
      ],
    );
  });
});
