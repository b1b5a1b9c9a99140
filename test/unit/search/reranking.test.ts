import assert from 'node:assert/strict';
import type { SearchHit } from '../../../server/src/search/folderSearch';
import { bestPassage } from '../../../server/src/search/query/bestPassage';
import { type LikelihoodModel, reranked } from '../../../server/src/search/query/reranking';

const hit = (path: string, score: number, snippet = path): SearchHit => ({
  key: path,
  path,
  languageId: 'markdown',
  modifiedMs: 0,
  start: 0,
  end: snippet.length,
  startLine: 1,
  startColumn: 1,
  endLine: 1,
  headings: ['Heading'],
  score,
  snippet,
  marked: { start: 0, end: 0 },
});

/** Each of a query's two tokens has the log probability that is given for the passage; the end of the query has one that must not count. */
const modelOf = (logProbability: (passage: string) => number | Promise<number>) => {
  const asked: string[] = [];
  const model: LikelihoodModel = {
    scoreCandidates: (requests, { signal } = {}) =>
      Promise.all(
        requests.map(async ({ sentence, leftContext = '' }) => {
          asked.push(leftContext);
          const answer = logProbability(leftContext);
          signal?.throwIfAborted();
          const own = await Promise.race([
            answer,
            new Promise<never>((_, reject) => {
              signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
            }),
          ]);
          const token = { start: 0, end: sentence.length, logProbability: own };
          const tokens = [token, token, { ...token, logProbability: -1000 * Math.random() }];
          return { sentence: { logProbability: 0, tokens }, gains: [], changes: [], tokensRead: 0 };
        }),
      ),
  };
  return { model, asked };
};
const paths = (hits: readonly SearchHit[]) => hits.map(({ path }) => path).join('');

describe('re-ranking by query likelihood', () => {
  const hits = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((path, rank) => hit(path, 1 - rank / 10));

  it('adds both values in equal shares, of the first eight alone', async () => {
    // Scores from 1 to 0 over the eight. Over the query alone h gains 2 nats: 0 + 1; b 1: 6/7 + .5; a and the rest lose some, which is no less than 0: 1 + 0.
    const { model } = modelOf((context) =>
      context.includes('h\n') ? -1 : context.includes('b\n') ? -2 : context === 'Question:' ? -3 : -4,
    );
    const answer = await reranked('query', hits, model);
    assert.equal(paths(answer.hits), 'bahcdefgij');
    assert.equal(answer.incomplete, undefined);
    assert.deepEqual(
      answer.hits.map(({ path, score }) => hits.find((one) => one.path === path)?.score === score),
      hits.map(() => true),
    );
  });

  it('counts three nats of a token at most', async () => {
    // b gains 3, c 9, which is 3: 6/7 + 1 and 5/7 + 1. a: 1 + 0.
    const { model } = modelOf((context) => (context.includes('c\n') ? -1 : context.includes('b\n') ? -7 : -10));
    assert.equal(paths((await reranked('query', hits, model)).hits), 'bcadefghij');
  });

  it('asks for the query after headings and passage, and keeps the order where nothing tells them apart', async () => {
    const { model, asked } = modelOf(() => -2);
    const answer = await reranked('query', hits, model);
    assert.equal(paths(answer.hits), 'abcdefghij');
    assert.equal(asked.length, 9);
    assert.equal(asked[0], 'Question:');
    assert.match(asked[1]!, /Heading\na\n/);
    assert.deepEqual(await reranked('query', [], model), { hits: [] });
  });

  it('ranks what was judged in time and leaves the rest where it was', async () => {
    const never = new Promise<number>(() => {});
    const { model } = modelOf((context) => (context.includes('d\n') ? never : context.includes('c\n') ? -1 : -9));
    const answer = await reranked('query', hits, model, { withinMs: 20 });
    // a 1 + 0, b .5 + 0, c 0 + 1, in equal shares; a came first.
    assert.equal(paths(answer.hits), 'acbdefghij');
    assert.match(answer.incomplete!, /3 of 8/);
  });

  it('leaves hits as they are where the model fails, and says why', async () => {
    const { model } = modelOf(() => Promise.reject(new Error('The model has ended.')));
    const answer = await reranked('query', hits, model);
    assert.deepEqual(answer, { hits, incomplete: 'The model has ended.' });
  });

  it('stops when it is told', async () => {
    const controller = new AbortController();
    const { model } = modelOf(() => {
      controller.abort(new Error('enough'));
      return new Promise<number>(() => {});
    });
    await assert.rejects(reranked('query', hits, model, { signal: controller.signal }), /enough/);
    await assert.rejects(reranked('query', hits, model, { signal: AbortSignal.abort(new Error('before')) }), /before/);
  });
});

describe('the best passage of a text', () => {
  const text = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');

  it('begins with what is marked, or earlier where little follows, and cuts no word', () => {
    const start = text.indexOf('word50');
    const passage = bestPassage(text, { start, end: start + 6 }, 30);
    assert.match(passage, /^word50 word51 /);
    const last = bestPassage(text, { start: text.length - 7, end: text.length }, 30);
    assert.match(last, /word199$/);
    for (const part of [passage, last]) {
      assert.ok(part.length > 20 && part.length < 200, part);
      for (const word of part.trim().split(' ')) assert.match(word, /^word\d+$/);
      assert.ok(text.includes(part.trim()));
    }
  });

  it('is all of a short one', () => {
    assert.equal(bestPassage('Short.', { start: 0, end: 6 }, 96), 'Short.');
    assert.equal(bestPassage('', { start: 0, end: 0 }, 96), '');
  });
});
