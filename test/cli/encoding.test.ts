import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText, EncodingError, encodeText } from '../../server/src/platform/encoding';

describe('a text file', () => {
  it('is written back byte for byte as it was read, in every encoding', () => {
    const encodings = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), encodings, fc.boolean(), (content, encoding, marked) => {
        const byteOrderMark = marked || encoding !== 'utf-8';
        // What begins with a mark of its own would be read as marked.
        const text = content.replace(/^\ufeff+/, '');
        const bytes = encodeText(text, { encoding, byteOrderMark });
        const decoded = decodeText(bytes);
        assert.deepEqual(decoded, { text, encoding, byteOrderMark });
        assert.deepEqual(encodeText(decoded.text, decoded), bytes);
      }),
    );
  });

  it('has its first wrong byte named, genuine replacement characters passed over', () => {
    const offsetOf = (bytes: Buffer): number => {
      try {
        decodeText(bytes);
      } catch (error) {
        if (error instanceof EncodingError) return error.byteOffset;
      }
      return -1;
    };
    const valid = fc.string({ unit: fc.constantFrom('a', '\ufffd', 'é', '漢', '😀', '\n') });
    fc.assert(
      fc.property(
        valid,
        valid,
        fc.constantFrom('ff', 'c3', 'e282', 'f09f98', 'c0af', 'eda080'),
        (before, after, wrong) => {
          const start = Buffer.from(before);
          const bytes = Buffer.concat([start, Buffer.from(wrong, 'hex'), Buffer.from(`!${after}`)]);
          assert.equal(offsetOf(bytes), start.length);
        },
      ),
    );
  });
});
