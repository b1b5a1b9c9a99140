import type { Tensor, TensorSession } from './tensorSession';

/** A hidden row, and the tokens that are asked of it. */
export interface RowTargets {
  readonly hidden: Float32Array;
  readonly targets: readonly number[];
}

/** What the head says of a row's targets. */
export interface RowScores {
  /** Natural logarithm of P(target | what the row has read). */
  readonly logProbabilities: ArrayLike<number>;
  /** 1 for the likeliest token. Only where detailed. */
  readonly ranks?: readonly number[];
  /** Natural logarithm of P(a new word begins | what the row has read). Only where detailed and the head knows of words. */
  readonly boundaryLogProbability?: number;
  /** Nats. Only where detailed. */
  readonly entropy?: number;
}

/** Rows of a run at most: a row of logits has 197 kB, and each intermediate is a copy. */
const SLICE_ROWS = 64;

/** The graph from hidden rows to the vocabulary. */
export class OutputHead {
  readonly #session: TensorSession;
  readonly #width: number;
  readonly #boundaries: boolean;

  constructor(session: TensorSession, width: number) {
    this.#session = session;
    this.#width = width;
    this.#boundaries = session.outputNames.includes('boundary_log_probs');
  }

  /** Scores in the order of `rows`. */
  async score(rows: readonly RowTargets[], detailed: boolean): Promise<readonly RowScores[]> {
    // A rank takes a copy of the logits for each target of a row.
    const asked = detailed ? rows.flatMap(oneTargetEach) : rows;
    const scores: RowScores[] = [];
    for (let start = 0; start < asked.length; start += SLICE_ROWS)
      scores.push(...(await this.#scoreSlice(asked.slice(start, start + SLICE_ROWS), detailed)));
    return detailed ? joined(rows, scores) : scores;
  }

  /** The logits after each row, best asked of few. */
  async logits(rows: readonly Float32Array[]): Promise<readonly Float32Array[]> {
    const logits: Float32Array[] = [];
    for (let start = 0; start < rows.length; start += SLICE_ROWS) {
      const slice = rows.slice(start, start + SLICE_ROWS).map((hidden) => ({ hidden, targets: [0] }));
      const outputs = await this.#session.run(this.#feeds(slice, 1, false), ['logits']);
      const all = outputs['logits']!.data as Float32Array;
      const size = all.length / slice.length;
      for (let row = 0; row < slice.length; row++) logits.push(all.subarray(row * size, (row + 1) * size));
    }
    return logits;
  }

  async #scoreSlice(rows: readonly RowTargets[], detailed: boolean): Promise<RowScores[]> {
    const columns = rows.reduce((most, { targets }) => Math.max(most, targets.length), 1);
    const details = this.#boundaries ? ['ranks', 'entropies', 'boundary_log_probs'] : ['ranks', 'entropies'];
    const fetches = detailed ? ['log_probs', ...details] : ['log_probs'];
    const outputs = await this.#session.run(this.#feeds(rows, columns, detailed), fetches);
    const logProbabilities = outputs['log_probs']!.data as Float32Array;
    const likelier = outputs['ranks']?.data as BigInt64Array | undefined;
    const entropies = outputs['entropies']?.data as Float32Array | undefined;
    const boundaries = outputs['boundary_log_probs']?.data as Float32Array | undefined;
    return rows.map(({ targets }, row) => {
      const from = row * columns;
      const to = from + targets.length;
      return {
        logProbabilities: logProbabilities.subarray(from, to),
        ...(likelier && { ranks: Array.from(likelier.subarray(from, to), (count) => Number(count) + 1) }),
        ...(boundaries && { boundaryLogProbability: boundaries[row]! }),
        ...(entropies && { entropy: entropies[row]! }),
      };
    });
  }

  #feeds(rows: readonly RowTargets[], columns: number, detailed: boolean): Record<string, Tensor> {
    const hidden = new Float32Array(rows.length * this.#width);
    const targets = new BigInt64Array(rows.length * columns);
    for (const [row, asked] of rows.entries()) {
      hidden.set(asked.hidden, row * this.#width);
      for (const [column, target] of asked.targets.entries()) targets[row * columns + column] = BigInt(target);
    }
    return {
      hidden: { type: 'float32', dims: [rows.length, this.#width], data: hidden },
      targets: { type: 'int64', dims: [rows.length, columns], data: targets },
      detailed: { type: 'bool', dims: [], data: Uint8Array.of(detailed ? 1 : 0) },
    };
  }
}

const oneTargetEach = ({ hidden, targets }: RowTargets): RowTargets[] =>
  targets.map((target) => ({ hidden, targets: [target] }));

function joined(rows: readonly RowTargets[], scores: readonly RowScores[]): RowScores[] {
  let next = 0;
  return rows.map(({ targets }) => {
    const own = scores.slice(next, next + targets.length);
    next += targets.length;
    const ranks = own.flatMap(({ ranks }) => ranks ?? []);
    return {
      ...own[0],
      logProbabilities: own.map(({ logProbabilities }) => logProbabilities[0]!),
      ...(ranks.length > 0 && { ranks }),
    };
  });
}
