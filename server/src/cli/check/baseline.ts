import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import * as z from 'zod/mini';
import { writeAtomically } from '../../platform/atomicWrite';
import { systemMessage } from '../../platform/documentFile';
import { CommandError } from '../commandError';

const baselineSchema = z.strictObject({
  version: z.literal(1),
  findings: z.record(z.string(), z.record(z.string(), z.int().check(z.minimum(1)))),
});

/** The baseline when `--baseline` names none. */
const defaultName = '.surprisal-baseline.json';

type Counts = Map<string, number>;

/** How many findings of each fingerprint a baseline forgives in one file; asking uses one up. */
export interface Allowance {
  take(kind: string, fingerprint: string): boolean;
}

const keyOf = (kind: string, fingerprint: string): string => `${kind}:${fingerprint}`;

/**
 * Findings that an old repository already had. They are remembered by kind and sentence, each as often as it was found,
 * under the file's path relative to the baseline's own folder.
 */
export class Baseline {
  private readonly updated = new Map<string, Counts>();

  private constructor(
    /** As the user named it. */
    readonly name: string,
    private readonly files: ReadonlyMap<string, ReadonlyMap<string, number>>,
  ) {}

  /**
   * Reads a baseline; one that is to be updated need not be there yet.
   * @throws CommandError
   */
  static open(name = defaultName, mayBeMissing = false): Baseline {
    if (mayBeMissing && !existsSync(name)) return new Baseline(name, new Map());
    let value: unknown;
    try {
      value = JSON.parse(readFileSync(name, 'utf8'));
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code !== undefined;
      throw new CommandError(
        missing
          ? `${name}: ${systemMessage(error)}; write the baseline with --update-baseline`
          : `${name}: not a baseline; write it anew with --update-baseline`,
      );
    }
    const parsed = baselineSchema.safeParse(value);
    if (!parsed.success) throw new CommandError(`${name}: not a baseline; write it anew with --update-baseline`);
    const files = Object.entries(parsed.data.findings).map(
      ([file, counts]) => [file, new Map(Object.entries(counts))] as const,
    );
    return new Baseline(name, new Map(files));
  }

  private get directory(): string {
    return dirname(resolve(this.name));
  }

  private nameOf(path: string): string {
    return relative(this.directory, path).split(sep).join('/');
  }

  allowanceFor(path: string): Allowance {
    const left: Counts = new Map(this.files.get(this.nameOf(path)));
    return {
      take(kind, fingerprint) {
        const key = keyOf(kind, fingerprint);
        const count = left.get(key) ?? 0;
        if (count > 0) left.set(key, count - 1);
        return count > 0;
      },
    };
  }

  /** Puts a file's present findings in place of those remembered. */
  remember(path: string, findings: readonly { readonly kind: string; readonly fingerprint?: string }[]): void {
    const counts: Counts = new Map();
    for (const { kind, fingerprint = '' } of findings) {
      const key = keyOf(kind, fingerprint);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const name = this.nameOf(path);
    const before = this.updated.get(name);
    for (const [key, count] of before ?? []) counts.set(key, (counts.get(key) ?? 0) + count);
    this.updated.set(name, counts);
  }

  /** What was remembered, and the files that were not checked now unless they are gone. */
  private merged(): [string, ReadonlyMap<string, number>][] {
    const kept = [...this.files].filter(
      ([name]) => !this.updated.has(name) && existsSync(resolve(this.directory, name)),
    );
    return [...kept, ...this.updated].filter(([, counts]) => counts.size > 0);
  }

  /** How many findings the updated baseline holds. */
  get size(): number {
    return this.merged().reduce((sum, [, counts]) => sum + [...counts.values()].reduce((a, b) => a + b, 0), 0);
  }

  /**
   * Writes the updated baseline, sorted, so that differences read well.
   * @throws CommandError
   */
  async write(): Promise<void> {
    const findings = Object.fromEntries(
      this.merged()
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, counts]) => [name, Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))]),
    );
    try {
      await writeAtomically(resolve(this.name), `${JSON.stringify({ version: 1, findings }, null, 2)}\n`);
    } catch (error) {
      throw new CommandError(`${this.name}: cannot be written: ${systemMessage(error)}`);
    }
  }
}
