import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { commands, dictionaryMethod } from '../../server/src/shared/protocol';
import { ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

describe('what commands write', () => {
  withUserFolder();
  let client: ProtocolClient;
  let folder: string;
  let uri: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'surprisal-'));
    uri = pathToFileURL(join(folder, 'letter.md')).href;
    // As some clients name it, with a slash at its end.
    client = await ProtocolClient.start({ folder: `${pathToFileURL(folder).href}/` });
  });
  afterEach(() => client.stop());

  const execute = (command: string, argument: object) =>
    client.connection.sendRequest('workspace/executeCommand', { command, arguments: [{ uri, ...argument }] });
  const userList = async () => {
    const { uri: list } = await client.connection.sendRequest<{ uri: string }>(dictionaryMethod, { scope: 'user' });
    return fileURLToPath(list);
  };

  it('is all there when several are sent at once', async () => {
    const words = ['oone', 'ttwo', 'tthree', 'ffour'];
    await Promise.all(words.map((word) => execute(commands.addToUserDictionary, { word })));
    await Promise.all(words.map((word) => execute(commands.addToWorkspaceDictionary, { word })));
    const lines = readFileSync(await userList(), 'utf8').split('\n');
    assert.deepEqual(
      words.filter((word) => !lines.includes(word)),
      [],
    );
    assert.deepEqual(JSON.parse(readFileSync(join(folder, '.surprisal.json'), 'utf8')), { words });
  });

  it('leaves a read-only word list as it is, and says so in one line', async () => {
    const list = await userList();
    const before = readFileSync(list, 'utf8');
    chmodSync(list, 0o444);
    await execute(commands.addToUserDictionary, { word: 'mistaeks' });
    await client.until(() => client.shownMessages.length > 0);
    assert.match(client.shownMessages.join(), /^That could not be remembered: .*$/);
    assert.equal(readFileSync(list, 'utf8'), before);
  });

  it('is told when its folder cannot be made', async () => {
    const data = process.env[process.platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_DATA_HOME']!;
    const blocked = join(data, 'blocked');
    writeFileSync(blocked, '');
    Object.assign(process.env, { XDG_DATA_HOME: blocked, LOCALAPPDATA: blocked });
    await execute(commands.addToUserDictionary, { word: 'mistaeks' });
    await client.until(() => client.shownMessages.length > 0);
    assert.doesNotMatch(client.shownMessages.join(), /\n/);
    await assert.rejects(client.connection.sendRequest(dictionaryMethod, { scope: 'user' }), { code: -32803 });
  });

  it('keeps the encoding of a word list', async () => {
    const list = await userList();
    mkdirSync(dirname(list), { recursive: true });
    writeFileSync(list, Buffer.from('\uFEFFcafé\n', 'utf16le'));
    await execute(commands.addToUserDictionary, { word: 'mistaeks' });
    assert.equal(readFileSync(list).toString('utf16le'), '\uFEFFcafé\nmistaeks\n');
  });

  it('leaves a configuration that is at fault as it is, and says so', async () => {
    const path = join(folder, '.surprisal.json');
    for (const content of ['{ "words": ["one" ', '[1]', '{ "words": "one" }']) {
      writeFileSync(path, content);
      await execute(commands.addToWorkspaceDictionary, { word: 'mistaeks' });
      assert.equal(readFileSync(path, 'utf8'), content);
    }
    await client.until(() => client.shownMessages.length === 3);
    assert.ok(client.shownMessages.every((message) => message.includes('correct it first')));
  });

  it('takes a configuration with comments, a trailing comma and a byte order mark as it is read', async () => {
    const path = join(folder, '.surprisal.json');
    writeFileSync(path, '\uFEFF{\n  // ours\n  "words": ["one"],\n}\n');
    await execute(commands.addToWorkspaceDictionary, { word: 'mistaeks' });
    assert.deepEqual(client.shownMessages, []);
    assert.match(
      readFileSync(path, 'utf8'),
      /^\uFEFF\{\n {2}\/\/ ours\n {2}"words": \[\s*"one",\s*"mistaeks"\s*\],\n\}\n$/,
    );
  });

  it('is nothing in a workspace that is not trusted', async () => {
    const restricted = await ProtocolClient.start({
      folder: pathToFileURL(folder).href,
      initializationOptions: { restricted: true },
    });
    await restricted.connection.sendRequest('workspace/executeCommand', {
      command: commands.turnKindOff,
      arguments: [{ uri, kind: 'spelling' }],
    });
    await restricted.until(() => restricted.shownMessages.length > 0);
    assert.throws(() => readFileSync(join(folder, '.surprisal.json')));
    await restricted.stop();
  });
});
