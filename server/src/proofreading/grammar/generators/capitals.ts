import { capitalize, letterCase } from '../../../lexicon/letterCase';
import type { CandidateContext } from '../candidateContext';
import { isClosed } from '../wordKind';

/** In nats: twenty times. */
const FAR_MORE = 3;
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
      if (starts || lower.startsWith("i'") || isUsual(capitalize(lower), lower)) recased(capitalize(written));
      if (isUsual(lower.toUpperCase(), lower)) recased(written.toUpperCase());
    } else if (written !== 'I' && index > 0) {
      if (isUsual(lower, written)) recased(written.toLowerCase());
      if (shape === 'upper' && written.length > 3) recased(capitalize(written.toLowerCase()));
    }
  }

  /** Whether the lexicon has the form, and not the other one far more frequent. A word of a closed class is no name's. */
  function isUsual(form: string, other: string): boolean {
    const index = lexicon.indexOf(form);
    const lower = form.toLowerCase();
    if (index < 0 || (form !== lower && form !== 'I' && isClosed(lower))) return false;
    const otherIndex = lexicon.indexOf(other);
    return otherIndex < 0 || lexicon.frequency(index) > lexicon.frequency(otherIndex) - FAR_MORE;
  }
}
