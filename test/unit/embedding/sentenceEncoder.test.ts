import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Pooling } from '../../../server/src/lm/embedding/pooling';
import { SentenceEncoder } from '../../../server/src/lm/embedding/sentenceEncoder';
import { TextTokenizer } from '../../../server/src/lm/embedding/textTokenizer';
import type { Tensor, TensorSession } from '../../../server/src/lm/neural/tensorSession';

const tokenizer = new TextTokenizer(JSON.parse(readFileSync('models/minilm-l6-v2.tokenizer.json', 'utf8')), 256);

/** A graph whose row of a token is [1, its id]; it notes what it was fed. */
const echo = (inputNames: readonly string[], outputNames: readonly string[]) => {
  const runs: Readonly<Record<string, Tensor>>[] = [];
  const session: TensorSession = {
    inputNames,
    outputNames,
    inputShapes: {},
    run: async (feeds, [name]) => {
      runs.push(feeds);
      const ids = feeds['input_ids'] as Extract<Tensor, { type: 'int64' }>;
      const data = Float32Array.from([...ids.data].flatMap((id) => [1, Number(id)]));
      return { [name!]: { type: 'float32', dims: [...ids.dims, 2], data } };
    },
    release: async () => {},
  };
  return { session, runs };
};

const encoderOf = (session: TensorSession, pooling: Pooling = 'mean', dimensions = 2) =>
  new SentenceEncoder({
    ...{ session, tokenizer, dimensions, pooling },
    prefixes: { query: 'query: ', passage: '' },
    tokensARun: 128,
  });

describe('sentences encoded by a graph of another export', () => {
  it('runs texts of one number of tokens together and pads none', async () => {
    const { session, runs } = echo(['input_ids', 'attention_mask', 'token_type_ids'], ['last_hidden_state']);
    const texts = ['one', 'one two three', 'two', 'tea '.repeat(120), 'sugar '.repeat(120), 'three'];
    await encoderOf(session).encode(texts, 'passage');
    assert.deepEqual(
      runs.map((feeds) => feeds['input_ids']!.dims),
      [
        [3, 3],
        [1, 5],
        [1, 122],
        [1, 122],
      ],
    );
    for (const feeds of runs) {
      assert.ok((feeds['attention_mask']!.data as BigInt64Array).every((value) => value === 1n));
      assert.ok((feeds['token_type_ids']!.data as BigInt64Array).every((value) => value === 0n));
    }
  });

  it('pools the rows of its tokens, after the prefix of the kind of text', async () => {
    const { session } = echo(['input_ids'], ['token_embeddings']);
    const ratio = async (text: string, kind: 'query' | 'passage') => {
      const [one, id] = await encoderOf(session).encode([text], kind);
      return Math.round(id! / one!);
    };
    const mean = (ids: readonly number[]) => Math.round(ids.reduce((sum, id) => sum + id, 0) / ids.length);
    assert.equal(await ratio('tea', 'passage'), mean(tokenizer.encode('tea')));
    assert.equal(await ratio('tea', 'query'), mean(tokenizer.encode('query: tea')));
  });

  it('refuses graphs that ask for more, name no output that is known, or give something else', async () => {
    assert.throws(() => encoderOf(echo(['input_ids', 'pixel_values'], ['a']).session), /its inputs are .*pixel_values/);
    assert.throws(
      () => encoderOf(echo(['input_ids'], ['a', 'b']).session),
      /its outputs are a, b; it needs last_hidden_state/,
    );
    const { session } = echo(['input_ids'], ['only']);
    await assert.rejects(encoderOf(session, 'mean', 3).encode(['tea'], 'query'), /\[1, 5, 2\] instead of rows of 3/);
    await assert.rejects(encoderOf(session, 'graph').encode(['tea'], 'query'), /instead of rows of 2/);
  });
});
