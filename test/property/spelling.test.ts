import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildAutomaton, CompactAutomaton } from '../../server/src/lexicon/compactAutomaton';
import { RangeMinimum } from '../../server/src/lexicon/rangeMinimum';
import { CandidateSearch } from '../../server/src/proofreading/spelling/candidateSearch';
import { errorCost } from '../../server/src/proofreading/spelling/errorCost';
import { parseErrorModel } from '../../server/src/proofreading/spelling/errorModel';

type Rules = Record<string, Record<string, number>>;

const generic = {
  substitution: 900,
  insertion: 850,
  deletion: 700,
  transposition: 650,
  mark: 300,
  spaceInsertion: 400,
  spaceDeletion: 450,
};
const firstLetterCost = 210;
const modelOf = (start: Rules, inside: Rules) =>
  parseErrorModel(
    JSON.stringify({
      format: 'surprisal-spelling-errors',
      version: 1,
      priorExponent: 1,
      caseCost: 100,
      firstLetterCost,
      generic,
      start,
      inside,
    }),
  );

const leastOf = (priors: Uint16Array) => ({
  bound: (first: number, last: number): number => Math.min(...priors.subarray(first, last)),
});

/** The definition, rule by rule: the cheapest partition of both words into stretches. Only for letters. */
const costByDefinition = (start: Rules, inside: Rules, written: string, intended: string): number => {
  const from = `${intended}$`;
  const to = `${written}$`;
  const known = new Map<number, number>();
  const ruleCost = (i: number, left: string, right: string): number => {
    if (left === right && left.length === 1) return 0;
    const anywhere: number[] = [inside[left]?.[right] ?? Infinity];
    if (!(left + right).includes('$')) {
      if (left === '' && right.length === 1) anywhere.push(generic.insertion);
      if (right === '' && left.length === 1) anywhere.push(generic.deletion);
      if (left.length === 1 && right.length === 1) anywhere.push(generic.substitution);
      if (left.length === 2 && right === left[1]! + left[0]!) anywhere.push(generic.transposition);
    }
    return Math.min(
      Math.min(...anywhere) + (i === 0 ? firstLetterCost : 0),
      i === 0 ? (start[left]?.[right] ?? Infinity) : Infinity,
    );
  };
  const rest = (i: number, j: number): number => {
    if (i === from.length && j === to.length) return 0;
    const key = i * 64 + j;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best = Infinity;
    for (let i2 = i; i2 <= from.length; i2++) {
      for (let j2 = j; j2 <= to.length; j2++) {
        if (i2 === i && j2 === j) continue;
        const step = ruleCost(i, from.slice(i, i2), to.slice(j, j2));
        if (step < Infinity) best = Math.min(best, step + rest(i2, j2));
      }
    }
    known.set(key, best);
    return best;
  };
  return rest(0, 0);
};

const stretch = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength, maxLength });
/** Rules over three letters, some at the end of the word. */
const someRules = fc
  .array(fc.tuple(stretch(0, 3), stretch(0, 3), fc.boolean(), fc.integer({ min: 0, max: 900 })), { maxLength: 12 })
  .map((listed) => {
    const rules: Rules = {};
    for (const [left, right, atEnd, cost] of listed) {
      const end = atEnd || left + right === '' ? '$' : '';
      rules[left + end] = { ...rules[left + end], [right + end]: cost };
    }
    return rules;
  });
const someLexicon = fc
  .uniqueArray(fc.tuple(stretch(1, 6), fc.integer({ min: 0, max: 2000 })), {
    selector: ([word]) => word,
    minLength: 1,
    maxLength: 60,
  })
  .map((entries) => entries.sort(([a], [b]) => (a < b ? -1 : 1)));

describe('spelling: properties', () => {
  it('the cost of an error is that of the cheapest partition', () => {
    fc.assert(
      fc.property(someRules, someRules, stretch(0, 6), stretch(1, 6), (start, inside, written, intended) => {
        assert.equal(
          errorCost(modelOf(start, inside), written, intended),
          costByDefinition(start, inside, written, intended),
        );
      }),
    );
  });

  it('an exact search finds what trying every word finds', () => {
    fc.assert(
      fc.property(
        someRules,
        someRules,
        someLexicon,
        stretch(1, 6),
        fc.integer({ min: 1, max: 12 }),
        (start, inside, entries, written, count) => {
          const model = modelOf(start, inside);
          const priors = Uint16Array.from(entries, ([, prior]) => prior);
          const automaton = CompactAutomaton.read(buildAutomaton(entries.map(([word]) => word)));
          const search = new CandidateSearch(automaton, model, leastOf(priors));
          const limits = { count, window: Infinity, beam: Infinity, maxStates: Infinity };
          const tried = entries
            .map(([word, prior], index) => ({ index, errorCost: errorCost(model, written, word), prior }))
            .map(({ index, errorCost: cost, prior }) => ({ index, errorCost: cost, totalCost: cost + prior }))
            .sort((a, b) => a.totalCost - b.totalCost || b.errorCost - a.errorCost || a.index - b.index);
          for (let time = 0; time < 2; time++) {
            assert.deepEqual(
              search.search(written, limits, () => true),
              tried.slice(0, count),
            );
          }
          const odd = (index: number): boolean => index % 2 === 1;
          assert.deepEqual(
            search.search(written, limits, odd),
            tried.filter(({ index }) => odd(index)).slice(0, count),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a narrow beam and window leave out words, and misjudge none', () => {
    fc.assert(
      fc.property(someRules, someLexicon, stretch(1, 6), (inside, entries, written) => {
        const model = modelOf({}, inside);
        const priors = Uint16Array.from(entries, ([, prior]) => prior);
        const automaton = CompactAutomaton.read(buildAutomaton(entries.map(([word]) => word)));
        const search = new CandidateSearch(automaton, model, leastOf(priors));
        const found = search.search(written, { count: 20, window: 700, beam: 900, maxStates: 500 }, () => true);
        const best = found[0]?.totalCost ?? 0;
        for (const { index, errorCost: cost, totalCost } of found) {
          assert.ok(cost >= errorCost(model, written, entries[index]![0]));
          assert.equal(totalCost, cost + priors[index]!);
          assert.ok(totalCost <= best + 700);
        }
      }),
    );
  });

  it('a range is bounded by its least value, a part never below the whole', () => {
    const range = fc
      .array(fc.nat(255), { minLength: 1, maxLength: 200 })
      .chain((values) =>
        fc.tuple(
          fc.constant(values),
          fc.uniqueArray(fc.integer({ min: 0, max: values.length }), { minLength: 2, maxLength: 2 }),
        ),
      );
    fc.assert(
      fc.property(range, fc.double({ min: 0, max: 1, noNaN: true }), ([values, ends], share) => {
        const bytes = Uint8Array.from(values);
        const minimum = new RangeMinimum(bytes, RangeMinimum.table(bytes));
        const [start, end] = ends.sort((a, b) => a - b) as [number, number];
        const whole = minimum.bound(start, end);
        assert.ok(whole <= Math.min(...values.slice(start, end)));
        assert.equal(minimum.bound(start, start + 1), values[start]);
        const middle = start + Math.floor(share * (end - start));
        if (middle > start) assert.ok(minimum.bound(start, middle) >= whole);
        if (middle < end) assert.ok(minimum.bound(middle, end) >= whole);
      }),
    );
  });
});
