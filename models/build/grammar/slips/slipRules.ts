import { readFileSync } from 'node:fs';
import type { Misspeller } from '../../calibration/misspell';
import { adjectiveRules } from './adjectives';
import { agreementRules } from './agreement';
import { apostropheRules } from './apostrophes';
import { auxiliaryRules } from './auxiliaries';
import { capitalRules } from './capitals';
import { commaRules } from './commas';
import { confusionRules } from './confusions';
import { determinerRules } from './determiners';
import { functionWordRules } from './functionWords';
import { nounRules } from './nouns';
import { prepositionRules } from './prepositions';
import { pronounRules } from './pronouns';
import { punctuationRules } from './punctuation';
import type { SlipRule } from './slip';
import { spellingRules } from './spelling';
import { tenseRules } from './tenses';
import { verbFormRules } from './verbForms';
import { wordBoundaryRules } from './wordBoundaries';
import { wordChoiceRules } from './wordChoices';
import { wordOrderRules } from './wordOrder';

/** Words that are mistyped for each other: by intended word, what is written. From the product's artefact, whose keys are what is written. */
function mistypedWords(confusionsPath: string): ReadonlyMap<string, readonly string[]> {
  const { leastGain } = JSON.parse(readFileSync(confusionsPath, 'utf8')) as {
    readonly leastGain: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  const mistyped = new Map<string, string[]>();
  for (const [written, intended] of Object.entries(leastGain)) {
    for (const word of Object.keys(intended)) {
      if (written.includes(' ') || word.includes(' ')) continue;
      mistyped.set(word, [...(mistyped.get(word) ?? []), written]);
    }
  }
  return mistyped;
}

/** All ways to make a mistake, of both families. */
export const slipRules = (misspeller: Misspeller, confusionsPath: string): readonly SlipRule[] => [
  ...nounRules,
  ...determinerRules,
  ...prepositionRules,
  ...verbFormRules,
  ...tenseRules,
  ...agreementRules,
  ...auxiliaryRules,
  ...adjectiveRules,
  ...pronounRules,
  ...functionWordRules,
  ...wordOrderRules,
  ...commaRules,
  ...punctuationRules,
  ...apostropheRules,
  ...capitalRules,
  ...wordBoundaryRules,
  ...confusionRules(mistypedWords(confusionsPath)),
  ...wordChoiceRules,
  ...spellingRules(misspeller),
];
