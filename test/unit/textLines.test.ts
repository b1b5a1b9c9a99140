import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readTextLines } from '../../server/src/platform/textLines';
import { folderWith } from '../support/program';

const linesOf = (content: string | Uint8Array): string[] => [
  ...readTextLines(join(folderWith({ 'a.txt': content }), 'a.txt')),
];

/** Longer than a piece, with characters of one to four bytes at every offset modulo four. */
const long = Array.from({ length: 120_000 }, (_, i) => `${'x'.repeat(i % 5)}é漢😀 ${i}`);

describe('lines of a text file', () => {
  it('come without their ends, an empty last one left out', () => {
    assert.deepEqual(linesOf('one\r\ntwo\n\nfour'), ['one', 'two', '', 'four']);
    assert.deepEqual(linesOf('one\n'), ['one']);
    assert.deepEqual(linesOf(''), []);
  });

  it('are whole where the file is read in several pieces, in UTF-8 and in UTF-16 with a byte order mark', () => {
    const text = long.join('\n');
    assert.deepEqual(linesOf(text), long);
    assert.deepEqual(linesOf(`\ufeff${text}`), long);
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    assert.deepEqual(linesOf(utf16), long);
    assert.deepEqual(linesOf(Buffer.from(utf16).swap16()), long);
  });

  it('end where a byte is wrong, which is named by line and offset in the file', () => {
    const text = Buffer.from(`${long.join('\n')}\n`);
    const at = `line ${long.length + 1}, byte ${text.length + 2}`;
    assert.throws(() => linesOf(Buffer.concat([text, Buffer.from('caf\u00e9\n', 'latin1').subarray(1)])), {
      message: `not valid UTF-8 (${at}); convert it, e.g. iconv -f WINDOWS-1252 -t UTF-8`,
    });
    assert.throws(() => linesOf(Buffer.from(`${'A line. '.repeat(20)}\nA caf\u00c3`, 'latin1')), {
      message: /\(line 2, byte 166\)/,
    });
  });

  it('are not looked for in a binary file or a directory', () => {
    assert.throws(() => linesOf(new Uint8Array(1000)), { message: 'a binary file, not text; leave it out' });
    assert.throws(() => [...readTextLines(folderWith())], { message: 'a directory, not a file' });
  });
});
