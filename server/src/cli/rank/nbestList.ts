import * as z from 'zod/mini';

const hypothesisSchema = z.looseObject({ text: z.string(), score: z.optional(z.number()) });
const listSchema = z.looseObject({ hypotheses: z.array(hypothesisSchema) });

/** What a recogniser or translator thought of: texts with its own scores, and whatever else it noted. */
export type NbestList = z.infer<typeof listSchema>;
export type Hypothesis = z.infer<typeof hypothesisSchema>;

export type RankedHypothesis = Hypothesis & {
  readonly logProbability: number;
  /** Log probability and weighted score; with a weight only. */
  readonly total?: number;
};

/**
 * Reads one line.
 * @returns The list, or in words what is wrong with it.
 */
export const parseNbestList = (line: string, needsScores: boolean): NbestList | string => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not valid JSON';
  }
  const parsed = listSchema.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join('.');
    return `not an n-best list${where ? ` ("${where}" is missing or wrong)` : ''}; write {"hypotheses":[{"text":"..."}]}`;
  }
  if (needsScores && parsed.data.hypotheses.some(({ score }) => score === undefined))
    return 'a hypothesis has no "score", which --weight needs';
  return parsed.data;
};

/** Best first by log probability, with a weight by log probability + weight × score; equals keep their order. */
export const rankHypotheses = (
  list: NbestList,
  logProbabilities: readonly number[],
  weight: number | undefined,
): RankedHypothesis[] =>
  list.hypotheses
    .map((hypothesis, index): RankedHypothesis => {
      const logProbability = logProbabilities[index]!;
      if (weight === undefined) return { ...hypothesis, logProbability };
      return { ...hypothesis, logProbability, total: logProbability + weight * (hypothesis.score ?? 0) };
    })
    .sort((a, b) => (b.total ?? b.logProbability) - (a.total ?? a.logProbability));
