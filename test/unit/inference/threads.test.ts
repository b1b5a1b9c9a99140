import assert from 'node:assert/strict';
import { defaultThreads, type Machine, physicalCores } from '../../../server/src/inference/threads';

const machine = (changes: Partial<Machine>): Machine => ({
  ...{ platform: 'linux', arch: 'x64', logical: 8, usable: 8, cores: undefined },
  ...changes,
});

describe('threads of the neural model', () => {
  it('are one less than there are cores, from one to four', () => {
    for (const [cores, threads] of [
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 4],
      [6, 4],
      [64, 4],
    ] as const) {
      const names = Array.from({ length: cores }, (_, index) => String(index));
      assert.equal(defaultThreads(machine({ logical: cores, usable: cores, cores: names })), threads, `${cores} cores`);
    }
  });

  it('do not count two threads of one core', () => {
    const cores = ['0,4', '1,5', '2,6', '3,7', '0,4', '1,5', '2,6', '3,7'];
    assert.equal(physicalCores(machine({ cores })), 4);
    assert.equal(physicalCores(machine({ platform: 'win32' })), 4);
  });

  it('count each on processors that have one thread a core', () => {
    assert.equal(physicalCores(machine({ platform: 'win32', arch: 'arm64' })), 8);
    assert.equal(physicalCores(machine({ platform: 'darwin', arch: 'arm64' })), 8);
  });

  it('keep within what a container may use, and are one where nothing is told', () => {
    assert.equal(physicalCores(machine({ logical: 64, usable: 2 })), 2);
    assert.equal(defaultThreads(machine({ logical: 0, usable: 0, cores: [] })), 1);
  });

  it('fit this machine', () => {
    const threads = defaultThreads();
    assert.ok(Number.isInteger(threads) && threads >= 1 && threads <= 4);
  });
});
