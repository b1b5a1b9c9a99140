import type { CandidateEdit } from '../lm/languageModel';
import type { Finding } from '../proofreading/finding';
import type { GrammarRequest } from '../proofreading/grammar/grammarRequest';
import type { ProofreadingSettings } from '../proofreading/settings';
import { contentKey } from '../text/contentKey';
import type { MaskedDocument, ProseBlock } from '../text/maskedDocument';
import { ownCopy } from '../text/ownCopy';
import type { Span } from '../text/span';
import type { Sentence } from '../text/token';
import { tokenize } from '../text/tokens';
import type { BlockJudgement, Judging, SentencePlace } from './blockJudgement';

/** A sentence as the grammar tier is asked about it; offsets are the document's. */
export interface GrammarSentence extends Span {
  /** Tells everything that its findings may depend on from what other findings depend on, the models aside. */
  readonly key: number;
  /** What n-grams found in it, offsets counted from the start of its block. */
  readonly found: readonly Finding[];
  request(): GrammarRequest;
}

const keyOf = (text: string, seed: number): number => contentKey(text, 0, text.length, seed);

/** What of the settings findings of grammar depend on. */
export const settingsKey = ({
  dialect,
  operatingPoint,
  grammarPoint = operatingPoint,
  minConfidence,
  disabledKinds,
  thresholdShifts,
}: ProofreadingSettings): number =>
  keyOf(JSON.stringify([dialect, grammarPoint, minConfidence, [...disabledKinds].sort(), thresholdShifts ?? {}]), 0);

/**
 * @param content of the sentence, the one before it and the kind of their block
 * @returns undefined where findings of grammar are switched off
 */
export const sentencePlace = (
  content: number,
  { tokens }: Sentence,
  { dictionary, grammarSeed }: Judging,
): SentencePlace | undefined => {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (grammarSeed === undefined || first === undefined || last === undefined) return undefined;
  // The dictionary is asked about the sentence's own words alone, so that a word added to it leaves other sentences judged.
  let key = contentKey(`${grammarSeed}`, 0, `${grammarSeed}`.length, content);
  for (const { kind, form } of tokens) {
    if (kind !== 'word') continue;
    if (dictionary.has(form)) key = keyOf(form, key);
    if (dictionary.forbids(form)) key = keyOf(`!${form}`, key);
  }
  return { start: first.start, end: last.end, key };
};

/**
 * The sentences of one block. The left context of a sentence is the one before it in the block; of the first, a heading right above the block.
 * So an edit changes what two sentences depend on, at most.
 */
export function* grammarSentences(
  { text, blocks }: MaskedDocument,
  index: number,
  { places, findings }: BlockJudgement,
  judging: Judging,
): Generator<GrammarSentence> {
  const block = blocks[index]!;
  const heading = headingAbove(blocks, index);
  const within = inTurn(findings);
  const shifted = (place: Span): Span => ({ start: block.start + place.start, end: block.start + place.end });
  for (const [number, place] of places.entries()) {
    const before = number === 0 ? heading : shifted(places[number - 1]!);
    const { start, end } = shifted(place);
    const found = within(place);
    const proposed = proposedEdits(found, place);
    const asked = proposed === undefined ? place.key : keyOf(JSON.stringify(proposed), place.key);
    const key = number === 0 && heading !== undefined ? contentKey(text, heading.start, heading.end, asked) : asked;
    const request = () => ({
      ...requestOf(text, { start, end }, before, block, judging),
      ...(proposed && { proposed }),
    });
    yield { start, end, key, found, request };
  }
}

/** Findings of n-grams that the neural model is asked about: of what a word is, it knows more. */
const doubtedCodes: ReadonlySet<string> = new Set(['unknown-word', 'confused-word']);

/** What those of a sentence propose, offsets counted from its start; undefined where there are none, as mostly. */
const proposedEdits = (found: readonly Finding[], { start }: Span): CandidateEdit[] | undefined => {
  const edits = found
    .filter(({ code, candidates }) => doubtedCodes.has(code) && candidates.length > 0)
    .map((one) => ({
      start: one.start - start,
      end: one.end - start,
      replacement: one.candidates[0]!.replacement,
    }));
  return edits.length > 0 ? edits : undefined;
};

const none: readonly Finding[] = [];

/** Those that lie within a place, where places are asked for in ascending order: a block may have thousands of both. */
const inTurn = (findings: readonly Finding[]) => {
  let next = 0;
  return ({ start, end }: Span): readonly Finding[] => {
    while (next < findings.length && findings[next]!.start < start) next++;
    const first = next;
    while (next < findings.length && findings[next]!.end <= end) next++;
    return next === first ? none : findings.slice(first, next);
  };
};

const headingAbove = (blocks: readonly ProseBlock[], index: number): Span | undefined => {
  const above = blocks[index - 1];
  return above?.kind === 'heading' && blocks[index]?.kind !== 'heading' ? above : undefined;
};

const requestOf = (
  text: string,
  { start, end }: Span,
  before: Span | undefined,
  { kind: blockKind }: ProseBlock,
  { settings: { grammarPoint, ...settings }, dictionary }: Judging,
): GrammarRequest => {
  // Findings are kept, and what they quote of the sentence would keep the whole text.
  const sentence = ownCopy(text.slice(start, end));
  return {
    sentence,
    ...(before !== undefined && { leftContext: text.slice(before.start, before.end) }),
    tokens: tokenize(sentence, { start: 0, end: sentence.length }),
    ...{ blockKind, dictionary },
    settings: { ...settings, operatingPoint: grammarPoint ?? settings.operatingPoint },
  };
};
