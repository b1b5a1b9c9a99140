import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readArpa } from '../../server/src/lm/ngram/arpaReader';
import { type BackoffModel, ngramWords } from '../../server/src/lm/ngram/backoffModel';
import { estimateDiscounts } from '../../server/src/lm/ngram/discounts';
import { type KneserNeyOptions, trainKneserNey } from '../../server/src/lm/ngram/kneserNey';
import { NgramCounter } from '../../server/src/lm/ngram/ngramCounter';
import { MemoryRunStore } from '../../server/src/lm/ngram/runStore';
import { SentenceSpool } from '../../server/src/lm/ngram/sentenceSpool';
import { selectVocabulary } from '../../server/src/lm/ngram/vocabulary';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/ngram/${name}`, import.meta.url), 'utf8');
const sentences = fixture('corpus.txt').trim().split('\n');

function train(order: number, options: KneserNeyOptions = {}, blockTokens?: number) {
  const store = new MemoryRunStore();
  const spool = new SentenceSpool(store);
  for (const sentence of sentences) spool.add(sentence.split(' '));
  const vocabulary = selectVocabulary(spool.frequencies(), {});
  const counter = new NgramCounter(order, vocabulary.size, store, blockTokens);
  spool.forEach(vocabulary, (ids, weight) => counter.add(ids, weight));
  return trainKneserNey(counter.finish(), vocabulary, options);
}

/** Every n-gram with its base-10 log probability and back-off. */
function table(model: BackoffModel): Map<string, readonly [number, number]> {
  const entries = new Map<string, readonly [number, number]>();
  const ids = new Uint32Array(model.order);
  model.levels.forEach(({ logProbability, logBackoff }, i) => {
    for (let k = 0; k < logProbability.length; k++) {
      ngramWords(model, i + 1, k, ids);
      const words = Array.from(ids.subarray(0, i + 1), (id) => model.vocabulary.words[id]).join(' ');
      entries.set(words, [logProbability[k]! / Math.LN10, logBackoff[k]! / Math.LN10]);
    }
  });
  return entries;
}

function assertAgrees(ours: BackoffModel, arpa: string) {
  const expected = table(readArpa(fixture(arpa).split('\n')));
  const actual = table(ours);
  assert.deepEqual([...actual.keys()].sort(), [...expected.keys()].sort());
  for (const [words, [probability, backoff]] of expected) {
    const [ourProbability, ourBackoff] = actual.get(words)!;
    if (words !== '<s>')
      assert.ok(Math.abs(ourProbability - probability) < 1e-4, `${words}: ${ourProbability}, KenLM ${probability}`);
    assert.ok(Math.abs(ourBackoff - backoff) < 1e-4, `back-off of ${words}: ${ourBackoff}, KenLM ${backoff}`);
  }
}

describe('modified Kneser-Ney', () => {
  it('gives the probabilities and back-offs that KenLM gives, order 3', () => {
    assertAgrees(train(3).model, 'kenlm-3.arpa');
  });

  it('gives what KenLM gives at order 5, where small orders fall back to fixed discounts', () => {
    const result = train(5);
    assertAgrees(result.model, 'kenlm-5.arpa');
    assert.deepEqual(result.fallbackOrders, [4, 5]);
  });

  it('gives what KenLM gives with cut-offs', () => {
    assertAgrees(train(4, { cutOffs: [0, 0, 1, 2] }).model, 'kenlm-4-cut-0-1-2.arpa');
  });

  it('counts the same in many small blocks as in one', () => {
    const whole = train(4);
    const blocks = train(4, {}, 23);
    assert.deepEqual(table(blocks.model), table(whole.model));
    assert.deepEqual(blocks.discounts, whole.discounts);
  });

  it('refuses cut-offs that fall', () => {
    assert.throws(() => train(3, { cutOffs: [0, 2, 1] }), /may not fall/);
  });

  it('estimates discounts by Chen and Goodman, equation 26', () => {
    const [one, two, three] = estimateDiscounts([100, 50, 20, 10])!;
    const y = 0.5;
    assert.ok(Math.abs(one - (1 - 2 * y * 0.5)) < 1e-12);
    assert.ok(Math.abs(two - (2 - 3 * y * 0.4)) < 1e-12);
    assert.ok(Math.abs(three - (3 - 4 * y * 0.5)) < 1e-12);
    assert.equal(estimateDiscounts([3, 0, 1, 1]), undefined);
  });
});
