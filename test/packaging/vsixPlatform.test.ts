import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packVsix } from '../../client/packaging/packVsix';
import { targets } from '../../client/packaging/targets';

/** The part of yauzl, which vsce brings along, that is used. */
interface Yauzl {
  open(path: string, options: object, callback: (error: Error | null, zip: ZipFile) => void): void;
}

interface ZipFile {
  on(event: 'entry', callback: (entry: { fileName: string }) => void): void;
  on(event: 'end', callback: () => void): void;
  openReadStream(entry: object, callback: (error: Error | null, stream: AsyncIterable<Uint8Array>) => void): void;
}

describe('a packed extension', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'surprisal-vsix-'));
  after(() => rmSync(scratch, { recursive: true, force: true }));

  for (const target of targets.filter(({ name }) => name === 'linux-arm64' || name === 'universal')) {
    it(`for ${target.name} says which platform it is for and keeps within its limit`, async () => {
      mkdirSync(join(scratch, 'out'), { recursive: true });
      const path = await packVsix({ root: '.', staging: join(scratch, 'staged'), out: join(scratch, 'out'), target });
      const identity = /<Identity [^>]*>/.exec(await entryOf(path, 'extension.vsixmanifest'))?.[0] ?? '';
      const platform = /TargetPlatform="([^"]*)"/.exec(identity)?.[1];
      assert.equal(platform, target.native ? target.name : undefined);
      const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
      assert.match(identity, new RegExp(`Version="${version}"`));
      assert.ok(statSync(path).size <= target.limit);
    });
  }
});

function entryOf(path: string, name: string): Promise<string> {
  const yauzl = createRequire(join(import.meta.dirname, '../../client/packaging/package.json'))('yauzl') as Yauzl;
  return new Promise((resolve, reject) => {
    yauzl.open(path, {}, (error, zip) => {
      if (error) return reject(error);
      zip.on('end', () => reject(new Error(`${path} has no ${name}`)));
      zip.on('entry', (entry) => {
        if (entry.fileName !== name) return;
        zip.openReadStream(entry, async (failure, stream) => {
          if (failure) return reject(failure);
          const chunks: Uint8Array[] = [];
          for await (const chunk of stream) chunks.push(chunk);
          resolve(Buffer.concat(chunks).toString());
        });
      });
    });
  });
}
