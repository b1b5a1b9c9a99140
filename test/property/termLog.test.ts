import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Chunk } from '../../server/src/search/chunk';
import { stemmerOf } from '../../server/src/search/index/stemming';
import { TermLog } from '../../server/src/search/index/termLog';
import { stemsOf } from '../../server/src/search/index/terms';
import { chunkSet } from '../support/chunkSet';
import { folderWith } from '../support/program';

const parameters = { k1: 1.2, b: 0.75, stemmer: 'english' as const };
const keyOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
const chunkOf = (text: string): Chunk => ({
  ...{ key: keyOf(text), text, headings: [] },
  ...{ start: 0, end: text.length, startLine: 1, endLine: 1 },
});

describe('an index of terms', () => {
  const cat = chunkOf('cat sat');
  const cats = chunkOf('cats, cat, dog, fish');
  const bird = chunkOf('bird flew home');

  it('equals a computation over the texts, whatever was added, removed, committed and opened again', async () => {
    const text = fc
      .array(fc.constantFrom('cat', 'dogs', 'fish', 'sat', 'openFile', 'file_2'), { minLength: 1, maxLength: 8 })
      .map((words) => words.join(' '));
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), texts: fc.array(text, { maxLength: 5 }) }),
      fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }),
      fc.record({ kind: fc.constant('reopen' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), text, async (steps, query) => {
        const folder = folderWith();
        let index = TermLog.open(folder, parameters);
        const texts = new Map<string, string>();
        for (const taken of steps) {
          if (taken.kind === 'add') {
            index.add(taken.texts.map((added) => chunkOf(added)));
            for (const added of taken.texts) texts.set(keyOf(added), added);
          } else if (taken.kind === 'remove') {
            const key = [...texts.keys()][taken.at % Math.max(1, texts.size)];
            if (key === undefined) continue;
            index.remove([key]);
            texts.delete(key);
          } else {
            await index.commit();
            index = TermLog.open(folder, parameters);
          }
        }
        index.use(chunkSet(texts.keys()));
        const all = index.search(query, 'bm25', 100);
        assert.deepEqual(rounded(all), rounded(naiveBm25(texts, query)));
        for (let count = 0; count <= all.length; count++)
          assert.deepEqual(index.search(query, 'bm25', count), all.slice(0, count));
        assert.ok(all.every(({ score }, at) => at === 0 || score <= all[at - 1]!.score));
      }),
      { numRuns: 60 },
    );
  });

  it('that was cut off within a commit has all that was committed before, and can be written again', async () => {
    const folder = folderWith();
    const index = TermLog.open(folder, parameters);
    const path = join(folder, 'terms');
    index.add([cat]);
    await index.commit();
    const first = readFileSync(path).length;
    index.add([cats]);
    await index.commit();
    const bytes = readFileSync(path);
    for (let length = first; length < bytes.length; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      const opened = TermLog.open(folder, parameters);
      assert.deepEqual([opened.has(cat.key), opened.has(cats.key)], [true, false]);
      opened.add([bird]);
      await opened.commit();
      const again = TermLog.open(folder, parameters);
      assert.deepEqual([again.has(cat.key), again.has(cats.key), again.has(bird.key)], [true, false, true]);
    }
  });

  it('loses of a damaged file what was committed with the damaged part, and keeps what came after it', async () => {
    const folder = folderWith();
    const index = TermLog.open(folder, parameters);
    const path = join(folder, 'terms');
    const many = Array.from({ length: 40 }, (_, at) => chunkOf(`word${at} stands in passage ${at} of many`));
    index.add(many);
    await index.commit();
    const first = readFileSync(path).length;
    // Too little to be merged with what was there.
    index.add([cat]);
    await index.commit();
    const bytes = readFileSync(path);
    for (let at = 24; at < first; at += 97) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 16;
      writeFileSync(path, damaged);
      const opened = TermLog.open(folder, parameters);
      assert.deepEqual([opened.has(many[0]!.key), opened.has(cat.key)], [false, true]);
      opened.add([bird, ...many]);
      await opened.commit();
      const again = TermLog.open(folder, parameters);
      assert.ok([cat, bird, ...many].every(({ key }) => again.has(key)));
    }
  });

  it('shows a reader what the writer has committed since', async () => {
    const folder = folderWith();
    const writer = TermLog.open(folder, parameters);
    const reader = TermLog.open(folder, parameters);
    writer.add([cat]);
    await writer.commit();
    await reader.refresh();
    assert.equal(reader.has(cat.key), true);
    writer.add([cats]);
    await writer.commit();
    writer.remove([cat.key]);
    await reader.refresh();
    reader.use(chunkSet([cat.key, cats.key]));
    assert.deepEqual(
      reader.search('cat', 'bm25', 10).map(({ key }) => key),
      [cats.key],
    );
  });
});

interface Scored {
  readonly key: string;
  readonly score: number;
}

const rounded = (hits: readonly Scored[]) => hits.map(({ key, score }) => `${score.toFixed(9)} ${key}`).sort();

/** BM25 straight from its definition. */
const naiveBm25 = (texts: ReadonlyMap<string, string>, query: string): Scored[] => {
  const documents = [...texts].map(([key, text]) => ({ key, terms: stemsOf(text, stemmerOf('english')) }));
  const mean = documents.reduce((sum, { terms }) => sum + terms.length, 0) / documents.length;
  const { k1, b } = parameters;
  return documents
    .map(({ key, terms }) => {
      let score = 0;
      for (const term of new Set(stemsOf(query, stemmerOf('english')))) {
        const frequency = documents.filter((document) => document.terms.includes(term)).length;
        const idf = Math.log(1 + (documents.length - frequency + 0.5) / (frequency + 0.5));
        const count = terms.filter((found) => found === term).length;
        score += (idf * count * (k1 + 1)) / (count + k1 * (1 - b + (b * terms.length) / mean));
      }
      return { key, score };
    })
    .filter(({ score }) => score > 0);
};
