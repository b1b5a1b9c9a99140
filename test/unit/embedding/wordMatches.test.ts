import assert from 'node:assert/strict';
import { type EmbeddingClient, shippedEmbedder } from '../../../server/src/inference/embeddingClient';
import type { Span } from '../../../server/src/text/span';

const question = 'How is a stale lock taken over?';
const spansOf = (text: string, words: readonly string[]): Span[] =>
  words.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length }));
const words = spansOf(question, ['stale', 'lock', 'taken']);

describe('how texts match the words of a question', () => {
  let embedder: EmbeddingClient;
  before(() => {
    embedder = shippedEmbedder({ threads: 1 });
  });
  after(() => embedder.dispose());

  const matches = async (texts: readonly string[], spans = words): Promise<number[][]> => {
    const values = await embedder.matchWords(question, spans, texts, {});
    assert.equal(values.length, texts.length * spans.length);
    return texts.map((_, text) => [...values.subarray(text * spans.length, (text + 1) * spans.length)]);
  };

  it('tells for each word whether a text speaks of it, in the same words or in others', async () => {
    const [same, other, without] = await matches([
      'A stale lock is taken over by the next process.',
      'An outdated mutex passes to whoever asks next.',
      'Bananas are yellow, and grow in warm countries.',
    ]);
    for (const [index] of words.entries()) {
      assert.ok(same![index]! > other![index]!, `${same} ${other}`);
      assert.ok(other![index]! > without![index]!, `${other} ${without}`);
      assert.ok(same![index]! <= 1 + 1e-6 && without![index]! >= -1);
    }
    const [partly] = await matches(['A stale loaf of bread is still eaten.']);
    assert.ok(partly![0]! > without![0]! && partly![1]! < same![1]! - 0.1, `${partly} ${same}`);
  });

  it('is in the order of the texts and the same bits whatever stands beside them, of texts of any length', async () => {
    const texts = ['locks '.repeat(400), 'One lock.', '', 'The lock is stale. '.repeat(9), 'Bananas are yellow.'];
    const together = await matches(texts);
    for (const [index, text] of texts.entries()) assert.deepEqual(together[index], (await matches([text]))[0]);
    assert.deepEqual(together[2], [0, 0, 0]);
  });

  it('is 0 for what of the question is not read', async () => {
    const long = `${'lock '.repeat(400)}banana`;
    const values = await embedder.matchWords(long, spansOf(long, ['lock', 'banana']), ['A banana, a lock.'], {});
    assert.ok(values[0]! > 0);
    assert.equal(values[1], 0);
  });

  it('is nothing for no words and for no texts', async () => {
    assert.deepEqual(await matches(['Some text.'], []), [[]]);
    assert.deepEqual(await matches([]), []);
  });
});
