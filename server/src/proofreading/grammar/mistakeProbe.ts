import type { EditClass } from './grammarEdit';

/** What sees one kind of mistake in the hidden rows around a token: a linear function of each, and what is added to their sum. */
interface KindArtefact {
  /** Classes of edits that mend such mistakes; none for the last kind, which is any mistake. */
  readonly classes: readonly EditClass[];
  readonly bias: number;
  /** For each offset, what a step of its weights is worth, and the weights in base64: a signed byte a number of the hidden row. */
  readonly steps: readonly number[];
  readonly weights: readonly string[];
}

export interface MistakeProbeArtefact {
  /** The model whose hidden rows it reads. */
  readonly model: string;
  /** Which rows are looked at: 0 is the one after the token itself, -1 the one before it was read. */
  readonly offsets: readonly number[];
  readonly kinds: readonly KindArtefact[];
}

/**
 * Sees mistakes in what a neural model holds after each token, as linear probes do (Alain and Bengio 2017): what the model's own probabilities do not
 * say, its hidden rows may. Logistic regressions, one a kind of mistake.
 */
export class MistakeProbe {
  /** To be asked of the model, offset by offset for each kind. */
  readonly projection: readonly Float32Array[];
  private readonly kindOfClass = new Map<string, number>();

  /** The model whose hidden rows it reads. */
  get model(): string {
    return this.artefact.model;
  }

  constructor(private readonly artefact: MistakeProbeArtefact) {
    this.projection = artefact.kinds.flatMap(({ steps, weights }) =>
      weights.map((row, offset) => Float32Array.from(signedBytes(row), (weight) => weight * steps[offset]!)),
    );
    for (const [kind, { classes }] of artefact.kinds.entries())
      for (const name of classes) this.kindOfClass.set(name, kind);
  }

  /**
   * Log odds that a token is part of a mistake, or that something is missing before it: of a mistake that the class mends, and of any.
   * @param projected the model's rows under `projection`
   */
  logOdds(
    projected: readonly (readonly number[])[],
    token: number,
    editClass: EditClass,
  ): { own: number; any: number } {
    const any = this.artefact.kinds.length - 1;
    const of = (kind: number): number => {
      const { offsets, kinds } = this.artefact;
      return offsets.reduce(
        (sum, offset, place) => sum + (projected[token + offset]?.[kind * offsets.length + place] ?? 0),
        kinds[kind]!.bias,
      );
    };
    return { own: of(this.kindOfClass.get(editClass) ?? any), any: of(any) };
  }
}

const signedBytes = (base64: string): Int8Array => Int8Array.from(atob(base64), (character) => character.charCodeAt(0));
