import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadParsers } from '../../server/src/platform/parsers';
import { repeatedMask } from '../../server/src/text/markup/maskDocument';

/** The dash makes a unit two bytes. */
const paragraph = 'A paragraph — it has some words in it, and more of them, as paragraphs have.';
const edits = 40;

describe('masks that are kept from edit to edit', function () {
  this.timeout(60_000);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };

  for (const [languageId, blockOf] of [
    ['markdown', (text: string) => text],
    ['latex', (text: string) => text],
    ['typescript', (text: string) => `/** ${text} */`],
  ] as const)
    it(`do not keep the texts of earlier edits: ${languageId}`, async () => {
      const mask = repeatedMask(languageId, await loadParsers([languageId]));
      const blocks = Array.from({ length: 2500 }, () => blockOf(paragraph));
      const edit = (n: number): number => {
        blocks[n * 7] = blockOf(`${paragraph} ${n}`);
        const text = blocks.join('\n\n');
        for (const steps = mask.update(text); steps.next().done !== true; );
        return text.length;
      };
      edit(0);
      const before = heap();
      let bytes = 0;
      for (let n = 1; n <= edits; n++) bytes += 2 * edit(n);
      const kept = heap() - before;
      assert.ok(kept < bytes / 4, `${kept} bytes are kept of texts of ${bytes}`);
    });
});
