import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applySafeFixes } from '../../server/src/cli/check/fix';
import type { Finding } from '../../server/src/proofreading/finding';
import { messageOf } from '../../server/src/proofreading/message';

const findingAt = (start: number, end: number, replacement: string, safe = true): Finding => ({
  start,
  end,
  kind: 'spelling',
  code: 'test',
  message: messageOf(''),
  confidence: 1,
  surprisalBits: 1,
  candidates: [{ replacement, gain: 1 }],
  safe,
});

/** Finds every `pattern` and offers `replacement`. */
const finder =
  (pattern: RegExp, replacement: string, safe = true) =>
  async (text: string): Promise<Finding[]> =>
    [...text.matchAll(pattern)].map(({ index, 0: { length } }) => findingAt(index, index + length, replacement, safe));

const everything = [{ start: 0, end: Number.POSITIVE_INFINITY }];

describe('safe repairs', () => {
  it('are made again until nothing is left to repair', async () => {
    const { text, applied } = await applySafeFixes('aaaaa b', everything, finder(/aa/g, 'a'));
    assert.equal(text, 'a b');
    assert.equal(applied.length, 2 + 1 + 1);
  });

  it('end where two undo each other', async () => {
    const { text } = await applySafeFixes('a', everything, (current) =>
      finder(/./g, current === 'a' ? 'b' : 'a')(current),
    );
    assert.match(text, /^[ab]$/);
  });

  it('are not made of findings that are not safe', async () => {
    const { text } = await applySafeFixes('a b', everything, finder(/a/g, 'c', false));
    assert.equal(text, 'a b');
  });

  it("take the document's own line ends", async () => {
    const { text } = await applySafeFixes('x\r\nab', everything, finder(/ab/g, 'a\nb'));
    assert.equal(text, 'x\r\na\r\nb');
  });

  it('move the watched spans with the text', async () => {
    const line = fc
      .array(fc.constantFrom('one', 'bb', '', 'ccc', 'x'), { maxLength: 6 })
      .map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), fc.nat(), async (lines, pick) => {
        const watched = pick % lines.length;
        const start = lines.slice(0, watched).reduce((sum, { length }) => sum + length + 1, 0);
        const span = { start, end: start + lines[watched]!.length };
        for (const replacement of ['', 'longer than before']) {
          const result = await applySafeFixes(lines.join('\n'), [span], finder(/bb/g, replacement));
          const [moved] = result.watched;
          assert.equal(result.text.slice(moved!.start, moved!.end), lines[watched]!.replaceAll('bb', replacement));
        }
      }),
    );
  });
});
