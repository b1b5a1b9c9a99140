import type { OperatingPoint } from '../settings';
import type { Gate, Gates } from './cascade';
import { EditClassifier, type EditClassifierArtefact } from './editClassifier';
import { featureNames, type Look, type NeuralLook } from './features';
import type { EditClass } from './grammarEdit';
import { MistakeProbe, type MistakeProbeArtefact } from './mistakeProbe';

/** How sure an edit must be at one operating point. */
export interface PointArtefact {
  /** Errors in 1,000 words that are to be expected. */
  readonly errorRate: number;
  /**
   * What this rate adds to the log odds of the text that the classifiers were calibrated on: likelihoods stay, priors move (Saerens, Latinne and
   * Decaestecker 2002).
   */
  readonly shift: number;
  /** Least confidence of all edits, and of classes that need another. */
  readonly least: number;
  readonly classes: Readonly<Partial<Record<EditClass, number>>>;
}

/** Where the neural model judges as well. */
export interface NeuralPointArtefact extends PointArtefact {
  /**
   * By how much the log odds after a look must be expected to rise until the last: of right edits that are made at this point, nearly all have
   * risen by less. Absent where it was not counted, as of the last look.
   */
  readonly rises?: Readonly<Partial<Record<NeuralLook, number>>>;
}

export type PointsArtefact = Readonly<Record<OperatingPoint, PointArtefact>>;

interface GateArtefact {
  readonly classifier: EditClassifierArtefact;
  /** Log odds. */
  readonly least: number;
  readonly most: number;
}

/** How log odds and the gain of a sentence that the model is asked to correct are added up: each is a witness of its own. */
interface SumArtefact {
  /** Of a nat of gain; a gain beyond the limits counts as at the limit. */
  readonly weight: number;
  readonly limits: readonly [least: number, most: number];
  /** Platt's scaling of the sum. */
  readonly scale: number;
  readonly bias: number;
  readonly least: number;
  readonly most: number;
}

/** `models/grammar-en.json`: what models/build/grammar/train.py, asked.py and rises.ts learn. */
export interface GrammarArtefact {
  /** Absent: what it sees counts as nothing. */
  readonly probe?: MistakeProbeArtefact;
  readonly looks: Readonly<Record<Exclude<Look, 'asked'>, GateArtefact>> & { readonly asked: SumArtefact };
  /** When the neural model judges, and when the n-gram model alone does. */
  readonly neural: Readonly<Record<OperatingPoint, NeuralPointArtefact>>;
  readonly ngram: PointsArtefact;
}

/** Everything learnt that judges candidates. */
export class GrammarWeights {
  readonly gates: Gates;
  readonly probe: MistakeProbe | undefined;

  constructor(private readonly artefact: GrammarArtefact) {
    const { looks, probe } = artefact;
    this.probe = probe && new MistakeProbe(probe);
    this.gates = {
      ngram: gateOf(looks.ngram),
      first: gateOf(looks.first),
      short: gateOf(looks.short),
      full: gateOf(looks.full),
      asked: sumGate(looks.asked),
    };
  }

  /** The least confidence with which an edit of the class is shown. */
  leastConfidence(editClass: string, point: OperatingPoint, isNeural: boolean): number {
    const { least, classes } = this.pointsOf(isNeural)[point];
    return (classes as Readonly<Record<string, number>>)[editClass] ?? least;
  }

  /** Probability that an edit is right, in text as the operating point expects it. */
  confidence(logOdds: number, point: OperatingPoint, isNeural: boolean): number {
    return 1 / (1 + Math.exp(-(logOdds + this.pointsOf(isNeural)[point].shift)));
  }

  /** By how much log odds after a look may still rise. */
  rise(look: NeuralLook, point: OperatingPoint): number {
    if (look === 'asked') return 0;
    return this.artefact.neural[point].rises?.[look] ?? Number.POSITIVE_INFINITY;
  }

  /** Of neural or n-gram tier. */
  private pointsOf(isNeural: boolean): PointsArtefact {
    return isNeural ? this.artefact.neural : this.artefact.ngram;
  }
}

/** Trees are laid out when the gate is first asked: the n-gram model alone never asks most of them. */
export const gateOf = ({ classifier, least, most }: GateArtefact): Gate => {
  let trees: EditClassifier | undefined;
  return {
    /** @throws Error when the classifier asks for a feature that is not known */
    logOdds(features) {
      trees ??= new EditClassifier(classifier, featureNames);
      return trees.logOdds(features);
    },
    least,
    most,
  };
};

const beforeIndex = featureNames.indexOf('logOddsBefore');
const askedIndex = featureNames.indexOf('askedGain');

const sumGate = ({ weight, limits, scale, bias, least, most }: SumArtefact): Gate => ({
  logOdds(features) {
    const gain = Math.min(limits[1], Math.max(limits[0], features[askedIndex]!));
    return scale * (features[beforeIndex]! + weight * gain) + bias;
  },
  least,
  most,
});
