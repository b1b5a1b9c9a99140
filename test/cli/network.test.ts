import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { NetworkTrace } from '../support/networkTrace';
import { cleanEnvironment, folderWith, programPath } from '../support/program';

describe('the network', () => {
  const unavailable = NetworkTrace.unavailable();

  function trace(command: readonly string[]) {
    const network = new NetworkTrace();
    const [program, ...parameters] = network.wrap(command);
    const { status, stdout } = spawnSync(program, parameters, { encoding: 'utf8', env: cleanEnvironment() });
    return { status, stdout, callsOut: network.callsOut() };
  }

  before(function () {
    if (!unavailable) return;
    console.log(`    skipped: ${unavailable}`);
    this.skip();
  });

  it('would be seen: the trace tells of a program that opens a socket, and of one that connects', () => {
    const listens = "require('node:net').createServer().listen(0, '127.0.0.1', function () { this.close(); })";
    assert.notDeepEqual(trace([process.execPath, '-e', listens]).callsOut, []);
    const path = JSON.stringify(join(folderWith(), 'nobody.sock'));
    const connects = `require('node:net').connect(${path}).on('error', () => {})`;
    const child = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(connects)}])`;
    assert.notDeepEqual(trace([process.execPath, '-e', child]).callsOut, []);
  });

  it('is left alone by surprisal check', () => {
    const folder = folderWith({
      'letter.md': 'It has no mistaeks, and the the end is near.\n',
      'code.ts': '// A tset.\n',
    });
    const { status, stdout, callsOut } = trace([process.execPath, programPath, 'check', folder]);
    assert.equal(status, 1);
    assert.match(stdout, /mistaeks/);
    assert.deepEqual(callsOut, []);
  });
});
