/** `models/confusions-en.json`. */
export interface ConfusionArtefact {
  readonly format: 'surprisal-confusions';
  readonly version: 1;
  /** written -> intended -> the least gain, natural logarithm, at which the written word is called wrong. */
  readonly leastGain: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** From which gain on one right word is called a slip for another, each ordered pair with a bound of its own. */
export class ConfusionFactors {
  private constructor(private readonly leastGain: ReadonlyMap<string, ReadonlyMap<string, number>>) {}

  /** @throws Error in one line when the value is no such artefact. */
  static from(value: unknown): ConfusionFactors {
    const { format, version, leastGain } = (value ?? {}) as Partial<Record<keyof ConfusionArtefact, unknown>>;
    if (format !== 'surprisal-confusions' || version !== 1 || !isRecord(leastGain)) return refuse();
    const pairs = new Map<string, ReadonlyMap<string, number>>();
    for (const [written, row] of Object.entries(leastGain)) {
      const bounds = isRecord(row) ? Object.entries(row) : refuse();
      if (!bounds.every((bound): bound is [string, number] => Number.isFinite(bound[1]))) return refuse();
      pairs.set(written, new Map(bounds));
    }
    return new ConfusionFactors(pairs);
  }

  /** What `written`, in small letters, may have been meant for, each with the least gain in nats. */
  of(written: string): ReadonlyMap<string, number> | undefined {
    return this.leastGain.get(written);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const refuse = (): never => {
  throw new Error('the confusion pairs are no surprisal-confusions file of version 1');
};
