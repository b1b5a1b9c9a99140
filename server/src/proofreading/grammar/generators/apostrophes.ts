import type { CandidateContext } from '../candidateContext';
import { mayBe } from '../grammarWord';
import { WordKind } from '../wordKind';

/** Written without their apostrophe they are no words, or others. */
const unmarked: ReadonlyMap<string, string> = new Map(
  `don't doesn't didn't can't couldn't won't wouldn't shouldn't isn't aren't wasn't weren't hasn't haven't hadn't mustn't I'm I've I'll I'd
  you're you've you'll he's she's it's that's there's what's who's let's we're we've they're they've they'll here's where's`
    .split(/\s+/)
    .map((form) => [form.toLowerCase().replace("'", ''), form] as const),
);

/** Apostrophes of contractions and possessives, missing or too many. */
export function apostropheEdits({ words, edits }: CandidateContext): void {
  for (let index = 0; index < words.length; index++) {
    const { token, lower, written, isWord, editable, analyses } = words[index]!;
    const contraction = unmarked.get(lower);
    if (editable && contraction !== undefined) edits.replace(index, index + 1, contraction, 'apostrophe');
    const before = words[index - 1];
    if (lower === "'s" && before?.isWord === true) {
      edits.delete(index, index + 1, 'apostrophe');
      const plural = `${before.written}s`;
      edits.add({ start: before.token.start, end: token.end, replacement: plural, editClass: 'apostrophe' });
      edits.add({ start: before.token.start, end: token.end, replacement: `${plural}'`, editClass: 'apostrophe' });
    }
    const next = words[index + 1];
    if (
      !isWord ||
      !/^[A-Za-z]+$/.test(written) ||
      !mayBe(next, WordKind.Noun | WordKind.Adjective) ||
      next?.token.spaceBefore !== true
    )
      continue;
    const add = (replacement: string): void =>
      edits.add({ start: token.start, end: token.end, replacement, editClass: 'apostrophe' });
    const noun = analyses.some(({ tag }) => tag === 'NNS') || !editable;
    if (noun && lower.endsWith('s')) {
      add(`${written}'`);
      add(`${written.slice(0, -1)}'s`);
    } else if (analyses.some(({ partOfSpeech }) => partOfSpeech === 'noun') || !editable) add(`${written}'s`);
  }
}
