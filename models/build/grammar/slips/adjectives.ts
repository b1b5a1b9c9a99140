import { confusionTable, drawn, oneOf, type Random, type SlipRule } from './slip';
import type { SlipSentence } from './slipSentence';

/** Words of one family, each taken for another. */
const families = (lines: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const words = line.trim().split(' ');
        return words.map((word) => [word, words.filter((other) => other !== word)] as const);
      }),
  );

const related = families(`
  important importance importantly
  different difference differently differ
  difficult difficulty difficulties
  possible possibility possibly
  necessary necessity necessarily
  independent independence
  convenient convenience
  healthy health healthily
  safe safety safely
  success succeed successful successfully
  economic economical economy economically
  historic historical history
  electric electrical electronic
  beauty beautiful beautifully
  danger dangerous
  advice advise
  choice choose chose
  belief believe
  life live
  death dead die
  growth grow
  loss lose lost
  proof prove
  thought think
  speech speak
  analysis analyse analyze
  decision decide
  development develop
  education educate educational
  information inform informative
  knowledge know
  meaning mean
  behaviour behave
  weight weigh
  height high
  strength strong
  length long
  width wide
  depth deep
  truth true
  hot heat
  interest interested interesting
  bored boring
  excited exciting
  surprised surprising
  confused confusing
  tired tiring
  disappointed disappointing
  frightened frightening
  amazed amazing
  satisfied satisfying
  relaxed relaxing
  worried worrying worry
  convinced convincing
  french france
  english england
  chinese china
  polite politely politeness
  patient patience
  confident confidence
  silent silence
  absent absence
  present presence
  poor poverty poorly
  free freedom freely
  wise wisdom
  angry anger angrily
  hungry hunger
  noise noisy
  luck lucky luckily
  person personal personality
  nation national
  nature natural naturally
  culture cultural
  science scientific scientist
  product produce production
  relation relationship
  use useful usage
  help helpful
  care careful carefully
  create creation creative
  compete competition competitive
  environment environmental
  technology technological
  industry industrial
  society social
  finance financial
  politics political politician
  music musical
  tradition traditional
  emotion emotional
  effect effective
  benefit beneficial
  attract attractive attraction
  invite invitation
  explain explanation
  describe description
  pronounce pronunciation
  arrive arrival
  appear appearance
  perform performance
  exist existence
  improve improvement
  manage management
  argue argument
  treat treatment
  govern government
  move movement
  achieve achievement
  agree agreement
  employ employment
  happy happiness happily
`);

const adjectiveOf = (sentence: SlipSentence, adverb: string): string | undefined => {
  if (!/^[a-z]{3,}ly$/.test(adverb)) return undefined;
  const stem = adverb.slice(0, -2);
  return [stem, stem.replace(/i$/, 'y'), `${stem}le`, stem.replace(/al$/, '')].find(
    (word) => word.length > 3 && sentence.frequency(word) > -14 && word !== adverb,
  );
};

const adverbOf = (sentence: SlipSentence, adjective: string): string | undefined =>
  [`${adjective}ly`, adjective.replace(/y$/, 'ily'), adjective.replace(/le$/, 'ly'), `${adjective}ally`].find(
    (word) => word !== adjective && word.endsWith('ly') && sentence.frequency(word) > -14,
  );

const notOfManner =
  /^(?:only|early|likely|family|friendly|daily|really|hardly|lately|nearly|mostly|directly|highly|ugly|lovely|lonely)$/;

const fromFamily = (sentence: SlipSentence, index: number, random: Random) =>
  sentence.isEditable(index) && sentence.is(index, 'ADJ', 'NOUN', 'VERB', 'ADV')
    ? sentence.replace(index, index + 1, oneOf(related.get(sentence.word(index)) ?? [], random), 'derivation', false)
    : undefined;

const comparedWrongly = confusionTable(`
  better = more_better:3 more_good:2 gooder:1
  best = most_best:2 most_good:1 better:2
  worse = more_bad:2 more_worse:2 worst:2 badder:1
  worst = most_bad:1 worse:2 worstest:0.3
  more = most:3 much:2
  most = more:3 the_most:0.5
  less = fewer:1 lesser:2
  further = more_far:1
`);

export const adjectiveRules: readonly SlipRule[] = [
  {
    name: 'adjective for adverb',
    editClass: 'derivation',
    family: 'train',
    weight: 2,
    at: (sentence, index) => {
      const word = sentence.word(index);
      if (!sentence.isEditable(index) || !sentence.is(index, 'ADV') || notOfManner.test(word)) return undefined;
      const adjective = adjectiveOf(sentence, word);
      return adjective !== undefined && (sentence.is(index - 1, 'VERB', 'AUX') || sentence.is(index + 1, 'VERB', 'ADJ'))
        ? sentence.replace(index, index + 1, adjective, 'derivation')
        : undefined;
    },
  },
  {
    name: 'adverb for adjective',
    editClass: 'derivation',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      if (!sentence.isEditable(index) || !sentence.is(index, 'ADJ') || !sentence.is(index + 1, 'NOUN', 'PUNCT'))
        return undefined;
      const adverb = adverbOf(sentence, sentence.word(index));
      return adverb === undefined ? undefined : sentence.replace(index, index + 1, adverb, 'derivation');
    },
  },
  {
    name: 'word of another class from the same family',
    editClass: 'derivation',
    family: 'train',
    weight: 4,
    at: (sentence, index, random) => fromFamily(sentence, index, random),
  },
  {
    name: 'any word derived from it',
    editClass: 'derivation',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) =>
      sentence.isEditable(index) && sentence.is(index, 'ADJ', 'NOUN', 'ADV')
        ? sentence.replace(
            index,
            index + 1,
            oneOf(sentence.forms.derived(sentence.word(index)), random),
            'derivation',
            false,
          )
        : undefined,
  },
  {
    name: 'comparison formed wrongly',
    editClass: 'comparison',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const word = sentence.word(index);
      if (!sentence.isEditable(index) || !sentence.is(index, 'ADJ', 'ADV')) return undefined;
      const irregular = comparedWrongly.get(word);
      if (irregular !== undefined) {
        const sure = !/^(?:more|most|less|best)$/.test(word);
        return sentence.replace(index, index + 1, drawn(irregular, random), 'comparison', sure);
      }
      const positive = sentence.forms.positive(word);
      const degrees = positive === undefined ? undefined : sentence.forms.degrees(positive);
      if (positive === undefined || degrees === undefined) return undefined;
      const [comparative, superlative] = degrees;
      const isComparative = word === comparative;
      const more = isComparative ? 'more' : 'most';
      const other = isComparative ? superlative : comparative;
      return sentence.replace(
        index,
        index + 1,
        drawn(
          [
            [`${more} ${positive}`, 4],
            [`${more} ${word}`, 4],
            [other, 1],
            [positive, 1],
          ],
          random,
        ),
        'comparison',
      );
    },
  },
  {
    name: 'comparison with the other degree or none',
    editClass: 'comparison',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const positive = sentence.forms.positive(sentence.word(index));
      const degrees = positive === undefined ? undefined : sentence.forms.degrees(positive);
      if (positive === undefined || degrees === undefined || !sentence.isEditable(index)) return undefined;
      const choices = [...degrees, positive, `more ${degrees[1]}`].filter((form) => form !== sentence.word(index));
      return sentence.replace(index, index + 1, oneOf(choices, random), 'comparison', false);
    },
  },
];
