import { editClasses } from './grammarEdit';

/**
 * Boosted regression trees (Friedman 2001) as JSON. The nodes of a tree are listed one array a property; a child is the index of a node or, if it is
 * negative, -1 - index of a leaf.
 */
export interface BoostedTree {
  /** Index in `features` of the classifier. */
  readonly feature: readonly number[];
  /** Left if the value is at most this; of the edit's class, left if it is one of these. */
  readonly split: readonly (number | readonly string[])[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Log odds that a leaf adds. */
  readonly leaves: readonly number[];
}

export interface EditClassifierArtefact {
  /** Names of the features that trees ask for. */
  readonly features: readonly string[];
  /** Platt's scaling of the sum over trees: calibrated log odds are `scale` times the sum plus `bias`. */
  readonly scale: number;
  readonly bias: number;
  readonly trees: readonly BoostedTree[];
}

/** Numbers lie in typed arrays: a sentence asks some hundred trees about some hundred edits. */
interface CompiledTree {
  /** Places in the values that `logOdds` is given. */
  readonly feature: Int32Array;
  readonly thresholds: Float64Array;
  /** For each node that asks for the edit's class, by its index: whether it goes left. */
  readonly classes: readonly (readonly boolean[] | undefined)[];
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly leaves: Float64Array;
}

/** Calibrated log odds that an edit is right, at the rate of errors of the text that it was trained on. */
export class EditClassifier {
  readonly #trees: readonly CompiledTree[];
  readonly #scale: number;
  readonly #bias: number;

  /**
   * @param names of the values that `logOdds` is given
   * @throws Error when the classifier asks for another feature
   */
  constructor({ features, scale, bias, trees }: EditClassifierArtefact, names: readonly string[]) {
    const places = features.map((name) => {
      const place = names.indexOf(name);
      if (place < 0) throw new Error(`the classifier asks for a feature ${name}, which is not known`);
      return place;
    });
    this.#scale = scale;
    this.#bias = bias;
    this.#trees = trees.map(({ feature, split, left, right, leaves }) => ({
      feature: Int32Array.from(feature, (index) => places[index]!),
      thresholds: Float64Array.from(split, (bound) => (typeof bound === 'number' ? bound : Number.NaN)),
      left: Int32Array.from(left),
      right: Int32Array.from(right),
      leaves: Float64Array.from(leaves),
      classes: split.map((bound) =>
        typeof bound === 'number' ? undefined : editClasses.map((name) => bound.includes(name)),
      ),
    }));
  }

  logOdds(values: readonly number[]): number {
    let sum = 0;
    for (const tree of this.#trees) sum += leafOf(tree, values);
    return this.#scale * sum + this.#bias;
  }
}

function leafOf(
  { feature, thresholds, classes, left, right, leaves }: CompiledTree,
  values: readonly number[],
): number {
  if (feature.length === 0) return leaves[0] ?? 0;
  let node = 0;
  while (node >= 0) {
    const value = values[feature[node]!]!;
    const ofClass = classes[node];
    const isLeft = ofClass === undefined ? value <= thresholds[node]! : ofClass[value]!;
    node = isLeft ? left[node]! : right[node]!;
  }
  return leaves[-1 - node]!;
}
