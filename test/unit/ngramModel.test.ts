import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { arpaOfCompact } from '../../server/src/lm/ngram/arpaOfCompact';
import { readArpa } from '../../server/src/lm/ngram/arpaReader';
import { type BackoffModel, ngramWords } from '../../server/src/lm/ngram/backoffModel';
import { writeCompact } from '../../server/src/lm/ngram/compactWriter';
import { NgramLanguageModel } from '../../server/src/lm/ngram/ngramLanguageModel';
import { NgramModel } from '../../server/src/lm/ngram/ngramModel';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/ngram/${name}`, import.meta.url), 'utf8');
const sentences = fixture('corpus.txt').trim().split('\n');
const source = readArpa(fixture('kenlm-4-cut-0-1-2.arpa').split('\n'));
const model = NgramModel.read(writeCompact(source, { id: 'test-4gram' }));

/** Back-off probabilities straight from the table, by their definition. */
function reference(table: BackoffModel) {
  const probabilities = new Map<string, number>();
  const backoffs = new Map<string, number>();
  const ids = new Uint32Array(table.order);
  table.levels.forEach(({ logProbability, logBackoff }, i) => {
    for (let k = 0; k < logProbability.length; k++) {
      ngramWords(table, i + 1, k, ids);
      probabilities.set(ids.subarray(0, i + 1).join(' '), logProbability[k]!);
      backoffs.set(ids.subarray(0, i + 1).join(' '), logBackoff[k]!);
    }
  });
  return (context: number[], word: number): number => {
    let history = context.slice(-(table.order - 1));
    let sum = 0;
    while (history.length > 0) {
      const found = probabilities.get([...history, word].join(' '));
      if (found !== undefined) return sum + found;
      sum += backoffs.get(history.join(' ')) ?? 0;
      history = history.slice(1);
    }
    return sum + probabilities.get(String(word))!;
  };
}

const idsOf = (sentence: string) => [1, ...sentence.split(' ').map((word) => model.idOf(word)), 2];

describe('the compact n-gram model', () => {
  const expected = reference(source);
  const unseen = 'the lamp thought about a cold zebra , and did not stop';

  it('scores left to right as the table does, but for the quantisation', () => {
    for (const sentence of [...sentences, unseen]) {
      const ids = idsOf(sentence);
      for (let i = 1; i < ids.length; i++) {
        const actual = model.logProbabilityAt(ids, i);
        assert.ok(Math.abs(actual - expected(ids.slice(0, i), ids[i]!)) < 0.1, `${sentence}, word ${i}: ${actual}`);
      }
    }
  });

  it('gives the same score whatever was asked before', () => {
    const all = sentences.flatMap((sentence) => {
      const ids = idsOf(sentence);
      return ids.slice(1).map((_, i) => ({ ids, position: i + 1, value: model.logProbabilityAt(ids, i + 1) }));
    });
    let seed = 1;
    for (let round = 0; round < 2000; round++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      const { ids, position, value } = all[seed % all.length]!;
      assert.equal(model.logProbabilityAt(ids, position), value);
    }
  });

  it('tells the length of the n-gram it found', () => {
    const ids = idsOf('on the table by the window');
    model.logProbabilityAt(ids, 3);
    assert.equal(model.matchedOrder, 3);
    const other = idsOf('zebra lamp');
    model.logProbabilityAt(other, 2);
    assert.equal(model.matchedOrder, 1);
  });

  it('gives a distribution that sums to 1 and agrees with single scores', () => {
    const distribution = new Float32Array(model.vocabularySize);
    for (const text of ['on the', 'the old man', 'zebra zebra', '', 'did not stop until']) {
      const context = [1, ...(text ? text.split(' ').map((word) => model.idOf(word)) : [])];
      model.distribution(context, distribution);
      let sum = 0;
      for (let id = 0; id < distribution.length; id++) {
        const single = model.logProbabilityAt([...context, id], context.length);
        assert.ok(
          single === distribution[id] || Math.abs(single - distribution[id]!) < 1e-4,
          `${text}: ${model.word(id)}`,
        );
        sum += Math.exp(distribution[id]!);
      }
      assert.ok(Math.abs(sum - 1) < 0.03, `"${text}": ${sum}`);
    }
  });

  it('lists the likeliest successors, best first', () => {
    const best = model.successors([1, model.idOf('on'), model.idOf('the')], 3);
    assert.equal(model.word(best[0]!.id), 'table');
    assert.equal(best.length, 3);
    assert.ok(best[0]!.logProbability >= best[1]!.logProbability && best[1]!.logProbability >= best[2]!.logProbability);
  });

  it('can be read from bytes that are not aligned', () => {
    const bytes = writeCompact(source, { id: 'x' });
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const ids = idsOf(sentences[0]!);
    assert.equal(NgramModel.read(shifted.subarray(1)).logProbabilityAt(ids, 3), model.logProbabilityAt(ids, 3));
  });

  it('can be written as ARPA again, with its n-grams and quantised values', () => {
    const again = readArpa([...arpaOfCompact(writeCompact(source, { id: 'x' }))].join('').split('\n'));
    assert.deepEqual(
      again.levels.map((level) => level.logProbability.length),
      source.levels.map((level) => level.logProbability.length),
    );
    const copy = reference(again);
    for (const sentence of sentences) {
      const ids = idsOf(sentence);
      const others = ids.map((id) => again.vocabulary.idOf(model.word(id)));
      for (let i = 1; i < ids.length; i++)
        assert.ok(Math.abs(copy(others.slice(0, i), others[i]!) - model.logProbabilityAt(ids, i)) < 1e-4);
    }
  });

  it('refuses damaged, cut and foreign bytes with one clear sentence', () => {
    const bytes = writeCompact(source, { id: 'x' });
    const damaged = bytes.slice();
    damaged[bytes.length >> 1]! ^= 4;
    assert.throws(() => NgramModel.read(damaged), { name: 'ModelFormatError', message: /checksum/ });
    assert.throws(() => NgramModel.read(bytes.subarray(0, bytes.length - 8)), { name: 'ModelFormatError' });
    assert.throws(() => NgramModel.read(new Uint8Array(64)), { name: 'ModelFormatError', message: /Not a compact/ });
    for (const version of [1, 9]) {
      const other = bytes.slice();
      other[4] = version;
      assert.throws(() => NgramModel.read(other), {
        name: 'ModelFormatError',
        message: `Version ${version} of the compact n-gram format; this program reads version 2: train or import the model again`,
      });
    }
  });
});

describe('the n-gram language model', () => {
  const language = new NgramLanguageModel(model);

  it('scores each token with its place, rank and matched order, and the end of the sentence', async () => {
    const text = 'The letter lay on the table.';
    const [score] = await language.score([text], { rank: true });
    assert.deepEqual(
      score!.tokens.map(({ start, end }) => text.slice(start, end)),
      ['The', 'letter', 'lay', 'on', 'the', 'table', '.', ''],
    );
    const table = score!.tokens[5]!;
    assert.equal(table.rank, 1);
    assert.equal(table.outOfVocabulary, false);
    const sum = score!.tokens.reduce((total, { logProbability }) => total + logProbability, 0);
    assert.ok(Math.abs(sum - score!.logProbability) < 1e-9);
  });

  it('does not score placeholders', async () => {
    const [score] = await language.score(['The \uE001 lay on the table.']);
    assert.equal(score!.tokens.length, 7);
  });

  it('marks words outside the vocabulary', async () => {
    const [score] = await language.score(['a zebra .']);
    assert.deepEqual(
      score!.tokens.map((token) => token.outOfVocabulary),
      [false, true, false, false],
    );
  });

  it('continues a text', async () => {
    const [best] = await language.next('It rained. She put the lamp on the', 1);
    assert.equal(best!.text, 'table');
  });
});
