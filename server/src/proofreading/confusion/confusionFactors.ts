/** `models/confusions-en.json`. */
export interface ConfusionArtefact {
  readonly format: 'surprisal-confusions';
  readonly version: 2;
  /**
   * written -> intended -> the least gain, natural logarithm, at which the written one is called wrong. Either may be a phrase, its words
   * apart by single spaces; the written one is in small letters.
   */
  readonly leastGain: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What may have been meant, and from which gain on it was. */
export interface IntendedPhrase {
  readonly form: string;
  /** Of `form`, one or more. */
  readonly words: readonly string[];
  /** Nats. */
  readonly leastGain: number;
}

/** A word or phrase that may be wrong where it stands. */
export interface Confusable {
  /** In small letters; one or more. */
  readonly words: readonly string[];
  readonly intended: readonly IntendedPhrase[];
}

/** From which gain on one right word is called a slip for another, each ordered pair with a bound of its own. */
export class ConfusionFactors {
  /** By the first word, rows as they were read until they are asked for: a text holds few of the words. */
  private readonly rows = new Map<string, [written: string, row: unknown][]>();
  private readonly confusables = new Map<string, readonly Confusable[]>();

  private constructor(leastGain: object) {
    for (const [written, row] of Object.entries(leastGain)) {
      const space = written.indexOf(' ');
      const first = space < 0 ? written : written.slice(0, space);
      const rows = this.rows.get(first);
      if (rows === undefined) this.rows.set(first, [[written, row]]);
      else rows.push([written, row]);
    }
  }

  /** @throws Error in one line when the value is no such artefact. */
  static from(value: unknown): ConfusionFactors {
    const { format, version, leastGain } = (value ?? {}) as Partial<Record<keyof ConfusionArtefact, unknown>>;
    if (format !== 'surprisal-confusions' || version !== 2 || !isRecord(leastGain)) {
      throw new Error('the confusion pairs are no surprisal-confusions file of version 2');
    }
    return new ConfusionFactors(leastGain);
  }

  /** What begins with `first`, in small letters. A malformed row holds nothing. */
  startingWith(first: string): readonly Confusable[] {
    const rows = this.rows.get(first);
    if (rows === undefined) return NONE;
    let confusables = this.confusables.get(first);
    if (confusables === undefined) {
      confusables = rows.map(([written, row]) => ({ words: written.split(' '), intended: intendedIn(row) }));
      this.confusables.set(first, confusables);
    }
    return confusables;
  }
}

const NONE: readonly Confusable[] = [];

const intendedIn = (row: unknown): IntendedPhrase[] =>
  Object.entries(isRecord(row) ? row : {})
    .filter((bound): bound is [string, number] => Number.isFinite(bound[1]))
    .map(([form, leastGain]) => ({ form, words: form.split(' '), leastGain }));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
