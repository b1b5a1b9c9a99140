import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeAtomically } from '../platform/atomicWrite';
import { fingerprintOf } from '../platform/fingerprint';
import { userDataFolder } from '../platform/userFolders';
import type { Finding } from '../proofreading/finding';
import { contentKey } from '../text/contentKey';
import type { DocumentSnapshot } from '../text/documentSnapshot';

/** More are not kept: the oldest go first. */
const MOST_IGNORED = 10_000;

/** How many digits of a context tell kind and words alone. */
const WORDS_DIGITS = 4;

/** A few bits of a finding's kind and words: too few to guess words from, enough to pass over nearly all findings quickly. */
const wordsHash = (text: string, { kind, start, end }: Finding): string =>
  (contentKey(text, start, end, contentKey(kind, 0, kind.length)) % 16 ** WORDS_DIGITS)
    .toString(16)
    .padStart(WORDS_DIGITS, '0');

/** What a finding is remembered by when it is ignored, in hexadecimal. */
export const ignoredContext = (text: string, finding: Finding): string =>
  wordsHash(text, finding) + fingerprintOf(text, finding);

/**
 * Findings that the user has told to leave alone, remembered by kind, words and sentence, not by line: an edit elsewhere does not bring
 * them back, and a change of their own sentence does. Kept in the user's data folder as hashes, so that no text lies there.
 */
export class IgnoredFindings {
  private contexts: ReadonlySet<string> = new Set();
  private words: ReadonlySet<string> = new Set();
  /** Moves with every change. */
  generation = 0;

  constructor(private readonly path: string = join(userDataFolder(), 'ignored.json')) {
    this.take(read(path));
  }

  has({ text }: Pick<DocumentSnapshot, 'text'>, finding: Finding): boolean {
    // The sentence takes a hundred times as long as the words.
    return (
      this.words.size > 0 &&
      this.words.has(wordsHash(text, finding)) &&
      this.contexts.has(ignoredContext(text, finding))
    );
  }

  /** @param context of `ignoredContext`. @throws the system's error when it cannot be written; until the process ends it is ignored all the same */
  async add(context: string): Promise<void> {
    // Another window may have written meanwhile.
    this.take([...read(this.path), ...this.contexts, context]);
    this.generation++;
    await mkdir(dirname(this.path), { recursive: true });
    await writeAtomically(this.path, `${JSON.stringify([...this.contexts])}\n`);
  }

  private take(contexts: readonly string[]): void {
    this.contexts = new Set([...new Set(contexts)].slice(-MOST_IGNORED));
    this.words = new Set([...this.contexts].map((context) => context.slice(0, WORDS_DIGITS)));
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
