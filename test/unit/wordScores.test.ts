import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import type { TokenScore } from '../../server/src/lm/languageModel';
import { SubwordTokenizer } from '../../server/src/lm/neural/tokenizer';
import { beginsWord, wordScores } from '../../server/src/lm/neural/wordScores';
import { ABSENT, PLACEHOLDER } from '../../server/src/text/maskedDocument';
import { tokenize } from '../../server/src/text/tokens';

const wordsOf = (text: string) => tokenize(text, { start: 0, end: text.length });

/** Subwords that were written one after the other, with their log probabilities and those of a boundary where they stand. */
const subwordsOf = (
  pieces: readonly (readonly [written: string, score: number, boundary?: number])[],
): TokenScore[] => {
  let start = 0;
  return pieces.map(([written, logProbability, boundaryLogProbability]) => {
    const end = start + written.length;
    const score = {
      start,
      end,
      logProbability,
      ...(boundaryLogProbability !== undefined && { boundaryLogProbability }),
    };
    start = end;
    return score;
  });
};

const scored = (pieces: Parameters<typeof subwordsOf>[0]) => {
  const text = pieces.map(([written]) => written).join('');
  return wordScores(text, wordsOf(text), subwordsOf(pieces)).map(({ start, end, logProbability }) => [
    text.slice(start, end),
    Math.round(1000 * logProbability) / 1000,
  ]);
};

describe('scores of words from those of subwords', () => {
  it('move the probability that a word is over from the next word to it', () => {
    // sea: -3 - .5; ship: -2 - 1 + .5 - .25; the full stop: -1 + .25, over in any case; the end as it is.
    const pieces = [
      ['The', -3, -9],
      [' sh', -2, -0.5],
      ['ip', -1, -4],
      ['.', -1, -0.25],
      ['', -2, -0.1],
    ] as const;
    assert.deepEqual(scored(pieces), [
      ['The', -3.5],
      ['ship', -2.75],
      ['.', -0.75],
      ['', -2],
    ]);
  });

  it('let the last word be over at the end of the sentence, and leave it open where that has no score', () => {
    assert.deepEqual(
      scored([
        ['go', -3, -9],
        ['', -2, -0.5],
      ]),
      [
        ['go', -3.5],
        ['', -1.5],
      ],
    );
    assert.deepEqual(scored([['go', -3, -9]]), [['go', -3]]);
    assert.deepEqual(scored([['', -3, -9]]), [['', -3]]);
    assert.deepEqual(wordScores('', [], []), []);
  });

  it('have one value for words that a subword straddles', () => {
    const pieces = [
      ['He', -1, -9],
      [' left', -2, -0.5],
      ['."', -3, -0.25],
      ['', -1, -0.1],
    ] as const;
    assert.deepEqual(scored(pieces), [
      ['He', -1.5],
      ['left', -1.75],
      ['."', -2.75],
      ['', -1],
    ]);
    const [, , straddled] = wordScores('He left."', wordsOf('He left."'), subwordsOf(pieces));
    assert.deepEqual([straddled?.words, straddled?.subwords], [[2, 3], 1]);
  });

  it('keep contractions whole and cut off what the tokenizer cuts off', () => {
    assert.deepEqual(
      scored([
        ['I', -1, -9],
        [' don', -2, -0.5],
        ["'t", -1, -7],
        [' know', -3, -0.25],
      ]),
      [
        ['I', -1.5],
        ["don't", -2.75],
        ['know', -2.75],
      ],
    );
    assert.deepEqual(
      scored([
        ['Ann', -1, -9],
        ["'s", -2, -0.5],
        [' cat', -3, -0.25],
      ]),
      [
        ['Ann', -1.5],
        ["'s", -1.75],
        ['cat', -2.75],
      ],
    );
  });

  it('take words that no sign of a beginning parts as they come: unspaced scripts, a word after a bracket', () => {
    assert.deepEqual(
      scored([
        ['我', -1, -9],
        ['喜欢', -2, -0.5],
        ['猫', -3, -0.25],
        ['。', -1, -0.125],
      ]),
      [
        ['我', -1],
        ['喜欢', -2],
        ['猫', -3.125],
        ['。', -0.875],
      ],
    );
    assert.deepEqual(
      scored([
        ['a', -1, -9],
        [' (', -2, -0.5],
        ['b', -3, -0.25],
        [')', -1, -0.125],
      ]),
      [
        ['a', -1.5],
        ['(', -1.5],
        ['b', -3.125],
        [')', -0.875],
      ],
    );
  });

  it('count white space of its own to the word after it, at the end to the end of the sentence', () => {
    assert.deepEqual(
      scored([
        ['a', -1, -9],
        [' ', -2, -0.5],
        [' b', -3, -0.25],
        ['\n', -1, -0.125],
        ['', -4, -0.0625],
      ]),
      [
        ['a', -1.5],
        ['b', -4.625],
        ['', -4.875],
      ],
    );
    assert.deepEqual(
      scored([
        ['a', -1, -9],
        ['\n', -1, -0.125],
      ]),
      [['a', -2]],
    );
  });

  it('read characters that several subwords write, and identifiers', () => {
    const text = 'caf\u00e9 \u{1f600} a_b';
    const subwords: TokenScore[] = [
      { start: 0, end: 3, logProbability: -1, boundaryLogProbability: -9 },
      { start: 3, end: 3, logProbability: -2, boundaryLogProbability: -9 },
      { start: 3, end: 4, logProbability: -1, boundaryLogProbability: -9 },
      { start: 4, end: 5, logProbability: -2, boundaryLogProbability: -0.5 },
      { start: 5, end: 5, logProbability: -2, boundaryLogProbability: -9 },
      { start: 5, end: 7, logProbability: -2, boundaryLogProbability: -9 },
      { start: 7, end: 9, logProbability: -1, boundaryLogProbability: -0.25 },
      { start: 9, end: 10, logProbability: -1, boundaryLogProbability: -0.25 },
      { start: 10, end: 11, logProbability: -1, boundaryLogProbability: -0.25 },
      { start: 11, end: 11, logProbability: -1, boundaryLogProbability: -0.25 },
    ];
    assert.deepEqual(
      wordScores(text, wordsOf(text), subwords).map(({ start, end, logProbability }) => [
        text.slice(start, end),
        logProbability,
      ]),
      [
        ['caf\u00e9', -4.5],
        ['\u{1f600}', -5.5],
        ['a_b', -3.25],
        ['', -0.75],
      ],
    );
  });

  it('pass over what is masked: no score for a placeholder, nothing moved across it, ABSENT inside a word unseen', () => {
    const text = `the ${PLACEHOLDER}${PLACEHOLDER} un${ABSENT}seen`;
    const subwords: TokenScore[] = [
      { start: 0, end: 3, logProbability: -1, boundaryLogProbability: -9 },
      { start: 6, end: 9, logProbability: -2, boundaryLogProbability: -0.5 },
      { start: 9, end: 14, logProbability: -3, boundaryLogProbability: -8 },
      { start: 14, end: 14, logProbability: -1, boundaryLogProbability: -0.25 },
    ];
    assert.deepEqual(
      wordScores(text, wordsOf(text), subwords).map(({ start, end, logProbability }) => [start, end, logProbability]),
      [
        [0, 3, -1],
        [7, 14, -5.25],
        [14, 14, -0.75],
      ],
    );
  });

  it('know a beginning by how a subword is written', () => {
    for (const written of [' the', '\n', '.', '-', ' (', "'s", "'", '\u2014', '\u{1f600}', ''])
      assert.ok(beginsWord(written), written);
    for (const written of ['ing', 'S', '7', '\u00e9', '\u732b', '\u0301', '_', '\u00ad', "'t", "'ll"])
      assert.ok(!beginsWord(written), written);
  });

  it("know the same beginnings as the model's table of them, whose probabilities are moved", () => {
    const table = readFileSync('models/smollm2-135m.boundaries.bin');
    const tokenizer = new SubwordTokenizer(JSON.parse(readFileSync('models/smollm2-135m.tokenizer.json', 'utf8')));
    let compared = 0;
    for (let id = 0; id < tokenizer.size; id++) {
      const bytes = tokenizer.bytes(id);
      if (bytes === undefined) continue;
      const written = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      // One that begins with a part of a character may begin with any of several.
      if (written.startsWith('\ufffd')) continue;
      const begins = (table[id >> 3]! & (1 << (id & 7))) !== 0;
      assert.equal(beginsWord(written), begins, JSON.stringify(written));
      compared++;
    }
    assert.ok(compared > 48_000);
  });

  it('add up to the score of all subwords, wherever these end', () => {
    const piece = fc.constantFrom(
      'a',
      'ing',
      ' the',
      ' (',
      '.',
      '."',
      "'s",
      "'t",
      ' ',
      '\n',
      '\u732b',
      '\u{1f600}',
      ' 1',
      '2',
      '\u00e9',
      '_',
      PLACEHOLDER,
    );
    const score = fc.double({ min: -20, max: 0, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, score, score), { maxLength: 20 }), fc.boolean(), (pieces, withEnd) => {
        const text = pieces.map(([written]) => written).join('');
        const written = subwordsOf(withEnd ? [...pieces, ['', -1, -1]] : pieces).filter(
          ({ start, end }) => !text.slice(start, end).includes(PLACEHOLDER),
        );
        const words = wordScores(text, wordsOf(text), written);
        if (words.length === 0) return;
        const sum = (scores: readonly { logProbability: number }[]) =>
          scores.reduce((all, { logProbability }) => all + logProbability, 0);
        assert.ok(Math.abs(sum(words) - sum(written)) < 1e-9);
        assert.equal(
          words.reduce((all, { subwords }) => all + subwords, 0),
          written.length,
        );
        for (const [i, { start, end }] of words.entries()) assert.ok(start >= (words[i - 1]?.end ?? 0) && end >= start);
      }),
    );
  });

  it('sum to one over all words of a small language, which sums of subwords do not', () => {
    const vocabulary = ['a', 'b', 'ab', ' a', ' b', ' ba', ',', ''];
    const longest = 4;
    /** Any distribution will do; words of `longest` pieces are always over. */
    const distribution = (before: readonly string[]): number[] => {
      const pieces =
        before.length -
        Math.max(
          before.findLastIndex((piece) => piece.startsWith(' ')),
          0,
        );
      const weights = vocabulary.map((piece, i) => {
        if (pieces >= longest && !beginsWord(piece)) return 0;
        return (
          1 + ((17 * before.join('|').length + 31 * before.length + 7 * i * i + 3 * (before.at(-1)?.length ?? 0)) % 11)
        );
      });
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => weight / all);
    };
    const probability = (before: readonly string[], piece: string) => distribution(before)[vocabulary.indexOf(piece)]!;
    const boundary = (before: readonly string[]) =>
      vocabulary.reduce((sum, piece) => sum + (beginsWord(piece) ? probability(before, piece) : 0), 0);
    for (const context of [['a'], ['ab', ' b'], ['b', ' a', ','], ['b', ' ba', 'ab']]) {
      const isOver = context.at(-1) === ',';
      let corrected = 0;
      let uncorrected = 0;
      const add = (word: readonly string[]): void => {
        const sequence = [...context, ...word, ''];
        const text = sequence.join('');
        const subwords = subwordsOf(
          sequence.map((piece, i) => {
            const before = sequence.slice(0, i);
            return [piece, Math.log(probability(before, piece)), Math.log(boundary(before))];
          }),
        );
        const inContext = wordScores(text, wordsOf(text), subwords).at(-2)!;
        corrected += Math.exp(inContext.logProbability);
        uncorrected += word.reduce(
          (product, piece, i) => product * probability([...context, ...word.slice(0, i)], piece),
          1,
        );
        if (word.length < longest && word[0] !== ',') for (const piece of ['a', 'b', 'ab']) add([...word, piece]);
      };
      for (const first of isOver ? [' a', ' b', ' ba', 'a', 'b', 'ab'] : [' a', ' b', ' ba', ',']) add([first]);
      // What is left to the end of the sentence and, after a comma, another one.
      const rest = isOver
        ? probability(context, '') + probability(context, ',')
        : probability(context, '') / boundary(context);
      assert.ok(Math.abs(corrected + rest - 1) < 1e-9, `${context.join('|')}: ${corrected + rest}`);
      if (isOver) assert.ok(uncorrected + rest > 1.2, `${uncorrected + rest}`);
    }
  });
});
