import { letterCase } from '../lexicon/letterCase';
import type { Lookup } from '../lexicon/lexicon';
import { surprisalBits } from '../lm/languageModel';
import type { Token } from '../text/token';
import { tokenize } from '../text/tokens';
import { capitalPlace } from './capitalPlace';
import type { Candidate, Finding } from './finding';
import { messageOf } from './message';
import type { ProofreadingModels } from './proofreadingModels';
import type { SentenceContext } from './sentenceContext';
import { spellingWeights as weights } from './spellingWeights';

const MAX_ASKED = 10;
const MAX_SHOWN = 5;

/** Words of the sentence that the lexicon does not know as they are written, each with what was probably meant. */
export function checkUnknownWords(context: SentenceContext, models: ProofreadingModels): Finding[] {
  const findings: Finding[] = [];
  const { tokens } = context.sentence;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.kind !== 'word') continue;
    if (context.dictionary.forbids(token.form)) {
      findings.push(forbidden(context, index));
      continue;
    }
    const { lookup } = context.forms[index]!;
    if (lookup.status === 'known' || !isLatinWord(token.form) || context.dictionary.has(token.form)) continue;
    const finding =
      lookup.status === 'otherDialect'
        ? otherDialect(context, token, lookup)
        : unknownWord(context, models, index, lookup);
    if (finding !== undefined) findings.push(finding);
  }
  return findings;
}

interface Ranked extends Candidate {
  /** For the candidate and against a new word: P(written | intended), gain and frequency, weighted (natural logarithm). */
  readonly evidence: number;
}

function unknownWord(
  context: SentenceContext,
  models: ProofreadingModels,
  index: number,
  lookup: Exclude<Lookup, { status: 'known' | 'otherDialect' }>,
): Finding | undefined {
  const token = context.sentence.tokens[index]!;
  const shape = letterCase(token.form);
  // Short words in capitals are abbreviations nobody lists; a capital inside a word is a name's.
  if (shape === 'mixed' || (shape === 'upper' && token.form.length <= MAX_ABBREVIATION)) return undefined;
  const recased = lookup.status === 'otherCase' ? lookup.preferred : [];
  const ranked = rankCandidates(context, models, index, recased);
  const best = ranked[0];
  const surprisal = surprisalBits(context.scorer.logProbability(index));
  const candidates = ranked.slice(0, MAX_SHOWN).map(({ replacement, gain }) => ({ replacement, gain }));
  if (best !== undefined && recased.includes(best.replacement)) {
    return {
      start: token.start,
      end: token.end,
      kind: 'capitalization',
      code: 'proper-name',
      message: messageOf('"{0}" is written "{1}".', token.form, best.replacement),
      confidence: letterCase(best.replacement) === 'capitalized' ? weights.properName : weights.acronym,
      surprisalBits: surprisal,
      candidates,
      safe: false,
    };
  }
  const confidence = 1 / (1 + Math.exp(-logOddsOf(context, index, best)));
  return {
    start: token.start,
    end: token.end,
    kind: 'spelling',
    code: 'unknown-word',
    message:
      best === undefined
        ? messageOf('"{0}" is not in the dictionary.', token.form)
        : messageOf('"{0}" looks like a misspelling of "{1}".', token.form, best.replacement),
    confidence,
    surprisalBits: surprisal,
    candidates,
    safe: confidence >= SAFE_CONFIDENCE && /^[a-z]+$/.test(token.form) && isFarAhead(ranked),
  };
}

/** A word that the user's own lists call wrong, whatever the lexicon says. */
function forbidden(context: SentenceContext, index: number): Finding {
  const { start, end, form } = context.sentence.tokens[index]!;
  return {
    start,
    end,
    kind: 'spelling',
    code: 'forbidden-word',
    message: messageOf('"{0}" is forbidden by a word list.', form),
    confidence: 1,
    surprisalBits: surprisalBits(context.scorer.logProbability(index)),
    candidates: [],
    safe: false,
  };
}

const MAX_ABBREVIATION = 5;

function rankCandidates(
  context: SentenceContext,
  models: ProofreadingModels,
  index: number,
  recased: readonly string[],
): Ranked[] {
  const token = context.sentence.tokens[index]!;
  const suggested = models.suggestions.suggest(token.form, MAX_ASKED, context.settings.dialect);
  const others = suggested.filter(({ word }) => !recased.includes(word));
  const ranked = others.map(({ word, logErrorProbability, logPrior }): Ranked => {
    const words = tokenize(word, { start: 0, end: word.length }).map((token) => models.modelWords.of(token));
    const gain = context.scorer.gain(index, index + 1, words);
    return {
      replacement: word,
      gain,
      evidence: logErrorProbability + weights.context * gain + weights.prior * logPrior,
    };
  });
  // The model folds case: another case gains nothing by context.
  for (const replacement of recased) ranked.push({ replacement, gain: 0, evidence: weights.recased });
  return ranked.sort((a, b) => b.evidence - a.evidence);
}

/** That the word is a misspelling of the best candidate and no new word, natural logarithm. */
function logOddsOf({ sentence, block }: SentenceContext, index: number, best: Ranked | undefined): number {
  const { bias, slope } = weights[capitalPlace(sentence.tokens, index, block.kind === 'heading')];
  return bias + slope * (best?.evidence ?? weights.withoutCandidate);
}

/** One candidate that gains and is far ahead of the next. */
function isFarAhead(ranked: readonly Ranked[]): boolean {
  const [first, second] = ranked;
  return (
    first !== undefined &&
    first.gain > 0 &&
    !first.replacement.includes(' ') &&
    (second === undefined || first.evidence - second.evidence > SAFE_MARGIN)
  );
}

/** Applied without asking: only what is nearly certain, and no name. */
const SAFE_CONFIDENCE = 0.95;
const SAFE_MARGIN = 3;

function otherDialect(
  context: SentenceContext,
  token: Token,
  lookup: Extract<Lookup, { status: 'otherDialect' }>,
): Finding | undefined {
  if (lookup.tolerated || lookup.preferred.length === 0) return undefined;
  return {
    start: token.start,
    end: token.end,
    kind: 'spelling',
    code: 'other-dialect',
    message: messageOf('"{0}" is spelt "{1}" in {2}.', token.form, lookup.preferred[0]!, context.settings.dialect),
    confidence: 0.9,
    surprisalBits: 0,
    candidates: lookup.preferred.slice(0, MAX_SHOWN).map((replacement) => ({ replacement, gain: 0 })),
    safe: lookup.preferred.length === 1,
  };
}

/** At least two characters, letters all of them, some Latin; marks and apostrophes between. */
const isLatinWord = (form: string): boolean =>
  form.length > 1 && /\p{Script=Latin}/u.test(form) && /^\p{L}[\p{L}\p{M}'’]*$/u.test(form);
