import type { SlipRule } from './slip';

const writtenApart = new Map(
  `everyone|every one
everybody|every body
everything|every thing
someone|some one
somebody|some body
something|some thing
sometimes|some times
somewhere|some where
anyone|any one
anybody|any body
anything|any thing
nobody|no body
without|with out
within|with in
into|in to
myself|my self
himself|him self
herself|her self
themselves|them selves
itself|it self
yourself|your self
another|an other
however|how ever
whenever|when ever
whatever|what ever
maybe|may be
already|all ready
although|al though
together|to gether
today|to day
cannot|can not
nowadays|now a days
weekend|week end
background|back ground
keyboard|key board
password|pass word
website|web site
nearby|near by
therefore|there fore
nevertheless|never the less
furthermore|further more
afterwards|after wards
outside|out side
inside|in side
throughout|through out
upstairs|up stairs
everywhere|every where
everyday|every day`
    .split('\n')
    .map((line) => line.split('|') as [string, string]),
);
const writtenTogether = new Map(
  `a lot|alot
in fact|infact
in front|infront
as well|aswell
each other|eachother
at least|atleast
all right|alright
in spite|inspite
no one|noone
of course|ofcourse
every day|everyday
may be|maybe
any more|anymore
up to|upto
even though|eventhough
high school|highschool
so that|sothat
thank you|thankyou
ice cream|icecream
in case|incase
some time|sometime
any way|anyway
after all|afterall`
    .split('\n')
    .map((line) => line.split('|') as [string, string]),
);

export const wordBoundaryRules: readonly SlipRule[] = [
  {
    name: 'hyphen left out',
    editClass: 'hyphen',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const hyphen = sentence.tokens[index]!;
      const next = sentence.tokens[index + 1];
      if (hyphen.form !== '-' || hyphen.spaceBefore || next?.spaceBefore !== false || next.kind !== 'word')
        return undefined;
      if (sentence.tokens[index - 1]?.kind !== 'word' || !/^[a-z]{2,}$/i.test(next.form)) return undefined;
      // `non stop` and `nonstop` are both wrong or both right; `well known` behind its noun is right.
      if (!sentence.is(index + 2, 'NOUN', 'ADJ', 'PUNCT')) return undefined;
      return sentence.rewrite(hyphen.start, hyphen.end, random() < 0.75 ? ' ' : '', 'hyphen', false);
    },
  },
  {
    name: 'hyphen put in',
    editClass: 'hyphen',
    family: 'train',
    weight: 1,
    at: (sentence, index) => {
      if (!sentence.isEditable(index) || !sentence.isEditable(index - 1) || !sentence.tokens[index]!.spaceBefore)
        return undefined;
      const adverb =
        /ly$/.test(sentence.word(index - 1)) && sentence.is(index - 1, 'ADV') && sentence.is(index, 'ADJ', 'VERB');
      const pair = sentence.is(index - 1, 'ADJ') && sentence.is(index, 'NOUN') && sentence.word(index - 1).length < 6;
      return adverb || pair
        ? sentence.rewrite(sentence.tokens[index - 1]!.end, sentence.tokens[index]!.start, '-', 'hyphen', adverb)
        : undefined;
    },
  },
  {
    name: 'any hyphen left out',
    editClass: 'hyphen',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) => {
      const hyphen = sentence.tokens[index]!;
      const next = sentence.tokens[index + 1];
      return hyphen.form === '-' &&
        !hyphen.spaceBefore &&
        next?.spaceBefore === false &&
        next.kind === 'word' &&
        sentence.tokens[index - 1]?.kind === 'word'
        ? sentence.rewrite(hyphen.start, hyphen.end, ' ', 'hyphen', false)
        : undefined;
    },
  },
  {
    name: 'one word written as two, or two as one',
    editClass: 'spelling',
    family: 'train',
    weight: 0.8,
    at: (sentence, index) => {
      if (!sentence.isEditable(index)) return undefined;
      const apart = writtenApart.get(sentence.word(index));
      if (apart !== undefined)
        return sentence.replace(
          index,
          index + 1,
          apart,
          'spelling',
          !/^(?:every day|may be|in to|can not|any one|every one)$/.test(apart),
        );
      const together = writtenTogether.get(`${sentence.word(index)} ${sentence.word(index + 1)}`);
      return together === undefined
        ? undefined
        : sentence.replace(
            index,
            index + 2,
            together,
            'spelling',
            !/^(?:everyday|maybe|anymore|sometime|anyway|alright)$/.test(together),
          );
    },
  },
  {
    name: 'space left out between two words',
    editClass: 'spelling',
    family: 'unseen',
    weight: 0.2,
    at: (sentence, index) => {
      const [here, next] = [sentence.tokens[index]!, sentence.tokens[index + 1]];
      return next?.spaceBefore &&
        sentence.isEditable(index) &&
        sentence.isEditable(index + 1) &&
        here.form.length > 1 &&
        sentence.frequency(`${sentence.word(index)}${sentence.word(index + 1)}`) === Number.NEGATIVE_INFINITY
        ? sentence.rewrite(here.end, next.start, '', 'spelling')
        : undefined;
    },
  },
];
