import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { type ChunkSet, ChunkTable } from '../../server/src/search/index/chunkTable';
import { VectorIndex } from '../../server/src/search/vectors/vectorIndex';
import { vectorFolder } from '../../server/src/search/vectors/vectorManifest';
import { folderWith } from '../support/program';
import { clusteredVectors, cosineOf, gaussianVectors } from '../support/vectors';
import { nameKey, nameVector, removedOf, writerSpace } from '../support/vectorWriter';

const keyOf = (name: string | number) => createHash('sha256').update(String(name)).digest('hex').slice(0, 32);

const chunkSet = (keys: Iterable<string>): ChunkSet => {
  const table = new ChunkTable();
  for (const key of keys) table.add(key);
  return { table, members: new Uint8Array(table.size).fill(1) };
};

const joined = (vectors: readonly Float32Array[]): Float32Array => {
  const [{ length } = new Float32Array(0)] = vectors;
  const all = new Float32Array(vectors.length * length);
  vectors.forEach((vector, at) => {
    all.set(vector, at * length);
  });
  return all;
};

/** An index with these vectors, committed. */
const indexOf = async (folder: string, vectors: readonly Float32Array[], first = 0): Promise<VectorIndex> => {
  const index = VectorIndex.open(folder, { embedder: 'test', dimensions: vectors[0]!.length });
  const keys = vectors.map((_, at) => keyOf(first + at));
  for (let start = 0; start < keys.length; start += 1000)
    index.add(keys.slice(start, start + 1000), joined(vectors.slice(start, start + 1000)));
  await index.commit();
  return index;
};

const space = { embedder: 'test', dimensions: 3 };
const filesOf = (folder: string) => {
  const own = vectorFolder(folder, space);
  return readdirSync(own)
    .filter((name) => name.endsWith('.rows'))
    .map((name) => join(own, name));
};

describe('an index of vectors', () => {
  it('equals a computation over the vectors, whatever was added, removed, committed and opened again', async () => {
    const vector = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 3, maxLength: 3 });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), vectors: fc.array(vector, { maxLength: 5 }) }),
      fc.record({ kind: fc.constant('remove' as const), names: fc.array(fc.nat(20), { maxLength: 6 }) }),
      fc.record({ kind: fc.constant('commit' as const) }),
      fc.record({ kind: fc.constant('reopen' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), vector, fc.nat(12), async (steps, query, count) => {
        const folder = folderWith();
        let index = VectorIndex.open(folder, space);
        const reader = VectorIndex.open(folder, space);
        const vectors = new Map<string, Float32Array>();
        let next = 0;
        for (const taken of steps) {
          if (taken.kind === 'add') {
            const keys = taken.vectors.map(() => keyOf(next++ % 25));
            index.add(keys, Float32Array.from(taken.vectors.flat()));
            keys.forEach((key, at) => {
              if (!vectors.has(key)) vectors.set(key, Float32Array.from(taken.vectors[at]!));
            });
          } else if (taken.kind === 'remove') {
            index.remove(taken.names.map(keyOf));
            for (const name of taken.names) vectors.delete(keyOf(name));
          } else {
            await index.commit();
            await reader.refresh();
            if (taken.kind === 'reopen') {
              await index.close();
              index = VectorIndex.open(folder, space);
            }
          }
        }
        const asked = Float32Array.from(query);
        const expected = new Map([...vectors].map(([key, other]) => [key, cosineOf(asked, other)]));
        const scores = [...expected.values()].sort((a, b) => b - a).slice(0, count);
        const hits = index.search(asked, count, chunkSet(vectors.keys()));
        assert.equal(hits.length, scores.length);
        hits.forEach(({ key, score }, at) => {
          // Codes of so few dimensions are coarse.
          assert.ok(Math.abs(score - expected.get(key)!) < 1e-3, `${score}, not ${expected.get(key)}`);
          assert.ok(Math.abs(score - scores[at]!) < 1e-3);
        });
        assert.equal(new Set(hits.map(({ key }) => key)).size, hits.length);
        const names = Array.from({ length: 25 }, (_, name) => keyOf(name));
        assert.deepEqual(
          names.map((key) => index.has(key)),
          names.map((key) => vectors.has(key)),
        );
        await index.commit();
        await reader.refresh();
        assert.deepEqual(reader.search(asked, 30, chunkSet(names)), index.search(asked, 30, chunkSet(names)));
        const [rows, similarities] = [index.rowsOf(chunkSet(names).table), index.similarities(asked, names)];
        names.forEach((key, at) => {
          assert.equal(rows[at]! >= 0, vectors.has(key));
          assert.equal(similarities[at] === undefined, !vectors.has(key));
        });
        await index.close();
        await reader.close();
      }),
      { numRuns: 80 },
    );
  });

  for (const [kind, vectors] of [
    ['in clusters', clusteredVectors(8030, 384, 120, 1)],
    ['in no preferred direction', gaussianVectors(8030, 384, 2)],
  ] as const)
    it(`finds the ten nearest of 8,000 vectors ${kind}, and of some of them`, async function () {
      this.timeout(60_000);
      const stored = vectors.slice(30);
      const index = await indexOf(folderWith(), stored);
      const all = chunkSet(stored.map((_, at) => keyOf(at)));
      const third = { table: all.table, members: all.members.map((_, at) => (at % 3 === 0 ? 1 : 0)) };
      const few = { table: all.table, members: all.members.map((_, at) => (at % 200 === 7 ? 1 : 0)) };
      let found = 0;
      let wanted = 0;
      for (const query of vectors.slice(0, 30)) {
        const cosines = Float64Array.from(stored, (vector) => cosineOf(query, vector));
        for (const set of [all, third, few]) {
          const ranked = Array.from(cosines.keys())
            .filter((at) => set.members[at] === 1)
            .sort((a, b) => cosines[b]! - cosines[a]!);
          const best = new Set(ranked.slice(0, 10).map(keyOf));
          const hits = index.search(query, 10, set);
          wanted += best.size;
          found += hits.filter(({ key }) => best.has(key)).length;
        }
      }
      assert.ok(found / wanted >= 0.999, `recall ${found / wanted}`);
      await index.close();
    });

  it('finds what is similar to a chunk, without the chunk', async () => {
    const index = VectorIndex.open(folderWith(), { embedder: 'test', dimensions: 2 });
    index.add([keyOf('a'), keyOf('b'), keyOf('c')], Float32Array.of(1, 0, 1, 0.1, 1, -1));
    const hits = index.similarTo(keyOf('a'), 2, chunkSet(['a', 'b', 'c', 'd'].map(keyOf)))!;
    assert.deepEqual(
      hits.map(({ key, score }) => [key, Math.round(score * 1000)]),
      [
        [keyOf('b'), 995],
        [keyOf('c'), 707],
      ],
    );
    assert.equal(index.similarTo(keyOf('d'), 2, chunkSet([])), undefined);
  });

  it('finds all pairs that nearly point the same way, the nearest first', async () => {
    const vectors = clusteredVectors(600, 100, 40, 4);
    const index = await indexOf(folderWith(), vectors);
    const keys = vectors.map((_, at) => keyOf(at));
    const all = chunkSet(keys);
    const some = { table: all.table, members: all.members.map((_, at) => at % 2) };
    for (const [set, step] of [
      [all, 1],
      [some, 2],
    ] as const) {
      const expected: string[] = [];
      for (let a = step - 1; a < vectors.length; a += step)
        for (let b = a + step; b < vectors.length; b += step)
          if (cosineOf(vectors[a]!, vectors[b]!) >= 0.9) expected.push([keyOf(a), keyOf(b)].sort().join(' '));
      assert.ok(expected.length > 20, `${expected.length} pairs`);
      const { pairs, compared } = await index.similarPairs(set, { least: 0.9, limit: 10_000, budgetMs: 60_000 });
      assert.equal(compared, 1);
      const found = pairs.map(({ first, second }) => [first, second].sort().join(' '));
      assert.deepEqual(found.sort(), expected.sort());
      assert.ok(pairs.every(({ cosine }, at) => at === 0 || cosine <= pairs[at - 1]!.cosine));
      const few = await index.similarPairs(set, { least: 0.9, limit: 3, budgetMs: 60_000 });
      assert.deepEqual(few.pairs, pairs.slice(0, 3));
    }
    const none = await index.similarPairs(all, { least: 0.9, limit: 10, budgetMs: -1 });
    assert.equal(none.compared, 0);
    await assert.rejects(
      index.similarPairs(chunkSet(keys), {
        ...{ least: -1, limit: 10, budgetMs: 60_000, signal: AbortSignal.abort(new Error('stopped')) },
      }),
      /stopped/,
    );
  });

  it('refuses vectors that are none of its own, and keeps what it has', async () => {
    const index = VectorIndex.open(folderWith(), space);
    assert.throws(() => index.add([keyOf(1)], Float32Array.of(1, 2)), /1 vectors of 3 numbers have not 2/);
    assert.throws(() => index.add([keyOf(1)], Float32Array.of(1, 2, Number.NaN)), /no finite number/);
    index.add([keyOf(1)], Float32Array.of(1, 2, 3));
    index.add([keyOf(1)], Float32Array.of(3, 2, 1));
    const [hit] = index.search(Float32Array.of(1, 2, 3), 5, chunkSet([keyOf(1)]));
    assert.ok(hit!.score > 0.99999);
    assert.throws(() => index.search(Float32Array.of(1, 2), 5, chunkSet([])), /vectors of 3 numbers, this one has 2/);
  });

  it('loses of a damaged file the damaged vectors alone, and takes them again', async () => {
    const folder = folderWith();
    const vectors = gaussianVectors(40, 3, 5);
    await (await indexOf(folder, vectors.slice(0, 20))).close();
    await (await indexOf(folder, vectors)).close();
    const [path] = filesOf(folder);
    const bytes = readFileSync(path!);
    const rowBytes = (bytes.length - 16) / 40;
    for (const at of [3, 17, 39]) {
      const damaged = Buffer.from(bytes);
      damaged[16 + at * rowBytes + ((at * 7) % rowBytes)]! ^= 4;
      writeFileSync(path!, damaged);
      const index = VectorIndex.open(folder, space);
      const missing = vectors.map((_, name) => name).filter((name) => !index.has(keyOf(name)));
      assert.deepEqual(missing, [at]);
      index.add([keyOf(at)], vectors[at]!);
      await index.close();
      const again = VectorIndex.open(folder, space);
      assert.ok(vectors.every((_, name) => again.has(keyOf(name))));
      await again.close();
    }
  });

  it('that was cut off anywhere has all whole vectors before, and can be written again', async () => {
    const folder = folderWith();
    const vectors = gaussianVectors(8, 3, 6);
    await (await indexOf(folder, vectors)).close();
    const [path] = filesOf(folder);
    const bytes = readFileSync(path!);
    const rowBytes = (bytes.length - 16) / 8;
    for (let length = 16; length < bytes.length; length += 37) {
      writeFileSync(path!, bytes.subarray(0, length));
      const index = VectorIndex.open(folder, space);
      const whole = Math.floor((length - 16) / rowBytes);
      assert.deepEqual(
        vectors.map((_, name) => index.has(keyOf(name))),
        vectors.map((_, name) => name < whole),
      );
      index.add([keyOf('new')], vectors[0]!);
      await index.close();
      const again = VectorIndex.open(folder, space);
      assert.ok(again.has(keyOf('new')));
      assert.equal(again.has(keyOf(0)), whole > 0);
      await again.close();
    }
  });

  it('needs no manifest to find its vectors', async () => {
    for (const damage of ['', 'damaged', undefined]) {
      const folder = folderWith();
      await (await indexOf(folder, gaussianVectors(5, 3, 8))).close();
      const manifest = join(vectorFolder(folder, space), 'manifest');
      if (damage === undefined) rmSync(manifest);
      else if (damage === '') writeFileSync(manifest, readFileSync(manifest).subarray(0, 20));
      else writeFileSync(manifest, damage.repeat(9));
      const index = VectorIndex.open(folder, space);
      assert.ok(index.has(keyOf(0)) && index.has(keyOf(4)));
      index.remove([keyOf(0)]);
      await index.close();
      const again = VectorIndex.open(folder, space);
      assert.deepEqual([again.has(keyOf(0)), again.has(keyOf(4))], [false, true]);
      await again.close();
    }
  });

  it('keeps the vectors of two embedders apart, and refuses those of another', async () => {
    const folder = folderWith();
    await (await indexOf(folder, gaussianVectors(2, 3, 9))).close();
    const other = { embedder: 'another', dimensions: 3 };
    assert.equal(VectorIndex.open(folder, other).has(keyOf(0)), false);
    const copied = folderWith();
    mkdirSync(vectorFolder(copied, other));
    cpSync(vectorFolder(folder, space), vectorFolder(copied, other), { recursive: true });
    assert.throws(
      () => VectorIndex.open(copied, other).has(keyOf(0)),
      /^IndexFormatError: the index has vectors of test, not of another$/,
    );
  });

  it('gives room back once most vectors of a file were removed, also to a reader', async function () {
    this.timeout(30_000);
    const folder = folderWith();
    const count = 40_000;
    const vectors = gaussianVectors(count, 3, 10);
    const index = await indexOf(folder, vectors);
    const reader = VectorIndex.open(folder, space);
    assert.equal(reader.has(keyOf(0)), true);
    const before = filesOf(folder);
    assert.equal(before.length, 3);
    const size = () => filesOf(folder).reduce((sum, path) => sum + statSync(path).size, 0);
    const bytes = size();
    const kept = (name: number) => name % 10 === 0 || name > 38_000;
    index.remove(vectors.map((_, name) => keyOf(name)).filter((_, name) => !kept(name)));
    await index.commit();
    assert.ok(size() < 0.25 * bytes);
    assert.ok(!filesOf(folder).some((path) => basename(path) === basename(before[0]!)));
    await reader.refresh();
    const opened = VectorIndex.open(folder, space);
    const names = vectors.map((_, name) => keyOf(name));
    for (const other of [index, reader, opened]) {
      assert.deepEqual(
        names.map((key) => other.has(key)),
        names.map((_, name) => kept(name)),
      );
      const [hit] = other.search(vectors[38_500]!, 1, chunkSet(names));
      assert.equal(hit!.key, keyOf(38_500));
      await other.close();
    }
  });

  it('loses nothing and doubles nothing when its writer is killed at any time', async function () {
    // SURPRISAL_KILLS=200 looks closer.
    const { SURPRISAL_KILLS: kills = '3' } = process.env;
    this.timeout(30_000 + 5000 * Number(kills));
    const folder = folderWith();
    let [from, to] = [0, 0];
    for (let kill = 0; kill < Number(kills); kill++) {
      const range = [from, to].map(String);
      const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/vectorWriter.ts', folder, ...range], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'close');
      let output = '';
      child.stdout.on('data', (data) => {
        output += data;
      });
      await once(child.stdout, 'data');
      // Spread over some commits, the same in each run of the test.
      await setTimeout(60 * ((kill * 0.618034) % 1));
      child.kill('SIGKILL');
      await ended;
      const said = output.split('\n').at(-2)!.split(' ').map(Number);
      const before = from;
      [from, to] = [said[0]!, said[1]!];
      const index = VectorIndex.open(folder, writerSpace);
      // What was under way when it was killed may be there: rows that were added, or all of a removal.
      if (!index.has(nameKey(from))) from += removedOf(from, to);
      while (index.has(nameKey(to))) to++;
      const names = Array.from({ length: to - from }, (_, at) => from + at);
      assert.ok(
        names.every((name) => index.has(nameKey(name))),
        `${from} to ${to}`,
      );
      for (let name = before; name < from; name++) assert.equal(index.has(nameKey(name)), false, `${name}`);
      const hits = index.search(nameVector(to - 1), names.length, chunkSet(names.map(nameKey)));
      assert.deepEqual(hits.map(({ key }) => key).sort(), names.map(nameKey).sort());
      assert.ok(hits[0]!.score > 0.999);
      await index.close();
    }
  });
});
