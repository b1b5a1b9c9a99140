import assert from 'node:assert/strict';
import { readEndpointAddress } from '../../../server/src/inference/endpoint/endpointAddress';
import { EndpointError } from '../../../server/src/inference/endpoint/endpointError';

describe('the address of an endpoint', () => {
  for (const [address, host, port, path] of [
    ['http://127.0.0.1:8080/v1', '127.0.0.1', 8080, '/v1'],
    ['http://127.0.0.1:8080', '127.0.0.1', 8080, '/v1'],
    ['http://127.255.1.2:8080/', '127.255.1.2', 8080, '/v1'],
    ['http://localhost:11434/v1/', 'localhost', 11434, '/v1'],
    ['http://LOCALHOST/engines/v1', 'localhost', 80, '/engines/v1'],
    ['http://[::1]:8080/v1', '::1', 8080, '/v1'],
    ['http://[0:0:0:0:0:0:0:1]:8080', '::1', 8080, '/v1'],
    // Decimal, hexadecimal, octal and short forms of 127.0.0.1.
    ['http://2130706433:8080', '127.0.0.1', 8080, '/v1'],
    ['http://0x7f.1:8080', '127.0.0.1', 8080, '/v1'],
    ['http://0177.0.0.1:8080', '127.0.0.1', 8080, '/v1'],
  ] as const)
    it(`may be ${address}, which is ${host}`, () => {
      const { shown: _, ...rest } = readEndpointAddress(address);
      assert.deepEqual(rest, { host, port, path });
    });

  for (const address of [
    'http://example.org/v1',
    'http://127.0.0.1.nip.io:8080/v1',
    'http://localhost.example.org:8080',
    'http://localhost.:8080',
    'http://localhost.localdomain:8080',
    'http://app.localhost:8080',
    'http://ip6-localhost:8080',
    'http://128.0.0.1:8080',
    'http://10.0.0.1:8080',
    'http://192.168.1.1:8080',
    'http://169.254.169.254/latest',
    'http://0.0.0.0:8080',
    'http://0:8080',
    // 8.8.8.8 in decimal, and 126.0.0.1 in octal, which looks like 0176.
    'http://134744072:8080',
    'http://0176.0.0.1:8080',
    'http://[::]:8080',
    'http://[::2]:8080',
    'http://[::ffff:127.0.0.1]:8080',
    'http://[::127.0.0.1]:8080',
    'http://[fe80::1]:8080',
    'http://[2001:db8::1]:8080',
  ])
    it(`may not be ${address}: another machine, or every one`, () => {
      assert.throws(() => readEndpointAddress(address), /is not this machine/);
    });

  for (const address of [
    'http://127.0.0.1@example.org/v1',
    'http://127.0.0.1:8080@example.org/v1',
    'http://user:secret@127.0.0.1:8080/v1',
    'http://@127.0.0.1:8080/v1',
    'http://127.0.0.1:8080\\@example.org/v1',
    'http://example.org\\@127.0.0.1:8080/v1',
    'http://127.0.0.1:8080/v1?key=secret',
    'http://127.0.0.1:8080/v1#secret',
  ])
    it(`holds no more than a host, a port and a path, unlike ${address}`, () => {
      assert.throws(
        () => readEndpointAddress(address),
        (error: unknown) => error instanceof EndpointError && !error.message.includes('secret'),
      );
    });

  for (const address of [
    '',
    'localhost:8080',
    '127.0.0.1:8080',
    'https://127.0.0.1:8080',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'unix:/run/model.sock',
    'http://',
    'http://127.0.0.1:99999',
    'http://127.0.0.1%2f@example.org',
    'http://[::1',
  ])
    it(`begins with http:// and can be read, unlike ${JSON.stringify(address)}`, () => {
      assert.throws(() => readEndpointAddress(address), EndpointError);
    });
});
