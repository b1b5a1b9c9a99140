import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { mostDistance } from '../../../server/src/search/vectors/flatScan';
import { Rotation } from '../../../server/src/search/vectors/rotation';
import {
  decodeRow,
  encodeRow,
  exactProduct,
  lowBytesOf,
  QueryCodes,
} from '../../../server/src/search/vectors/rowCodes';
import type { ScanKernel } from '../../../server/src/search/vectors/scanKernel';
import { scanKernelBytes } from '../../../server/src/search/vectors/scanKernelBytes';
import { ScriptKernel } from '../../../server/src/search/vectors/scriptKernel';
import { wasmKernel } from '../../../server/src/search/vectors/wasmKernel';
import { gaussianVectors, productOf } from '../../support/vectors';

const require = createRequire(import.meta.url);

interface ParsedWat {
  toBinary(options: object): { readonly buffer: Uint8Array };
}

describe('the kernel of a scan', () => {
  it('is what its text compiles to', async () => {
    const wabt = require('wabt') as () => Promise<{
      parseWat(name: string, text: string, features: object): ParsedWat;
    }>;
    const { parseWat } = await wabt();
    const path = 'server/src/search/vectors/scanKernel.wat';
    const { buffer } = parseWat(path, readFileSync(path, 'utf8'), { simd: true }).toBinary({});
    assert.equal(scanKernelBytes, Buffer.from(buffer).toString('base64'));
  });

  /** What each of the loops makes of random codes and a query. */
  const results = (kernel: ScanKernel, codes: Int8Array, query: Int16Array): number[][] => {
    const width = query.length;
    const count = codes.length / width;
    kernel.reserve(400_000);
    let next = 0;
    const room = (bytes: number) => {
      next += Math.ceil(bytes / 16) * 16;
      return next - Math.ceil(bytes / 16) * 16;
    };
    const rows = room(codes.length);
    new Int8Array(kernel.buffer, rows).set(codes);
    const asked = room(width * 2);
    new Int16Array(kernel.buffer, asked, width).set(query);
    const signs = room(codes.length / 8);
    kernel.signs(rows, count, width, signs);
    // Every row may be found but the third.
    const flags = room(count);
    new Uint8Array(kernel.buffer, flags, count).fill(1)[2] = 0;
    const [distances, histogram] = [room(count * 2 + 16), room((width + 1) * 4)];
    new Uint32Array(kernel.buffer, histogram, width + 1).fill(0);
    kernel.distances(signs, flags, count, width / 8, signs, distances, histogram);
    const places = room((count + 8) * 4);
    // Past the rows come distances that nobody asks for.
    new Uint16Array(kernel.buffer, distances + count * 2, 8).fill(60_000);
    const selected = kernel.select(distances, Math.ceil(count / 8) * 8, 1, width, places);
    const found = [...new Uint32Array(kernel.buffer, places, selected)];
    new Uint32Array(kernel.buffer, places, count).set(Array.from({ length: count }, (_, row) => count - 1 - row));
    const products = room(count * 4);
    kernel.products(rows, places, count, width, asked, products);
    return [
      [...new Uint8Array(kernel.buffer, signs, codes.length / 8)],
      [...new Uint16Array(kernel.buffer, distances, count)],
      [...new Uint32Array(kernel.buffer, histogram, width + 1)],
      found,
      [...new Int32Array(kernel.buffer, products, count)],
    ];
  };

  it('has known signs, distances and products', () => {
    const codes = new Int8Array(4 * 64);
    codes.fill(-128, 0, 64);
    codes.set([1, -2, 3], 64);
    const query = new Int16Array(64).fill(2);
    query[1] = -32_767;
    for (const kernel of [wasmKernel(), new ScriptKernel()]) {
      const [signs, distances, histogram, found, products] = results(kernel, codes, query);
      assert.deepEqual(signs, [...Array(8).fill(255), 2, ...Array(23).fill(0)]);
      assert.deepEqual(distances, [0, 63, 65_535, 64]);
      assert.deepEqual(histogram, [1, ...Array(62).fill(0), 1, 1]);
      assert.deepEqual(found, [1, 3]);
      // The rows are asked for from the last to the first.
      assert.deepEqual(products, [0, 0, 2 + 65_534 + 6, -128 * (2 * 63 - 32_767)]);
    }
  });

  it('gives the same in WebAssembly and in JavaScript', () => {
    const wasm = wasmKernel();
    const script = new ScriptKernel();
    fc.assert(
      fc.property(
        fc.constantFrom(64, 128, 384),
        fc.integer({ min: 1, max: 40 }),
        fc.infiniteStream(fc.integer({ min: -32_767, max: 32_767 })),
        (width, count, numbers) => {
          const codes = Int8Array.from({ length: width * count }, () => numbers.next().value >> 8);
          const query = Int16Array.from({ length: width }, () => numbers.next().value);
          assert.deepEqual(results(wasm, codes, query), results(script, codes, query));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a rotation', () => {
  it('keeps lengths and products, of any number of dimensions', () => {
    for (const [dimensions, width] of [
      [1, 64],
      [3, 64],
      [384, 384],
      [1000, 1024],
    ] as const) {
      const rotation = new Rotation(width);
      const [a, b] = gaussianVectors(2, dimensions, 7);
      const cosine = productOf(a!, b!) / Math.sqrt(productOf(a!, a!) * productOf(b!, b!));
      const [rotatedA, rotatedB] = [rotation.unit(a!), rotation.unit(b!)];
      assert.ok(Math.abs(productOf(rotatedA, rotatedA) - 1) < 1e-12);
      assert.ok(Math.abs(productOf(rotatedA, rotatedB) - cosine) < 1e-12);
    }
    assert.deepEqual([...new Rotation(64).unit(new Float32Array(5))], Array(64).fill(0));
  });

  it('refuses what is no number', () => {
    assert.throws(() => new Rotation(64).unit(Float32Array.of(1, Number.NaN)), /no finite number/);
  });

  it('spreads a vector of one coordinate over all', () => {
    for (const at of [0, 17, 383]) {
      const unit = new Rotation(384).unit(new Float32Array(384).map((_, index) => (index === at ? -3 : 0)));
      assert.ok(Math.max(...unit.map(Math.abs)) < 0.35);
      assert.ok(unit.filter((value) => value < 0).length > 150 && unit.filter((value) => value > 0).length > 150);
    }
  });

  it('makes signs differ in the share angle / π, within what is taken for the most', () => {
    const rotation = new Rotation(384);
    for (const cosine of [0, 0.3, 0.6, 0.9]) {
      const pairs = gaussianVectors(2000, 384, 11).map((vector) => rotation.unit(vector));
      let sum = 0;
      let beyond = 0;
      for (let at = 0; at < pairs.length; at += 2) {
        const [a, other] = [pairs[at]!, pairs[at + 1]!];
        // Of the other's part at right angles to it, as much as the angle asks for.
        const along = productOf(a, other);
        const across = other.map((value, index) => value - along * a[index]!);
        const length = Math.sqrt(productOf(across, across));
        const b = a.map((value, index) => cosine * value + (Math.sqrt(1 - cosine ** 2) * across[index]!) / length);
        const distance = a.filter((value, index) => value < 0 !== b[index]! < 0).length;
        sum += distance;
        if (distance > mostDistance(cosine, 384)) beyond++;
      }
      const expected = (Math.acos(cosine) / Math.PI) * 384;
      assert.ok(Math.abs(sum / 1000 - expected) < 1, `${cosine}: ${sum / 1000}, not ${expected}`);
      assert.ok(beyond <= 1);
    }
  });
});

describe('codes of a row', () => {
  it('give products to 4e-4 in 8 bits and to 3e-5 in 12', () => {
    const rotation = new Rotation(384);
    const units = gaussianVectors(200, 384, 3).map((vector) => rotation.unit(vector));
    const query = new QueryCodes(units[0]!);
    let squares = 0;
    let squaresOfBoth = 0;
    for (const unit of units) {
      const high = new Int8Array(384);
      const low = new Uint8Array(lowBytesOf(384));
      const scale = encodeRow(unit, high, low);
      const exact = productOf(units[0]!, unit);
      const product = high.reduce((sum, code, at) => sum + code * query.codes[at]!, 0);
      squares += (query.cosine(product, scale) - exact) ** 2;
      squaresOfBoth += (exactProduct(units[0]!, high, low, scale) - exact) ** 2;
      assert.ok(productOf(decodeRow(high, low, scale), unit) > 1 - 1e-4);
      unit.forEach((value, at) => {
        assert.ok(value >= 0 === high[at]! >= 0 || Math.abs(value) < scale);
      });
    }
    assert.ok(Math.sqrt(squares / units.length) < 4e-4);
    assert.ok(Math.sqrt(squaresOfBoth / units.length) < 3e-5);
  });

  it('hold a vector of zeros', () => {
    const scale = encodeRow(new Float64Array(64), new Int8Array(64), new Uint8Array(lowBytesOf(64)));
    assert.equal(scale, 0);
    assert.equal(new QueryCodes(new Float64Array(64)).cosine(0, 1), 0);
  });
});
