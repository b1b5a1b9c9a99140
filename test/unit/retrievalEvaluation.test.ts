import assert from 'node:assert/strict';
import fc from 'fast-check';
import { meanScore, scoreRanking } from '../../server/src/evaluation/rankingMetrics';
import {
  collectionOf,
  readDocuments,
  readJudgements,
  readQueries,
} from '../../server/src/evaluation/retrievalCollection';
import { pairedBootstrap } from '../../server/src/learning/pairedBootstrap';

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, not ${expected}`);

describe('scores of a ranking', () => {
  const relevance = new Map([
    ['a', 3],
    ['b', 1],
    ['c', 2],
  ]);

  it('are those computed by hand', () => {
    // DCG: b at 2, a at 4. Ideal: 3, 2, 1.
    const score = scoreRanking(['x', 'b', 'y', 'a'], relevance);
    const ideal = 3 + 2 / Math.log2(3) + 1 / 2;
    close(score.ndcg10, (1 / Math.log2(3) + 3 / Math.log2(5)) / ideal);
    close(score.recall10, 2 / 3);
    close(score.mrr10, 1 / 2);
  });

  it('are 1 for the ideal ranking and 0 where nothing is found', () => {
    assert.deepEqual(scoreRanking(['a', 'c', 'b', 'x'], relevance), { ndcg10: 1, recall10: 1, mrr10: 1 });
    assert.deepEqual(scoreRanking(['x', 'y'], relevance), { ndcg10: 0, recall10: 0, mrr10: 0 });
    assert.deepEqual(scoreRanking([], relevance), { ndcg10: 0, recall10: 0, mrr10: 0 });
  });

  it('look at the first ten alone, of the ideal ranking too', () => {
    const ten = Array.from({ length: 10 }, (_, rank) => `x${rank}`);
    assert.equal(scoreRanking([...ten, 'a'], relevance).ndcg10, 0);
    const twenty = new Map(Array.from({ length: 20 }, (_, rank) => [`x${rank}`, 1]));
    const score = scoreRanking(ten, twenty);
    close(score.ndcg10, 1);
    close(score.recall10, 0.5);
  });

  it('are averaged over queries', () => {
    const found = scoreRanking(['a', 'c', 'b'], relevance);
    const missed = scoreRanking([], relevance);
    assert.deepEqual(meanScore([found, missed]), { ndcg10: 0.5, recall10: 0.5, mrr10: 0.5 });
  });
});

describe('the paired bootstrap', () => {
  it('finds a difference that every item shows, and none between equals', () => {
    const first = Array.from({ length: 50 }, (_, item) => (item % 7) / 7);
    const better = pairedBootstrap(
      first,
      first.map((value) => value + 0.25),
    );
    close(better.difference, 0.25);
    close(better.low, 0.25);
    close(better.high, 0.25);
    assert.equal(better.p, 0.0001);
    assert.deepEqual(pairedBootstrap(first, first), { difference: 0, low: 0, high: 0, p: 1 });
  });

  it('has the bounds and the level of a normal mean where items are many', () => {
    // Differences of -1 and 3, 200 each: mean 1, standard deviation 2 of one, .1 of the mean of 400.
    const second = Array.from({ length: 400 }, (_, item) => (item % 2 === 0 ? -1 : 3));
    const zeros = second.map(() => 0);
    const { low, high, p } = pairedBootstrap(zeros, second);
    assert.ok(Math.abs(low - (1 - 0.196)) < 0.02 && Math.abs(high - (1 + 0.196)) < 0.02, `${low} to ${high}`);
    assert.equal(p, 0.0001);
    // A mean of .1, one standard deviation: two-sided p of .317.
    const little = pairedBootstrap(
      zeros,
      second.map((value) => value - 0.9),
    );
    assert.ok(Math.abs(little.p - 0.317) < 0.03, `${little.p}`);
  });

  it('mirrors when the systems change places', () => {
    const figures = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(figures, (pairs) => {
        const first = pairs.map(([value]) => value);
        const second = pairs.map(([, value]) => value);
        const there = pairedBootstrap(first, second);
        const back = pairedBootstrap(second, first);
        close(there.difference, -back.difference);
        close(there.p, back.p);
        assert.ok(there.low <= there.high);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a retrieval collection', () => {
  const documents = readDocuments('{"_id":"d1","title":"Locks","text":"A lock."}\n{"_id":"d2","text":"A key."}\n');
  const queries = readQueries('{"_id":"q1","text":"lock"}\n\n{"_id":"q2","text":"door"}\n');

  it('is read, and leaves out queries without a relevant document', () => {
    const judgements = readJudgements('query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td2\t0\n');
    assert.deepEqual(collectionOf(documents, queries, judgements), {
      documents: [
        { id: 'd1', title: 'Locks', text: 'A lock.' },
        { id: 'd2', title: '', text: 'A key.' },
      ],
      queries: [{ id: 'q1', text: 'lock', relevance: new Map([['d1', 2]]) }],
    });
  });

  it('names the line that is wrong', () => {
    assert.throws(() => readDocuments('{"_id":"a","text":""}\n{"id":"b"}'), /^Error: line 2 is no document/);
    assert.throws(() => readQueries('nothing'), /^Error: line 1 is no query/);
    assert.throws(() => readJudgements('head\nq\td\thigh'), /^Error: line 2 is no judgement/);
    assert.throws(() => readJudgements('head\nq\td'), /^Error: line 2 is no judgement/);
  });

  it('refuses judgements of what is not there, and ids that come twice', () => {
    const judge = (line: string) => collectionOf(documents, queries, readJudgements(`head\n${line}`));
    assert.throws(() => judge('q9\td1\t1'), /names the query q9/);
    assert.throws(() => judge('q1\td9\t1'), /names the document d9/);
    assert.throws(() => collectionOf([...documents, ...documents], queries, []), /same _id/);
  });
});
