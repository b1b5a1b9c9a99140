import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnavailableError } from '../../../server/src/inference/inferenceErrors';
import { loadEmbeddingModel } from '../../../server/src/inference/loadEmbeddingModel';
import type { SentenceEncoder } from '../../../server/src/lm/embedding/sentenceEncoder';
import { cosine, embeddingReferences } from '../../support/embeddingReference';
import { folderWith } from '../../support/program';

const dimensions = 384;
const description = 'models/minilm-l6-v2.model.json';
const gate = { beforeRun: () => {}, afterRun: () => {} };

describe('the embedding model that comes with the program', () => {
  let encoder: SentenceEncoder;
  const embed = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    const rows = await encoder.encode(texts, 'passage');
    return texts.map((_, index) => rows.slice(index * dimensions, (index + 1) * dimensions));
  };

  before(async () => {
    encoder = await loadEmbeddingModel(description, { threads: 1 }, gate);
  });

  it('has the vectors of the model in float32, but for rounding', async () => {
    // The original takes what looks like a control token for one.
    const references = embeddingReferences.filter(({ text }) => !text.includes('[SEP]'));
    const rows = await embed(references.map(({ text }) => text));
    const cosines = references.map(({ embedding }, index) => cosine(rows[index]!, embedding));
    const mean = cosines.reduce((sum, value) => sum + value, 0) / cosines.length;
    assert.ok(mean > 0.998, `mean cosine ${mean}`);
    for (const [index, value] of cosines.entries()) assert.ok(value > 0.99, `${references[index]!.text}: ${value}`);
  });

  it('gives rows of length 1, the same bits whatever stands beside a text, in the order of the texts', async () => {
    const texts = embeddingReferences.map(({ text }) => text);
    const together = await embed([...texts, ...texts].reverse());
    for (const [index, text] of texts.entries()) {
      const [alone] = await embed([text]);
      assert.deepEqual(together[texts.length - 1 - index], alone, text);
      assert.deepEqual(together[2 * texts.length - 1 - index], alone, text);
      assert.ok(Math.abs(Math.hypot(...alone!) - 1) < 1e-6, text);
    }
  });

  it('has the same bits with more threads', async () => {
    const texts = embeddingReferences.map(({ text }) => text);
    const two = await loadEmbeddingModel(description, { threads: 2 }, gate);
    assert.deepEqual(await two.encode(texts, 'passage'), await encoder.encode(texts, 'passage'));
  });

  it('reads the beginning of a text that is too long', async () => {
    const words = Array.from({ length: 254 }, (_, index) => ['tea', 'sugar', 'water'][index % 3]).join(' ');
    const [whole, longer] = await embed([words, `${words} democracy`.repeat(3)]);
    assert.deepEqual(longer, whole);
  });

  it('puts texts of like meaning close to each other', async () => {
    const [question, answer, other] = await embed([
      'How do I undo my last commit?',
      'git reset --soft HEAD~1 takes the newest commit back and keeps its changes.',
      'Water the tomatoes twice a week.',
    ]);
    assert.ok(cosine(question!, answer!) > 0.4);
    assert.ok(cosine(question!, other!) < 0.2);
  });

  it('answers no texts with no rows', async () => {
    assert.equal((await encoder.encode([], 'query')).length, 0);
  });

  it('is refused by name when a file of it is damaged or describes something else', async () => {
    const folder = folderWith();
    const own = join(folder, 'minilm-l6-v2.model.json');
    const files = ['encoder.onnx', 'tokenizer.json', 'model.json'].map((ending) => `minilm-l6-v2.${ending}`);
    for (const file of files) copyFileSync(join('models', file), join(folder, file));
    const refusal = async (): Promise<string> => {
      const error: unknown = await loadEmbeddingModel(own, { threads: 1 }, gate).then(
        () => undefined,
        (error) => error,
      );
      assert.ok(error instanceof UnavailableError);
      assert.equal(error.kind, 'files');
      assert.ok(!error.message.includes('\n'));
      return error.message;
    };
    const tokenizer = join(folder, 'minilm-l6-v2.tokenizer.json');
    const bytes = readFileSync(tokenizer);
    bytes[1000]! ^= 1;
    writeFileSync(tokenizer, bytes);
    assert.match(await refusal(), /minilm-l6-v2\.tokenizer\.json has been changed or damaged/);
    writeFileSync(own, '{"format":"surprisal-embedding"}');
    assert.match(await refusal(), /minilm-l6-v2\.model\.json describes no embedding model/);
  });
});
