import * as z from 'zod/mini';
import { APOSTROPHE, END, HYPHEN, OTHER, ruleSymbols, SPACE, STOP, SYMBOL_COUNT } from './alphabet';
import { type RuleTable, RuleTableBuilder } from './ruleTable';

/** Costs inside the model are whole hundredths of a nat: sums are exact, and a bucket queue orders them. */
export const COSTS_PER_NAT = 100;

const MAX_RULE_COST = 10_000;
const cost = z.int().check(z.minimum(0), z.maximum(MAX_RULE_COST));
const isCost = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_RULE_COST;
/** Rules are checked one by one as the table is made: there are thousands, and a schema library takes its time over each. */
type ListedRules = Readonly<Record<string, Readonly<Record<string, number>>>>;
const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const rules = z.custom<ListedRules>(isRecord, 'rules are wanted');

/**
 * The artefact `spelling-errors-en.json`. A rule says at which cost, -100 ln P(written | intended), a stretch of the intended
 * word is written in another way: `{"ph": {"f": 430}}`; the empty string is nothing, `$` the end of the word.
 */
const artefactSchema = z.object({
  format: z.literal('surprisal-spelling-errors'),
  version: z.literal(1),
  /** Exponent of the word's own probability when candidates are ranked. */
  priorExponent: z.number().check(z.minimum(0), z.maximum(4)),
  /** A letter that should be a capital, in a word written without any. */
  caseCost: cost,
  /** What a rule of `inside` or a generic edit costs more at the word's first letter. */
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
  /** For stretches that begin the intended word, beside those of `inside`. */
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
  /** Rules of their own for a stretch that begins the intended word, and its letters unchanged. */
  readonly start: RuleTable;
  /** Rules for any stretch; at the word's beginning they cost `firstLetterCost` more. */
  readonly inside: RuleTable;
  readonly firstLetterCost: number;
}

const marks = [APOSTROPHE, HYPHEN, STOP];
const isLetter = (symbol: number): boolean => symbol < 26;

const addIdentities = (builder: RuleTableBuilder): void => {
  for (let symbol = 0; symbol < SYMBOL_COUNT; symbol++) if (symbol !== OTHER) builder.add([symbol], [symbol], 0);
};

const addGenericEdits = (builder: RuleTableBuilder, generic: SpellingErrorModelArtefact['generic']): void => {
  for (let symbol = 0; symbol < SYMBOL_COUNT; symbol++) {
    if (symbol === END) continue;
    const mark = marks.includes(symbol);
    builder.add([], [symbol], symbol === SPACE ? generic.spaceInsertion : mark ? generic.mark : generic.insertion);
    builder.add([symbol], [], symbol === SPACE ? generic.spaceDeletion : mark ? generic.mark : generic.deletion);
    for (let other = 0; other < SYMBOL_COUNT; other++) {
      if (other === END || other === SPACE || other === symbol || symbol === SPACE) continue;
      builder.add([symbol], [other], generic.substitution);
      if (isLetter(symbol) && isLetter(other)) builder.add([symbol, other], [other, symbol], generic.transposition);
    }
  }
  // A mark for another, or a mark for a space, as in `well known` for `well-known`.
  for (const one of [...marks, SPACE]) {
    for (const other of [...marks, SPACE]) if (one !== other) builder.add([one], [other], generic.mark);
  }
};

const addListedRules = (builder: RuleTableBuilder, listed: ListedRules): void => {
  for (const [intended, writtenForms] of Object.entries(listed)) {
    if (!isRecord(writtenForms)) throw new Error(`spelling error model: the rules of "${intended}" are malformed`);
    const from = ruleSymbols(intended);
    for (const [written, ruleCost] of Object.entries(writtenForms)) {
      const to = ruleSymbols(written);
      const endsFrom = intended.indexOf('$');
      const endsTo = written.indexOf('$');
      const endsAgree =
        endsFrom === -1 ? endsTo === -1 : endsFrom === intended.length - 1 && endsTo === written.length - 1;
      const empty = intended === '' && written === '';
      if (from === undefined || to === undefined || !endsAgree || empty || !isCost(ruleCost)) {
        throw new Error(`spelling error model: rule "${intended}" to "${written}" is malformed`);
      }
      builder.add(from, to, ruleCost);
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
  addIdentities(start);
  addIdentities(inside);
  addGenericEdits(inside, artefact.generic);
  addListedRules(inside, artefact.inside);
  addListedRules(start, artefact.start);
  return {
    priorExponent: artefact.priorExponent,
    caseCost: artefact.caseCost,
    firstLetterCost: artefact.firstLetterCost,
    spaceDeletionCost: artefact.generic.spaceDeletion,
    start: start.build(),
    inside: inside.build(),
  };
};
