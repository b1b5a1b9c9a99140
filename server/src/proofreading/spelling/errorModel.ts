import { z } from 'zod';
import { APOSTROPHE, END, HYPHEN, OTHER, ruleSymbols, SPACE, STOP, SYMBOL_COUNT } from './alphabet';
import { type RuleTable, RuleTableBuilder } from './ruleTable';

/** Costs inside the model are whole hundredths of a nat: sums are exact, and a bucket queue orders them. */
export const COSTS_PER_NAT = 100;

const cost = z.number().int().min(0).max(10_000);
const rules = z.record(z.string(), z.record(z.string(), cost));

/**
 * The artefact `spelling-errors-en.json`. A rule says at which cost, -100 ln P(written | intended), a stretch of the intended
 * word is written in another way: `{"ph": {"f": 430}}`; the empty string is nothing, `$` the end of the word.
 */
const artefactSchema = z.object({
  format: z.literal('surprisal-spelling-errors'),
  version: z.literal(1),
  /** Exponent of the word's own probability when candidates are ranked. */
  priorExponent: z.number().min(0).max(4),
  /** A letter that should be a capital, in a word written without any. */
  caseCost: cost,
  /** What an edit of the word's first letter costs more. */
  firstLetterCost: cost,
  /** Costs of edits that no rule names. */
  generic: z.object({
    substitution: cost,
    insertion: cost,
    deletion: cost,
    transposition: cost,
    mark: cost,
    spaceInsertion: cost,
    spaceDeletion: cost,
  }),
  /** At the word's first letter; the rest, with firstLetterCost, holds there too. */
  start: rules,
  inside: rules,
});

export type SpellingErrorModelArtefact = z.infer<typeof artefactSchema>;

/**
 * A noisy channel for isolated words (Kernighan, Church and Gale 1990) whose edits are stretches of letters
 * (Brill and Moore 2000): P(written | intended) is the most probable partition's product.
 */
export interface SpellingErrorModel {
  readonly priorExponent: number;
  readonly caseCost: number;
  readonly spaceDeletionCost: number;
  /** Rules for a stretch that begins the intended word. */
  readonly start: RuleTable;
  /** Rules for one that does not. */
  readonly inside: RuleTable;
}

const marks = [APOSTROPHE, HYPHEN, STOP];
const isLetter = (symbol: number): boolean => symbol < 26;

const addGenericEdits = (
  builder: RuleTableBuilder,
  generic: SpellingErrorModelArtefact['generic'],
  extraCost: number,
): void => {
  for (let symbol = 0; symbol < SYMBOL_COUNT; symbol++) {
    if (symbol === END) continue;
    if (symbol !== OTHER) builder.add([symbol], [symbol], 0);
    const mark = marks.includes(symbol);
    const extra = mark || symbol === SPACE ? 0 : extraCost;
    builder.add(
      [],
      [symbol],
      extra + (symbol === SPACE ? generic.spaceInsertion : mark ? generic.mark : generic.insertion),
    );
    builder.add(
      [symbol],
      [],
      extra + (symbol === SPACE ? generic.spaceDeletion : mark ? generic.mark : generic.deletion),
    );
    for (let other = 0; other < SYMBOL_COUNT; other++) {
      if (other === END || other === SPACE || symbol === SPACE) continue;
      if (other !== symbol) builder.add([symbol], [other], extraCost + generic.substitution);
      if (other !== symbol && isLetter(symbol) && isLetter(other)) {
        builder.add([symbol, other], [other, symbol], extraCost + generic.transposition);
      }
    }
  }
  // A mark for another, or a mark for a space, as in `well known` for `well-known`.
  for (const one of [...marks, SPACE]) {
    for (const other of [...marks, SPACE]) if (one !== other) builder.add([one], [other], generic.mark);
  }
  builder.add([END], [END], 0);
};

const addListedRules = (builder: RuleTableBuilder, listed: z.infer<typeof rules>, extraCost: number): void => {
  for (const [intended, writtenForms] of Object.entries(listed)) {
    const from = ruleSymbols(intended);
    for (const [written, ruleCost] of Object.entries(writtenForms)) {
      const to = ruleSymbols(written);
      const endsFrom = intended.indexOf('$');
      const endsTo = written.indexOf('$');
      const endsAgree =
        endsFrom === -1 ? endsTo === -1 : endsFrom === intended.length - 1 && endsTo === written.length - 1;
      if (from === undefined || to === undefined || !endsAgree || (intended === '' && written === '')) {
        throw new Error(`spelling error model: rule "${intended}" to "${written}" is malformed`);
      }
      builder.add(from, to, ruleCost + extraCost);
    }
  }
};

/** Reads the artefact's JSON text. Throws an Error that says what is wrong with it. */
export const parseErrorModel = (json: string): SpellingErrorModel => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`spelling error model: ${(error as Error).message}`);
  }
  const parsed = artefactSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Error(`spelling error model: ${issue.path.join('.')}: ${issue.message}`);
  }
  const artefact = parsed.data;
  const start = new RuleTableBuilder();
  const inside = new RuleTableBuilder();
  addGenericEdits(start, artefact.generic, artefact.firstLetterCost);
  addGenericEdits(inside, artefact.generic, 0);
  addListedRules(inside, artefact.inside, 0);
  addListedRules(start, artefact.inside, artefact.firstLetterCost);
  addListedRules(start, artefact.start, 0);
  return {
    priorExponent: artefact.priorExponent,
    caseCost: artefact.caseCost,
    spaceDeletionCost: artefact.generic.spaceDeletion,
    start: start.build(),
    inside: inside.build(),
  };
};
