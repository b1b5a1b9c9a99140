/** `models/confusions-en.json`. */
export interface ConfusionArtefact {
  readonly format: 'surprisal-confusions';
  readonly version: 1;
  /** written -> intended -> the least gain, natural logarithm, at which the written word is called wrong. */
  readonly leastGain: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

type Bounds = ReadonlyMap<string, number>;

/** From which gain on one right word is called a slip for another, each ordered pair with a bound of its own. */
export class ConfusionFactors {
  /** Rows as they were read until they are asked for: a text holds few of the words. */
  private readonly rows: Map<string, unknown>;
  private readonly bounds = new Map<string, Bounds | undefined>();

  private constructor(leastGain: object) {
    this.rows = new Map(Object.entries(leastGain));
  }

  /** @throws Error in one line when the value is no such artefact. */
  static from(value: unknown): ConfusionFactors {
    const { format, version, leastGain } = (value ?? {}) as Partial<Record<keyof ConfusionArtefact, unknown>>;
    if (format !== 'surprisal-confusions' || version !== 1 || !isRecord(leastGain)) {
      throw new Error('the confusion pairs are no surprisal-confusions file of version 1');
    }
    return new ConfusionFactors(leastGain);
  }

  /** What `written`, in small letters, may have been meant for, each with the least gain in nats. A malformed row holds nothing. */
  of(written: string): Bounds | undefined {
    const row = this.rows.get(written);
    if (row === undefined) return undefined;
    let bounds = this.bounds.get(written);
    if (bounds === undefined && isRecord(row)) {
      bounds = new Map(Object.entries(row).filter((bound): bound is [string, number] => Number.isFinite(bound[1])));
      this.bounds.set(written, bounds);
    }
    return bounds;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
