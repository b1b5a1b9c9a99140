import type { Analysis } from '../../../lexicon/inflections';
import type { InflectionTag } from '../../../lexicon/inflectionsFile';
import { type CandidateContext, formsOf } from '../candidateContext';
import type { EditClass } from '../grammarEdit';
import { type GrammarWord, mayBe } from '../grammarWord';
import { WordKind } from '../wordKind';

/** Other forms of the same lemma, and words derived from it, in the place of each open-class word. */
export function inflectionEdits(context: CandidateContext): void {
  const { words, edits } = context;
  for (let index = 0; index < words.length; index++) {
    const { lower } = words[index]!;
    const analyses = likelyFirst(words, index);
    // `the plan`: no verb with person and tense, but maybe a participle, `the planned`.
    const nominal =
      mayBe(words[index - 1], WordKind.Determiner | WordKind.Number) && analyses[0]?.partOfSpeech === 'noun';
    for (const { entry, tag } of analyses) {
      for (const other of formsOf(context, entry)) {
        if (other.form !== lower && !(nominal && finite.test(other.tag)))
          edits.replace(index, index + 1, other.form, classOf(tag, other.tag));
      }
    }
    for (const analysis of analyses) derivationEdits(context, index, analysis);
  }
}

/** After what begins a noun phrase the readings as a noun come first, elsewhere those as a verb: the first one names the edit. */
function likelyFirst(words: readonly GrammarWord[], index: number): readonly Analysis[] {
  const { analyses } = words[index]!;
  if (analyses.length < 2) return analyses;
  const nominal = mayBe(
    words[index - 1],
    WordKind.Determiner | WordKind.Adjective | WordKind.Preposition | WordKind.Number,
  );
  const likely = (analysis: Analysis): number => ((analysis.partOfSpeech === 'verb') === nominal ? 1 : 0);
  return [...analyses].sort((a, b) => likely(a) - likely(b));
}

const finite = /^VB[DPZ]?$/;
const present = /^VB[PZ]?$/;

function classOf(written: InflectionTag, intended: InflectionTag): EditClass {
  if (written.startsWith('N')) return 'noun-number';
  if (!written.startsWith('V')) return 'comparison';
  if (present.test(written) && present.test(intended)) return 'agreement';
  return written === 'VBG' || intended === 'VBG' || intended === 'VBN' ? 'verb-form' : 'verb-tense';
}

/** Forms in which a derived word is proposed. */
const proposed: ReadonlySet<InflectionTag> = new Set(['NN', 'NNS', 'VB', 'VBD', 'VBG', 'JJ', 'RB']);

function derivationEdits(context: CandidateContext, index: number, { entry }: Analysis): void {
  const { words, edits, resources } = context;
  for (const derived of resources.inflections.derivationsOf(entry)) {
    for (const { form, tag } of formsOf(context, derived)) {
      if (proposed.has(tag) && form !== words[index]!.lower) edits.replace(index, index + 1, form, 'derivation');
    }
  }
}
