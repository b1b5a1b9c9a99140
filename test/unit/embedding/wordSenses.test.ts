import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadEmbeddingModel } from '../../../server/src/inference/loadEmbeddingModel';
import type { SpanInText } from '../../../server/src/lm/embedder';
import type { SentenceEncoder } from '../../../server/src/lm/embedding/sentenceEncoder';
import { stemmerOf } from '../../../server/src/search/index/stemming';
import { firstOccurrence } from '../../../server/src/search/query/wordSense';
import { cosine } from '../../support/embeddingReference';

interface Use {
  readonly word: string;
  readonly sense: string;
  readonly span: SpanInText;
}

/** Of each ambiguous word two senses, four sentences each, written for this test. */
const words = JSON.parse(readFileSync('test/fixtures/senses.json', 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, readonly string[]>>>
>;
const stem = stemmerOf('english');
const uses: readonly Use[] = Object.entries(words).flatMap(([word, senses]) =>
  Object.entries(senses).flatMap(([sense, sentences]) =>
    sentences.map((text) => ({ word, sense, span: firstOccurrence(text, word, stem)! })),
  ),
);

/** How likely the nearest of the word's other uses has the same sense, where any of those that are as near may be the nearest. */
const nearestIsRight = (use: number, similarity: (one: number, other: number) => number): number => {
  const others = [...uses.keys()].filter((other) => other !== use && uses[other]!.word === uses[use]!.word);
  const nearest = Math.max(...others.map((other) => similarity(use, other)));
  const asNear = others.filter((other) => similarity(use, other) === nearest);
  return asNear.filter((other) => uses[other]!.sense === uses[use]!.sense).length / asNear.length;
};

const accuracy = (similarity: (one: number, other: number) => number): number =>
  uses.reduce((sum, _, use) => sum + nearestIsRight(use, similarity), 0) / uses.length;

describe('vectors of words as they stand in their sentences', () => {
  const dimensions = 384;
  let encoder: SentenceEncoder;
  before(async () => {
    encoder = await loadEmbeddingModel(
      'models/minilm-l6-v2.model.json',
      { threads: 1 },
      { beforeRun: () => {}, afterRun: () => {} },
    );
  });
  const rowsOf = async (spans: readonly SpanInText[]) => {
    const rows = await encoder.encodeSpans(spans);
    return spans.map((_, index) => rows.slice(index * dimensions, (index + 1) * dimensions));
  };

  it('tell the senses of a word apart, which one vector a word cannot', async () => {
    assert.equal(uses.length, 14 * 2 * 4);
    const rows = await rowsOf(uses.map(({ span }) => span));
    const found = accuracy((one, other) => cosine(rows[one]!, rows[other]!));
    assert.ok(found > 0.9, `accuracy ${found}`);
    // Of seven other uses three have the same sense, and one vector a word makes all of them alike.
    assert.equal(accuracy(() => 1).toFixed(3), (3 / 7).toFixed(3));
  });

  it('have length 1, the same bits whatever stands beside them, and change no vector of a text', async () => {
    const texts = uses.slice(0, 3).map(({ span }) => span.text);
    const before = await encoder.encode(texts, 'passage');
    const together = await rowsOf(uses.slice(0, 24).map(({ span }) => span));
    for (const index of [0, 7, 23]) {
      const [alone] = await rowsOf([uses[index]!.span]);
      assert.deepEqual(together[index], alone);
      assert.ok(Math.abs(Math.hypot(...alone!) - 1) < 1e-6);
    }
    assert.deepEqual(await encoder.encode(texts, 'passage'), before);
  });

  it('are zeros for what is not read: beyond the last token, or a part of a word', async () => {
    const far = `${'tea and sugar '.repeat(200)}bank`;
    const [late, part, whole] = await rowsOf([
      { text: far, start: far.length - 4, end: far.length },
      { text: 'The banker sleeps.', start: 6, end: 8 },
      { text: 'The banker sleeps.', start: 4, end: 10 },
    ]);
    assert.ok(late!.every((value) => value === 0));
    assert.ok(part!.every((value) => value === 0));
    assert.ok(whole!.some((value) => value !== 0));
  });
});
