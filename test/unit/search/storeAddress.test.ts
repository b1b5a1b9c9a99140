import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { connectionError } from '../../../server/src/search/postgres/connectionError';
import { holdsPassword, readAddress, redactedAddress } from '../../../server/src/search/postgres/storeAddress';
import { folderWith } from '../../support/program';

const refused = (address: string, environment: NodeJS.ProcessEnv = {}): string => {
  try {
    readAddress(address, environment);
  } catch (error) {
    assert.equal((error as Error).name, 'StoreError');
    assert.ok(!(error as Error).message.includes('\n'));
    return (error as Error).message;
  }
  return assert.fail(`${address} is taken`);
};

describe("a store's address", () => {
  it('has the parts of a URL, and defaults for those that are not said', () => {
    const whole = readAddress('postgres://an%40na:p%2Fw@db.example.com:6543/search?schema=team&connect_timeout=3', {});
    assert.deepEqual(
      [whole.host, whole.port, whole.database, whole.user, whole.password, whole.schema, whole.connectMs],
      ['db.example.com', 6543, 'search', 'an@na', 'p/w', 'team', 3000],
    );
    const { username } = userInfo();
    const bare = readAddress('postgresql://', {});
    assert.deepEqual(
      [bare.host, bare.port, bare.database, bare.user, bare.password, bare.schema],
      ['localhost', 5432, username, username, undefined, 'surprisal'],
    );
    assert.equal(readAddress('postgres://[::1]:5/d', {}).host, '::1');
    assert.equal(readAddress('postgres:///d?host=/run/postgresql', {}).host, '/run/postgresql');
  });

  it('comes before the service, that before the environment', () => {
    const file = join(
      folderWith({ services: '# x\n[team]\nhost = of.service\nport=1111\nuser=service\n[team]\nport=2222\n' }),
      'services',
    );
    const environment = { PGSERVICEFILE: file, PGSERVICE: 'team', PGHOST: 'of.environment', PGDATABASE: 'environment' };
    const { host, port, user, database } = readAddress('postgres://?user=me', environment);
    assert.deepEqual([host, port, user, database], ['of.service', 1111, 'me', 'environment']);
    assert.match(refused('postgres://?service=other', environment), /no service "other" in .*services/);
    const broken = folderWith({ services: '[team]\nthe password is secret\n' });
    assert.match(
      refused('postgres://', { PGSERVICE: 'team', PGSERVICEFILE: join(broken, 'services') }),
      /services:2: /,
    );
    assert.ok(
      !refused('postgres://', { PGSERVICE: 'team', PGSERVICEFILE: join(broken, 'services') }).includes('secret'),
    );
  });

  it('has its server verified in full, unless that is this machine or something else is said', () => {
    const tls = (address: string, environment: NodeJS.ProcessEnv = {}) => readAddress(address, environment).tls;
    for (const host of ['db.example.com', '10.0.0.7', '127.example.com', '[fe80::1]', 'localhost.example.com'])
      assert.equal(tls(`postgres://${host}/d`), 'verify-full', host);
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]', ''])
      assert.equal(tls(`postgres://${host}/d`), 'disable', host);
    assert.equal(tls('postgres://?host=/run/postgresql'), 'disable');
    assert.equal(tls('postgres://db.example.com/d?sslmode=disable'), 'disable');
    assert.equal(tls('postgres://localhost/d', { PGSSLMODE: 'verify-ca' }), 'verify-ca');
    assert.equal(tls('postgres://localhost/d?sslmode=prefer'), 'disable');
    assert.match(refused('postgres://db.example.com/d?sslmode=prefer'), /goes on without encryption/);
    assert.match(refused('postgres://db.example.com/d', { PGSSLMODE: 'allow' }), /goes on without encryption/);
    assert.match(refused('postgres://db.example.com/d?sslmode=verify'), /disable, require, verify-ca or verify-full/);
  });

  it('is refused in one line where it is none', () => {
    assert.match(refused('db.example.com'), /names no store/);
    assert.match(refused('postgres://a,b/d'), /names no store|one host/);
    assert.match(refused('postgres://h:99999/d'), /names no store/);
    assert.match(refused('postgres://h/d?port=99999'), /port is a number up to 65535/);
    assert.match(refused('postgres://h/d?schema=a;b'), /cannot be a store's schema/);
    assert.match(refused('postgres://h/%zz'), /% that begins no character/);
  });

  it('is shown without its password, whatever that is', () => {
    const password = fc.stringMatching(/^[a-z0-9%$!+=,;'()*~._-]{3,20}$/);
    fc.assert(
      fc.property(password, fc.constantFrom('postgres', 'mysql', 'postgresql'), (word, scheme) => {
        const secret = `Q${word}Q`;
        for (const address of [
          `${scheme}://user:${secret}@host:1/d`,
          `${scheme}://user:${secret}@host/d?sslmode=nothing`,
          `${scheme}://host/d?password=${encodeURIComponent(secret)}&colour=red`,
        ]) {
          assert.ok(!redactedAddress(address).includes(secret), redactedAddress(address));
          try {
            assert.ok(!readAddress(address, {}).shown.includes(secret));
          } catch (error) {
            assert.ok(!(error as Error).message.includes(secret), (error as Error).message);
          }
        }
      }),
    );
    assert.equal(holdsPassword('postgres://u:p@h/d'), true);
    assert.equal(holdsPassword('postgres://u@h/d?password=p'), true);
    assert.equal(holdsPassword('postgres://u@h/d'), false);
  });

  it('does not tell the password in errors that repeat it', () => {
    const address = readAddress('postgres://u:s3cret@h/d', {});
    const told = connectionError(new Error('the option s3cret\nis not known'), address) as Error;
    assert.equal(told.message, 'postgres://u@h:5432/d: the option *** is not known');
  });
});
