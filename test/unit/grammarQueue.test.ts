import assert from 'node:assert/strict';
import type { GrammarSentence } from '../../server/src/analysis/grammarSentences';
import { GrammarTier } from '../../server/src/analysis/grammarTier';
import { reasonOf, UnavailableError } from '../../server/src/inference/inferenceErrors';
import { GrammarQueue } from '../../server/src/lsp/grammarQueue';
import type { Finding } from '../../server/src/proofreading/finding';
import type { GrammarRequest, GrammarScoring } from '../../server/src/proofreading/grammar/grammarRequest';
import { messageOf } from '../../server/src/proofreading/message';
import { eventually } from '../support/eventually';

const finding: Finding = {
  ...{ start: 0, end: 1, kind: 'grammar', code: 'agreement', confidence: 0.9 },
  message: messageOf(''),
  surprisalBits: 0,
  candidates: [],
  safe: false,
};

/** A sentence that is known by its number. */
const sentence = (key: number): GrammarSentence => ({
  found: [],
  ...{ key, start: 0, end: 1 },
  request: () => ({ sentence: `${key}` }) as GrammarRequest,
});
const sentences = (...keys: readonly number[]) => keys.map(sentence);

interface Call {
  readonly key: number;
  readonly scoring: GrammarScoring;
  answer(findings: readonly Finding[]): void;
  fail(error: unknown): void;
}

/** A tier whose sentences are judged when the test says so. */
const tierOf = () => {
  const calls: Call[] = [];
  const tier = new GrammarTier({
    id: 'test',
    isNeural: true,
    leastConfidence: () => 0.5,
    refuted: async () => [],
    check: ([request], scoring = {}) =>
      new Promise((resolve, reject) => {
        scoring.signal?.addEventListener('abort', () => reject(scoring.signal?.reason as Error));
        calls.push({
          ...{ key: Number(request!.sentence), scoring, fail: reject },
          answer: (findings) => resolve([findings]),
        });
      }),
  });
  const called = async (...keys: readonly number[]): Promise<void> => {
    await eventually(`${keys.join()} are judged`, () => calls.length >= keys.length);
    assert.deepEqual(
      calls.map(({ key }) => key),
      keys,
    );
  };
  return { tier, calls, called };
};

describe('a grammar tier', () => {
  it('asks about a sentence once, whoever asks, and remembers what it passed over', async () => {
    const { tier, calls } = tierOf();
    assert.equal(tier.of(1), undefined);
    const judged = tier.judge(sentence(1));
    calls[0]!.answer([finding]);
    assert.deepEqual((await judged).findings, [finding]);
    assert.deepEqual((await tier.judge(sentence(1))).findings, [finding]);
    tier.passOver(sentence(2));
    assert.deepEqual(tier.of(2)?.findings, []);
    assert.equal(calls.length, 1);
  });

  it('judges all of many, some at a time, and stops where one cannot be judged', async () => {
    const { tier, calls } = tierOf();
    let told = 0;
    const all = tier.judgeAll(sentences(1, 2, 3, 4, 5), () => told++);
    assert.deepEqual(
      calls.map(({ key }) => key),
      [1, 2, 3],
    );
    calls[0]!.answer([]);
    await eventually('the next is judged', () => calls.length === 4);
    calls[1]!.fail(new Error('broken'));
    for (const index of [2, 3]) calls[index]!.answer([]);
    await assert.rejects(all, /broken/);
    assert.equal(calls.length, 4);
    assert.equal(told, 3);
  });
});

describe('the queue of sentences', () => {
  const queueOf = () => {
    const found: string[] = [];
    const failed: unknown[] = [];
    let unavailable = 0;
    const queue = new GrammarQueue({
      onFound: (uri) => found.push(uri),
      onUnavailable: () => unavailable++,
      onFailed: (error) => failed.push(error),
    });
    return { queue, found, failed, unavailable: () => unavailable };
  };

  it('takes what is in view first, and tells of it as soon as something is found', async () => {
    const { tier, calls, called } = tierOf();
    const { queue, found } = queueOf();
    queue.want({ uri: 'a', version: 1, tier, visible: sentences(3, 4), all: sentences(1, 2, 3, 4) });
    await called(3, 4, 1, 2);
    assert.deepEqual(
      calls.map(({ scoring }) => scoring.priority),
      ['visible', 'visible', 'rest', 'rest'],
    );
    calls[0]!.answer([finding]);
    await eventually('it is told', () => found.length > 0);
    calls[1]!.answer([]);
    for (const index of [2, 3]) calls[index]!.answer([]);
    await queue.settled('a');
    assert.deepEqual(found, ['a', 'a']);
  });

  it('drops what a newer text does not hold, also while it is judged, and judges what is left once', async () => {
    const { tier, calls, called } = tierOf();
    const { queue } = queueOf();
    queue.want({ uri: 'a', version: 1, tier, visible: sentences(1, 2, 3), all: [] });
    await called(1, 2);
    queue.want({ uri: 'a', version: 2, tier, visible: sentences(2, 4), all: [] });
    assert.ok(calls[0]!.scoring.signal?.aborted);
    assert.ok(!calls[1]!.scoring.signal?.aborted);
    calls[1]!.answer([]);
    await called(1, 2, 4);
    calls[2]!.answer([]);
    await queue.settled('a');
    assert.equal(tier.of(1), undefined);
    assert.equal(tier.of(3), undefined);
  });

  it('judges a document no more that was closed, and goes on with others', async () => {
    const { tier, calls } = tierOf();
    const { queue } = queueOf();
    queue.want({ uri: 'a', version: 1, tier, visible: sentences(1, 2, 3), all: [] });
    queue.want({ uri: 'b', version: 1, tier, visible: sentences(5), all: [] });
    await eventually('two are judged', () => calls.length === 2);
    queue.forget('a');
    await eventually('the other document is judged', () => calls.some(({ key }) => key === 5));
    for (const { answer } of calls) answer([]);
    await queue.settled('b');
    await queue.settled('a');
    assert.ok(!calls.some(({ key }) => key === 3));
    assert.deepEqual(tier.of(5)?.findings, []);
  });

  it('asks again when the process was started again, and no more when it was not', async () => {
    const { tier, calls } = tierOf();
    const { queue, failed, unavailable } = queueOf();
    const gone = (restarting: boolean) => new UnavailableError('process', reasonOf('gone'), restarting);
    queue.want({ uri: 'a', version: 1, tier, visible: sentences(1), all: [] });
    await eventually('it is judged', () => calls.length === 1);
    calls[0]!.fail(gone(true));
    await eventually('it is judged again', () => calls.length === 2);
    calls[1]!.fail(gone(false));
    await queue.settled('a');
    assert.equal(unavailable(), 1);
    assert.equal(calls.length, 2);
    assert.equal(tier.of(1), undefined);
    assert.deepEqual(failed, []);
  });

  it('passes over a sentence that fails, and tells why', async () => {
    const { tier, calls } = tierOf();
    const { queue, failed } = queueOf();
    queue.want({ uri: 'a', version: 1, tier, visible: sentences(1), all: [] });
    await eventually('it is judged', () => calls.length === 1);
    calls[0]!.fail(new Error('broken'));
    await queue.settled('a');
    assert.equal(failed.length, 1);
    assert.deepEqual(tier.of(1)?.findings, []);
  });
});
