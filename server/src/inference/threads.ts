import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Logical processors. */
  readonly logical: number;
  /** Those of them that this process may use. */
  readonly usable: number;
  /** For each logical processor a name that it shares with those on the same core; undefined where the system does not tell. */
  readonly cores: readonly string[] | undefined;
}

const linuxProcessors = '/sys/devices/system/cpu';

const linuxCores = (): readonly string[] | undefined => {
  try {
    return readdirSync(linuxProcessors)
      .filter((name) => /^cpu\d+$/.test(name))
      .map((name) => readFileSync(join(linuxProcessors, name, 'topology/thread_siblings_list'), 'utf8').trim());
  } catch {
    return undefined;
  }
};

export const thisMachine = (): Machine => ({
  platform: process.platform,
  arch: process.arch,
  logical: cpus().length,
  usable: availableParallelism(),
  cores: process.platform === 'linux' ? linuxCores() : undefined,
});

/** Two threads of one core share the units that matrices are multiplied with, so that a second one gains nothing. */
export const physicalCores = ({ platform, arch, logical, usable, cores }: Machine): number => {
  // Windows tells only through its own interfaces; nearly all of its x64 processors have two threads a core. Those for Arm have one.
  const told = cores === undefined ? undefined : new Set(cores).size;
  const physical = told || (platform === 'win32' && arch === 'x64' ? Math.ceil(logical / 2) : logical);
  return Math.max(1, Math.min(physical, usable));
};

const MOST_THREADS = 4;

/** Threads of the model unless a setting says otherwise: one core is left to the editor, and more than four wait for memory. */
export const defaultThreads = (machine: Machine = thisMachine()): number =>
  Math.min(MOST_THREADS, Math.max(1, physicalCores(machine) - 1));
