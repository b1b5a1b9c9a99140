import { wordList } from '../../../text/wordList';
import type { CandidateContext } from '../candidateContext';
import { isAllowed } from '../candidateContext';
import { hasGap, mayBe } from '../grammarWord';
import { WordKind } from '../wordKind';

/** First parts of hyphenated compounds. */
const beforeHyphen = wordList(`
  self well ill non ex co semi anti multi high low long short part full half all one two three four five six seven eight nine ten first second third
  twenty thirty forty fifty sixty seventy eighty ninety old new mid up down e worldwide pre post re so hard easy good
`);
/** A part of a split word is at least that frequent (natural logarithm): about one word in ten thousand. */
const FREQUENT = -9.5;
const SHORTEST_SPLIT = 5;

/** Words written apart, together or with a hyphen: `any one`, `alot`, `well known`, `e-mail`. */
export function compoundEdits(context: CandidateContext): void {
  const { words, edits } = context;
  for (let index = 0; index < words.length; index++) {
    split(context, index);
    const word = words[index]!;
    const before = words[index - 1];
    if (word.token.form === '-' && before?.isWord === true && words[index + 1]?.isWord === true)
      unhyphenate(context, index);
    if (before?.isWord !== true || !word.isWord || !hasGap(words, index)) continue;
    const joined = before.lower + word.lower;
    if (before.editable && word.editable && isAllowed(context, joined))
      edits.replace(index - 1, index + 1, joined, 'spelling');
    if (mayBeHyphenated(context, index)) {
      const span = { start: before.token.end, end: word.token.start };
      edits.add({ ...span, replacement: '-', editClass: 'hyphen' });
    }
  }
}

/** `well known`, `twenty five`, `English speaking`, `ten year old`. */
function mayBeHyphenated({ words }: CandidateContext, index: number): boolean {
  const before = words[index - 1]!;
  const word = words[index]!;
  if (word.closed || mayBe(before, WordKind.Determiner | WordKind.Auxiliary)) return false;
  if (beforeHyphen.has(before.lower)) return !word.analyses.some(({ tag }) => tag === 'NNS');
  const participle = word.analyses.some(({ tag }) => tag === 'VBG' || tag === 'VBN');
  return participle && mayBe(before, WordKind.Noun | WordKind.Adjective | WordKind.Adverb) && !before.closed;
}

function unhyphenate({ words, edits }: CandidateContext, index: number): void {
  const { end } = words[index - 1]!.token;
  const { start } = words[index + 1]!.token;
  edits.add({ start: end, end: start, replacement: ' ', editClass: 'hyphen' });
  edits.add({ start: end, end: start, replacement: '', editClass: 'hyphen' });
}

/** Known words that may be two: `everyday`, `into`. Unknown ones are the spelling corrector's. */
function split({ words, edits, resources: { lexicon } }: CandidateContext, index: number): void {
  const { lower, editable, known, closed } = words[index]!;
  if (!editable || !known || closed || lower.length < SHORTEST_SPLIT) return;
  for (let at = 1; at < lower.length; at++) {
    const parts = [lower.slice(0, at), lower.slice(at)];
    if (parts.every((part) => isFrequent(part))) edits.replace(index, index + 1, parts.join(' '), 'spelling');
  }

  function isFrequent(part: string): boolean {
    if (part.length === 1) return part === 'a';
    const entry = lexicon.indexOf(part);
    return entry >= 0 && lexicon.frequency(entry) >= FREQUENT;
  }
}
