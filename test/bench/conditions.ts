import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { shippedModelsFolder } from '../../server/src/platform/modelFolders';
import { readManifest } from '../../server/src/platform/modelManifest';
import { packageVersion } from '../../server/src/platform/userFolders';
import type { PeerProofreader } from './peerProofreaders';
import { markdownTable } from './table';

const peersFolder = join(import.meta.dirname, 'peers');

/** The commit, with a plus where files differ from it. */
export const revision = (): string => {
  const git = (...parameters: string[]) => spawnSync('git', parameters, { encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', '--short=12', 'HEAD');
  if (status !== 0) return 'no repository';
  const clean = git('diff', '--quiet', 'HEAD', '--', 'server', 'models', 'package-lock.json').status === 0;
  return stdout.trim() + (clean ? '' : '+');
};

const peerVersions = (): string => {
  const dependencies: Readonly<Record<string, string>> = Object.assign(
    {},
    ...['', 'nodeLlama'].map(
      (folder) => JSON.parse(readFileSync(join(peersFolder, folder, 'package.json'), 'utf8')).dependencies,
    ),
  );
  const python = readFileSync(join(peersFolder, 'requirements.txt'), 'utf8').trim().split('\n');
  const node = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  return [...node, ...python.map((line) => line.replace('==', ' '))].join(', ');
};

/** What figures depend on: when, where and with which versions they were measured, as a Markdown table. */
export const conditionsTable = (peers: readonly PeerProofreader[]): string => {
  const [processor] = cpus();
  const models = readManifest(shippedModelsFolder()).map(({ id, sha256 }) => `${id} ${sha256.slice(0, 12)}`);
  return markdownTable(
    ['what', 'value'],
    [
      ['date', new Date().toISOString().slice(0, 10)],
      ['Surprisal', `${packageVersion()}, commit ${revision()}`],
      ['models', models.join(', ')],
      ['peers', peers.length === 0 ? 'not installed' : peerVersions()],
      ['Node', process.version],
      ['system', `${type()} ${release()}, ${process.arch}`],
      ['processor', `${cpus().length} × ${processor?.model.trim() ?? 'unknown'}`],
      ['memory', `${(totalmem() / 1e9).toFixed(0)} GB`],
    ],
  );
};
