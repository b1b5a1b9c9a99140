import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { writeAtomically } from '../platform/atomicWrite';
import { userDataFolder } from '../platform/userFolders';
import type { Finding } from '../proofreading/finding';
import { logOdds } from '../proofreading/logOdds';

export const outcomes = ['accepted', 'ignored', 'undone'] as const;
/** What a user did with a suggestion: took it, told to ignore it, or took it and took it back. */
export type Outcome = (typeof outcomes)[number];

/** Log odds by which one outcome moves the threshold of its class. */
const steps: Readonly<Record<Outcome, number>> = { accepted: -0.25, ignored: 0.5, undone: 0.5 };
/** So far it may move: a threshold of .5 to .27, or to .88. */
const lowest = -1;
const highest = 2;

const count = z.int().check(z.minimum(0));
const classSchema = z.object({
  shift: z.number().check(z.minimum(lowest), z.maximum(highest)),
  ...{ accepted: count, ignored: count, undone: count },
});
const fileSchema = z.object({ version: z.literal(1), classes: z.record(z.string(), classSchema) });

/** What was learnt of one class of edits. `shift` is added to the log odds of its threshold. */
export type LearntClass = z.infer<typeof classSchema>;

const untouched: LearntClass = { shift: 0, accepted: 0, ignored: 0, undone: 0 };

/**
 * What a user's way with suggestions of grammar says of each class of edits: a class whose suggestions are ignored or undone must be surer, one
 * whose suggestions are taken need not be as sure. Kept in the user's data folder as counts, so that no text lies there.
 */
export class Feedback {
  /** Moves with every change. */
  generation = 0;
  private learnt: Readonly<Record<string, LearntClass>>;
  private changing: Promise<void> = Promise.resolve();
  /** As they were at the start: with others all sentences would have to be judged again. */
  readonly loweredThresholds: Readonly<Record<string, number>>;

  constructor(private readonly path: string = join(userDataFolder(), 'learnt.json')) {
    this.learnt = read(path);
    this.loweredThresholds = Object.fromEntries(
      Object.entries(this.learnt).flatMap(([code, { shift }]) => (shift < 0 ? [[code, shift]] : [])),
    );
  }

  get classes(): Readonly<Record<string, LearntClass>> {
    return this.learnt;
  }

  /**
   * Whether a finding is less sure than it must be by now.
   * @param leastConfidence of its class, without anything learnt
   */
  hides({ kind, code, confidence }: Finding, leastConfidence: (code: string) => number): boolean {
    if (kind !== 'grammar') return false;
    const { shift } = this.learnt[code] ?? untouched;
    return shift > 0 && logOdds(confidence) < logOdds(leastConfidence(code)) + shift;
  }

  /** @throws the system's error when it cannot be written; until the process ends it is remembered all the same */
  add(code: string, outcome: Outcome): Promise<void> {
    return this.change(() => this.write(code, outcome));
  }

  /** @throws the system's error when the file cannot be removed */
  forget(): Promise<void> {
    return this.change(async () => {
      this.learnt = {};
      this.generation++;
      await rm(this.path, { force: true });
    });
  }

  /** One after another: each reads what the one before has written. */
  private change(action: () => Promise<void>): Promise<void> {
    const changed = this.changing.then(action);
    this.changing = changed.catch(() => {});
    return changed;
  }

  private async write(code: string, outcome: Outcome): Promise<void> {
    // Another window may have written meanwhile.
    const present = read(this.path);
    const before = present[code] ?? untouched;
    const shift = Math.min(highest, Math.max(lowest, before.shift + steps[outcome]));
    this.learnt = { ...present, [code]: { ...before, [outcome]: before[outcome] + 1, shift } };
    this.generation++;
    await mkdir(dirname(this.path), { recursive: true });
    await writeAtomically(this.path, `${JSON.stringify({ version: 1, classes: this.learnt }, null, 2)}\n`);
  }
}

const read = (path: string): Readonly<Record<string, LearntClass>> => {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).classes;
  } catch {
    // Not there yet, or not ours to repair: nothing is known then.
    return {};
  }
};
