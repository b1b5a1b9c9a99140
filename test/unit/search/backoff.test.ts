import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Backoff } from '../../../server/src/search/backoff';
import { cleanEnvironment } from '../../support/program';

describe('what has failed', () => {
  it('is tried again after longer and longer times, and from the first of them once it went well', async () => {
    const delaysMs = [1, 30, 60];
    const waitedMs: number[] = [];
    await new Promise<void>((resolve) => {
      let failedMs = performance.now();
      const fail = () => {
        failedMs = performance.now();
        backoff.failed();
      };
      const backoff = new Backoff(delaysMs, () => {
        waitedMs.push(performance.now() - failedMs);
        if (waitedMs.length < 4) fail();
        else resolve();
      });
      fail();
    });
    // A timer may be late, and is a millisecond early at most.
    for (const [at, leastMs] of [1, 30, 60, 60].entries()) assert.ok(waitedMs[at]! >= leastMs - 1, String(waitedMs));

    let tries = 0;
    await new Promise<void>((resolve) => {
      const backoff = new Backoff([1, 1_000_000], () => {
        if (++tries === 2) return resolve();
        backoff.succeeded();
        backoff.failed();
      });
      backoff.failed();
      // One try is due: another failure in between asks for no second.
      backoff.failed();
    });
    assert.equal(tries, 2);
  });

  it('keeps no process alive', () => {
    const program = `import { Backoff } from './server/src/search/backoff.ts'; new Backoff([60_000], () => {}).failed();`;
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      encoding: 'utf8',
      env: cleanEnvironment(),
      timeout: 15_000,
    });
    assert.equal(status, 0, stderr);
  });
});
