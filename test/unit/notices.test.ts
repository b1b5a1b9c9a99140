import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface LockFile {
  readonly packages: Readonly<Record<string, { version?: string; dev?: boolean; optional?: boolean; link?: boolean }>>;
}

describe('THIRD_PARTY_NOTICES', () => {
  it('names every library that the product carries, in the version of the lock file', () => {
    const notices = readFileSync('THIRD_PARTY_NOTICES', 'utf8');
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
    const missing = Object.entries(packages)
      .filter(([path, { dev, optional, link }]) => path.startsWith('node_modules/') && !dev && !optional && !link)
      .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')} ${version}`)
      .filter((library) => !notices.includes(`\n${library} (`));
    assert.deepEqual(missing, []);
  });

  it('names what the library of the Model Context Protocol carries within itself', () => {
    const notices = readFileSync('THIRD_PARTY_NOTICES', 'utf8');
    const { sources } = JSON.parse(readFileSync('dist/cli/mcp.js.map', 'utf8')) as { sources: readonly string[] };
    const carried = sources.flatMap((source) => {
      const [, name, version] = /\/\.pnpm\/(@?[^/@]+)@([^/_]+)/.exec(source) ?? [];
      return name === undefined ? [] : [`${name.replace('+', '/')} ${version}`];
    });
    assert.ok(carried.length > 0);
    assert.deepEqual(
      [...new Set(carried)].filter((library) => !notices.includes(`\n${library} (`)),
      [],
    );
  });
});
