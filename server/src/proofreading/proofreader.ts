import type { ModelWord } from '../lm/ngram/modelWords';
import { UNKNOWN_ID } from '../lm/ngram/vocabulary';
import { checkConfusedWords } from './confusedWords';
import { disjoint } from './disjoint';
import { withScores } from './editGain';
import type { Finding, FindingKind } from './finding';
import { asUnknown, type KnownForm, KnownForms } from './knownForms';
import { checkMechanics } from './mechanics/mechanics';
import type { ProofreadingModels } from './proofreadingModels';
import type { ProofreadingRequest } from './sentenceContext';
import { SentenceScorer } from './sentenceScorer';
import type { OperatingPoint, ProofreadingSettings } from './settings';
import { checkStyle } from './style/style';
import { checkUnknownWords } from './unknownWords';

/** The least confidence that is shown. */
const thresholds: Readonly<Record<OperatingPoint, number>> = { cautious: 0.9, balanced: 0.5, eager: 0.2 };

/** An unknown word is worth a look long before it is sure to be wrong: a missed misspelling costs the writer more than a new name. */
const spellingThresholds: Readonly<Record<OperatingPoint, number>> = { cautious: 0.5, balanced: 0.08, eager: 0.02 };

const leastConfidence = (kind: FindingKind, { operatingPoint, minConfidence }: ProofreadingSettings): number =>
  Math.max((kind === 'spelling' ? spellingThresholds : thresholds)[operatingPoint], minConfidence);

/** Finds what is improbable in a sentence. Pure: the same sentence, settings, dictionary and models give the same findings. */
export class Proofreader {
  private readonly forms: KnownForms;

  constructor(private readonly models: ProofreadingModels) {
    this.forms = new KnownForms(models.lexicon, models.modelWords, models.confusions);
  }

  get modelId(): string {
    return this.models.words.id;
  }

  /** Findings of one sentence, ascending and disjoint; offsets are the document's. */
  proofread(request: ProofreadingRequest): Finding[] {
    const { settings, dictionary } = request;
    const { tokens } = request.sentence;
    const forms: KnownForm[] = [];
    const words: ModelWord[] = [];
    for (let index = 0; index < tokens.length; index++) {
      const form = this.forms.of(tokens[index]!, settings.dialect);
      const { lookup, modelWord } = form;
      const unknown =
        lookup.status === 'unknown' && modelWord.id !== UNKNOWN_ID && !dictionary.has(tokens[index]!.form);
      forms.push(form);
      words.push(unknown ? asUnknown(modelWord) : modelWord);
    }
    const scorer = new SentenceScorer(this.models.words, this.models.open, words);
    const context = { ...request, forms, scorer };
    const shown = ({ kind, confidence }: Finding): boolean =>
      !settings.disabledKinds.has(kind) && confidence >= leastConfidence(kind, settings);
    const findings: Finding[] = [];
    for (const finding of checkUnknownWords(context, this.models)) if (shown(finding)) findings.push(finding);
    for (const finding of checkConfusedWords(context)) if (shown(finding)) findings.push(finding);
    for (const finding of checkMechanics(context))
      if (shown(finding)) findings.push(withScores(finding, context, this.models.modelWords));
    const found = findings.length > 1 ? disjoint(findings) : findings;
    if (settings.disabledKinds.has('style') || settings.minConfidence > 0.5) return found;
    const style = checkStyle(context, found);
    return style.length === 0 ? found : [...found, ...style].sort((a, b) => a.start - b.start);
  }
}
