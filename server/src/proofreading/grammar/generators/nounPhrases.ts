import { initialSound } from '../../mechanics/initialSound';
import { type CandidateContext, formsOf } from '../candidateContext';
import { mayBe } from '../grammarWord';
import { WordKind } from '../wordKind';

/** A determiner together with the number of its noun: `a informations` / `information`, `this books` / `these books`. */
export function nounPhraseEdits(context: CandidateContext): void {
  const { words, edits } = context;
  const modifiers = WordKind.Adjective | WordKind.Number;
  for (let index = 0; index < words.length; index++) {
    const noun = words[index]!.analyses.find(({ partOfSpeech }) => partOfSpeech === 'noun');
    if (noun === undefined) continue;
    const before = words[index - 1];
    const { token, lower } = words[index]!;
    for (const { form, tag } of formsOf(context, noun.entry)) {
      if (form === lower) continue;
      const article = initialSound({ ...token, form }, false) === 'vowel' ? 'an' : 'a';
      if (mayBe(before, WordKind.Determiner)) {
        edits.replace(index - 1, index + 1, form, 'noun-number');
        if (tag === 'NN') edits.replace(index - 1, index + 1, `${article} ${form}`, 'noun-number');
      } else if (tag === 'NN' && !mayBe(before, modifiers))
        edits.replace(index, index + 1, `${article} ${form}`, 'noun-number');
      else if (!mayBe(before, modifiers)) edits.replace(index, index + 1, `the ${form}`, 'noun-number');
    }
  }
}
