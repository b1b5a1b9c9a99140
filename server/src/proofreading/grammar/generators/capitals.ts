import { capitalize, letterCase } from '../../../lexicon/letterCase';
import type { CandidateContext } from '../candidateContext';

const endsSentence = /^[.?!:"]$/;

/** Capitals: at the start of a sentence, of names, and where none belong. */
export function capitalEdits({ words, edits, resources: { lexicon } }: CandidateContext): void {
  for (let index = 0; index < words.length; index++) {
    const { token, written, lower, isWord } = words[index]!;
    if (!isWord) continue;
    const recased = (replacement: string): void =>
      edits.add({ start: token.start, end: token.end, replacement, editClass: 'capital' });
    const shape = letterCase(token.form);
    const starts = index === 0 || endsSentence.test(words[index - 1]!.token.form);
    if (shape === 'lower') {
      if (starts || lexicon.indexOf(capitalize(lower)) >= 0 || /^i'/.test(lower)) recased(capitalize(written));
      if (lexicon.indexOf(lower.toUpperCase()) >= 0) recased(written.toUpperCase());
    } else if (written !== 'I' && index > 0) {
      if (lexicon.indexOf(lower) >= 0) recased(written.toLowerCase());
      if (shape === 'upper' && written.length > 3) recased(capitalize(written.toLowerCase()));
    }
  }
}
