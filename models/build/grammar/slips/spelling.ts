import type { Misspeller } from '../../calibration/misspell';
import { oneOf, type Random, type SlipRule } from './slip';
import type { SlipSentence } from './slipSentence';

/** Spellings by sound: the stretch that is written in one way and heard in several. */
const bySound: readonly (readonly [RegExp, string])[] = [
  [/ie/, 'ei'],
  [/ei/, 'ie'],
  [/([bcdfglmnprstz])\1/, '$1'],
  [/(?<=[aeiou])([lmnprst])(?=[aeiou])/, '$1$1'],
  [/ance$/, 'ence'],
  [/ence$/, 'ance'],
  [/ant$/, 'ent'],
  [/ent$/, 'ant'],
  [/able$/, 'ible'],
  [/ible$/, 'able'],
  [/ph/, 'f'],
  [/tion$/, 'sion'],
  [/sion$/, 'tion'],
  [/c(?=[ei])/, 's'],
  [/ea/, 'ee'],
  [/ee/, 'ea'],
  [/ous$/, 'us'],
  [/(?<=[a-z])e(?=[lr]y$)/, ''],
  [/gh/, ''],
  [/wh/, 'w'],
  [/y$/, 'ie'],
  [/al$/, 'le'],
  [/le$/, 'el'],
  [/er$/, 'or'],
  [/or$/, 'er'],
  [/(?<=.)a(?=[bcdfglmnprst][aeiou])/, 'e'],
  [/(?<=.)e(?=[bcdfglmnprst][aeiou])/, 'a'],
  [/(?<=.)i(?=[bcdfglmnprst][aeiou])/, 'e'],
  [/(?<=.)o(?=[bcdfglmnprst][aeiou])/, 'a'],
  [/e(?=ment|ful|ly)/, ''],
  [/sc/, 's'],
  [/mb$/, 'm'],
  [/kn/, 'n'],
  [/u/, 'o'],
];

function spelledBySound(word: string, random: Random): string {
  const fitting = bySound.filter(([pattern]) => pattern.test(word));
  const rule = oneOf(fitting, random);
  return rule === undefined ? word : word.replace(rule[0], rule[1]);
}

/** A word in small letters that becomes one the lexicon does not know. */
function misspelt(sentence: SlipSentence, index: number, misspell: (word: string) => string) {
  const word = sentence.word(index);
  if (!sentence.isEditable(index) || !/^[a-z]{4,}$/.test(word) || sentence.words[index]!.known === false)
    return undefined;
  const written = misspell(word);
  if (written === word || sentence.frequency(written) > Number.NEGATIVE_INFINITY) return undefined;
  return sentence.replace(index, index + 1, written, 'spelling');
}

export const spellingRules = (misspeller: Misspeller): readonly SlipRule[] => [
  {
    name: 'misspelt by the error model or a slip of the fingers',
    editClass: 'spelling',
    family: 'train',
    weight: 5,
    at: (sentence, index) => misspelt(sentence, index, (word) => misspeller.misspell(word)),
  },
  {
    name: 'misspelt by sound',
    editClass: 'spelling',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => misspelt(sentence, index, (word) => spelledBySound(word, random)),
  },
];
