import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock } from '../../../server/src/search/index/folderLock';
import { eventually } from '../../support/eventually';
import { folderWith } from '../../support/program';

describe("an index's lock", () => {
  const path = () => join(folderWith(), 'lock');

  it('is held by one, and free again when that one lets it go', () => {
    const lock = path();
    const held = acquireLock(lock);
    assert.ok(held !== undefined);
    assert.equal(acquireLock(lock), undefined);
    held.release();
    assert.ok(!existsSync(lock));
    acquireLock(lock)!.release();
  });

  it('of a process that has ended is taken over, and that of one that runs is not', async () => {
    const lock = path();
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    await once(other, 'spawn');
    writeFileSync(lock, String(other.pid));
    assert.equal(acquireLock(lock), undefined);
    other.kill('SIGKILL');
    await once(other, 'exit');
    acquireLock(lock)!.release();
  });

  it('of a killed process whose parent has not noticed is taken over', async function () {
    if (process.platform !== 'linux') this.skip();
    const lock = path();
    // The shell becomes a program that never asks for the end of its child.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(parent.stdout.setEncoding('utf8'), 'data')) as [string];
    const child = Number(line);
    await eventually('the shell is a sleep', () => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n');
    writeFileSync(lock, String(child));
    assert.equal(acquireLock(lock), undefined);
    process.kill(child, 'SIGKILL');
    await eventually('a zombie', () => / Z /.test(readFileSync(`/proc/${child}/stat`, 'utf8')));
    acquireLock(lock)!.release();
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  });

  it('whose number was given to another process is taken over', function () {
    if (process.platform === 'win32') this.skip();
    const lock = path();
    const held = acquireLock(lock)!;
    const [pid, ...start] = readFileSync(lock, 'utf8').split(' ');
    assert.ok(start.length > 0);
    // As if it had been started at another time.
    writeFileSync(lock, `${pid} ${start.join(' ')}0`);
    const other = acquireLock(lock);
    assert.ok(other !== undefined);
    other.release();
    held.release();
  });
});
