import { type CandidateContext, formsOf } from '../candidateContext';
import { articles } from '../closedClasses';

/** Also what features ask for, so that the answers are there. */
export const MAX_SUGGESTIONS = 8;

/** What may have been meant by a word that the lexicon does not know. */
export function spellingEdits(context: CandidateContext): void {
  const { words, edits, sentence, resources } = context;
  for (let index = 0; index < words.length; index++) {
    const { editable, known, written } = words[index]!;
    if (!editable || known || written.length < 2) continue;
    for (const { word } of resources.suggestions.suggest(written, MAX_SUGGESTIONS, sentence.dialect)) {
      edits.replace(index, index + 1, word, 'spelling');
    }
    overRegular(context, index);
  }
}

/** `goed`, `childs`, `writed`, `informations`: endings of regular words on a lemma. All its forms may be meant. */
function overRegular(context: CandidateContext, index: number): void {
  const { words, edits, resources } = context;
  const { lower } = words[index]!;
  for (const [ending, ...lemmaEndings] of regularEndings) {
    if (!lower.endsWith(ending!)) continue;
    const stem = lower.slice(0, -ending!.length);
    for (const lemma of lemmaEndings.map((lemmaEnding) => stem + lemmaEnding)) {
      for (const { entry, lemma: found } of resources.inflections.analysesOf(lemma)) {
        if (found !== lemma) continue;
        for (const { form } of formsOf(context, entry)) edits.replace(index, index + 1, form, 'spelling');
        // What has no plural has no article of one either: `an informations`.
        if (articles.has(words[index - 1]?.lower ?? '')) edits.replace(index - 1, index + 1, lemma, 'noun-number');
      }
    }
  }
}

/** An ending, and what a lemma has in its place. */
const regularEndings: readonly (readonly string[])[] = [
  ['s', ''],
  ['es', '', 'is'],
  ['ies', 'y'],
  ['ves', 'f', 'fe'],
  ['ed', '', 'e'],
  ['ied', 'y'],
  ['ing', '', 'e'],
  ['er', '', 'e'],
  ['est', '', 'e'],
  ['ly', '', 'le', 'l'],
];
