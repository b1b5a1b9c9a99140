import * as z from 'zod/mini';

const schema = z.object({
  format: z.literal('surprisal-confusions'),
  version: z.literal(1),
  /** written -> intended -> the least gain, natural logarithm, at which the written word is called wrong. */
  leastGain: z.record(z.string(), z.record(z.string(), z.number())),
});

export type ConfusionArtefact = z.infer<typeof schema>;

/** From which gain on one right word is called a slip for another, each ordered pair with a bound of its own (`models/confusions-en.json`). */
export class ConfusionFactors {
  private readonly leastGain: ReadonlyMap<string, ReadonlyMap<string, number>>;

  private constructor(leastGain: ConfusionArtefact['leastGain']) {
    this.leastGain = new Map(
      Object.entries(leastGain).map(([written, row]) => [written, new Map(Object.entries(row))]),
    );
  }

  /** @throws Error in one line when the value is no such artefact. */
  static from(value: unknown): ConfusionFactors {
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new Error('The confusion pairs are no surprisal-confusions file of version 1.');
    return new ConfusionFactors(parsed.data.leastGain);
  }

  /** What `written`, in small letters, may have been meant for, each with the least gain in nats. */
  of(written: string): ReadonlyMap<string, number> | undefined {
    return this.leastGain.get(written);
  }
}
