import { letterCase } from '../../../server/src/lexicon/letterCase';
import type { NeuralWeights, WordUnderBoth } from '../../../server/src/lm/mixture';
import { type UsualCase, WrittenForms, type WrittenShares } from '../../../server/src/lm/writtenForms';
import type { Token } from '../../../server/src/text/token';

const cases = ['lower', 'capitalized', 'upper', 'mixed'] as const;
const usualCases = ['lower', 'capitalized', 'upper', undefined] as const;
const round = (value: number): number => Number(value.toPrecision(4));

/** How often words and numbers are written in which way, each way counted once too often so that none is impossible. */
export function learnWrittenShares(sentences: Iterable<readonly Token[]>, usualCase: UsualCase): WrittenShares {
  const counts = new Map<string, Map<string, number>>();
  for (const isFirst of [true, false])
    for (const usual of usualCases)
      counts.set(WrittenForms.row(usual, isFirst), new Map(cases.map((written) => [written, 1])));
  const number = { digit: 1, other: 1, end: 1 };
  for (const tokens of sentences) {
    const first = tokens.findIndex(({ kind }) => kind === 'word');
    for (const [index, { kind, form }] of tokens.entries()) {
      if (kind === 'number') {
        const digits = form.replace(/[^0-9]/g, '').length;
        number.digit += digits;
        number.other += form.length - digits;
        number.end++;
      }
      const written = letterCase(form);
      if (kind !== 'word' || written === 'none') continue;
      const row = counts.get(WrittenForms.row(usualCase(form.toLowerCase()), index === first))!;
      row.set(written, row.get(written)! + 1);
    }
  }
  const characters = number.digit + number.other + number.end;
  return {
    letterCase: Object.fromEntries(
      [...counts].map(([row, byCase]) => {
        const all = [...byCase.values()].reduce((sum, count) => sum + count, 0);
        return [row, Object.fromEntries([...byCase].map(([written, count]) => [written, round(count / all)]))];
      }),
    ) as WrittenShares['letterCase'],
    number: {
      digit: round(number.digit / characters),
      other: round(number.other / characters),
      end: round(number.end / characters),
    },
  };
}

const iterations = 100;

/** The neural model's weights that make the words likeliest: expectation and maximisation, place by place. */
export function learnNeuralWeights(words: readonly WordUnderBoth[], order: number): NeuralWeights {
  const inside = words.filter(({ afterStop }) => !afterStop);
  return {
    byContextLength: Array.from({ length: order }, (_, length) =>
      learnWeight(inside.filter(({ contextLength }) => contextLength === length)),
    ),
    afterStop: learnWeight(words.filter(({ afterStop }) => afterStop)),
  };
}

function learnWeight(words: readonly WordUnderBoth[]): number {
  let weight = 0.5;
  for (let i = 0; i < iterations && words.length > 0; i++) {
    let responsibility = 0;
    for (const { ngram, neural } of words)
      responsibility += weight / (weight + (1 - weight) * Math.exp(ngram - neural!));
    weight = responsibility / words.length;
  }
  return round(weight);
}
