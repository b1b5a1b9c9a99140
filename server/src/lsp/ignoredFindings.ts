import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeAtomically } from '../platform/atomicWrite';
import { fingerprintOf } from '../platform/fingerprint';
import { userDataFolder } from '../platform/userFolders';
import type { Finding } from '../proofreading/finding';
import type { DocumentSnapshot } from '../text/documentSnapshot';

/** More are not kept: the oldest go first. */
const MOST_IGNORED = 10_000;

/**
 * Findings that the user has told to leave alone, remembered by kind, words and sentence, not by line: an edit elsewhere does not bring
 * them back, and a change of their own sentence does. Kept in the user's data folder as hashes, so that no text lies there.
 */
export class IgnoredFindings {
  private readonly hashes: Set<string>;
  /** Moves with every change. */
  generation = 0;

  constructor(private readonly path: string = join(userDataFolder(), 'ignored.json')) {
    this.hashes = new Set(read(path));
  }

  has(snapshot: Pick<DocumentSnapshot, 'text'>, finding: Finding): boolean {
    return this.hashes.size > 0 && this.hashes.has(fingerprintOf(snapshot.text, finding));
  }

  /** @param context the finding's fingerprint. @throws the system's error when it cannot be written */
  async add(context: string): Promise<void> {
    this.hashes.add(context);
    for (const oldest of this.hashes) {
      if (this.hashes.size <= MOST_IGNORED) break;
      this.hashes.delete(oldest);
    }
    this.generation++;
    await mkdir(dirname(this.path), { recursive: true });
    await writeAtomically(this.path, `${JSON.stringify([...this.hashes])}\n`);
  }
}

const read = (path: string): readonly string[] => {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    // Not there yet, or not ours to repair: nothing is ignored then.
    return [];
  }
};
