import { wordList } from '../../../../server/src/text/wordList';
import { confusionTable, drawn, type SlipRule, weightedWords } from './slip';
import type { SlipSentence } from './slipSentence';

/** What a preposition is taken for where nothing governs it. */
const taken = confusionTable(`
  in = on:35 at:30 of:10 for:5 to:6 into:6 with:3 during:3 by:2
  on = in:50 at:20 to:8 for:6 of:6 about:4 over:3
  at = in:50 on:25 to:10 by:3 for:3
  for = to:40 of:20 in:9 about:9 with:6 since:5 during:4
  of = from:22 in:16 for:20 about:10 on:7 with:4 by:4
  to = for:28 at:18 in:18 with:8 of:6 on:6 into:5 from:2
  with = by:20 of:14 for:12 in:12 to:14 about:8 from:3
  from = of:40 by:10 in:12 since:10 to:5 out_of:3
  by = with:34 from:18 in:14 for:8 through:5 of:8 until:4
  about = of:32 on:14 for:14 in:9 with:5 over:4
  into = in:60 to:28 inside:4
  onto = on:50 to:10
  as = like:40 for:8
  like = as:50
  during = in:20 for:20 while:20 on:8
  since = for:40 from:40
  until = by:20 till:10 to:20
  between = among:40 in:10 from:4
  among = between:50 in:10
  through = by:30 in:10 over:6
  over = on:30 above:20 about:8
  before = ago:4 after:2 in_front_of:3
  after = before:2 behind:3 later:3
  within = in:20 inside:6
  towards toward = to:40 for:10
  without = with_out:2 with_no:2
`);

/** Words with a preposition of their own: word, right preposition, wrong ones. */
const governed = new Map(
  `depend|depends|depended|depending|dependent on of:6 from:4 in:2 to:1 _:1
consist|consists|consisted|consisting of from:4 in:4 by:1 _:1
interested in on:4 about:3 for:2 with:1
good|bad|better at in:6 on:2 with:1 for:1
married to with:8 _:1
listen|listens|listened|listening to _:6 at:1
wait|waits|waited|waiting for _:5 to:2
look|looks|looked|looking for _:3 to:1 after:1
look|looks|looked|looking at _:3 to:4 on:1
belong|belongs|belonged to _:4 in:1 for:1
arrive|arrives|arrived|arriving at to:6 in:2
arrive|arrives|arrived|arriving in to:6 at:2
different from of:3 than:3 to:1 with:1
afraid of from:5 about:1 for:1
proud of for:3 from:2 with:1 about:1
full of with:5 from:1
capable of to:4 for:2
responsible for of:5 about:1 to:1
famous for of:3 by:3 with:1 because_of:1
similar to with:4 as:3 like:1 from:1
according to with:2 by:1 of:1 _:2
able to _:4 for:1
because of _:5 for:1
instead of _:6
participate|participates|participated|participating in to:2 at:3 on:2
succeed|succeeded|succeeds in to:3 on:2 at:1
spend|spends|spent on for:5 in:3 with:1
pay|pays|paid for _:3 of:1
think|thinking|thinks|thought about of:2 in:4 on:1
think|thinking|thinks|thought of about:2 in:4 on:1
talk|talks|talked|talking about of:4 on:1 for:1 _:1
talk|talks|talked|talking to _:1 at:1
worry|worried|worries|worrying about for:4 of:2 with:1
agree|agrees|agreed with to:3 on:1 _:1
apply|applies|applied to for:2 in:1 on:1
refer|refers|referred|referring to _:4 at:1 as:1
rely|relies|relied|relying on in:3 of:2 to:1
focus|focuses|focused|focusing on in:5 at:1 to:1 _:1
lead|leads|led|leading to _:3 in:1
result|results|resulted in to:2 on:1
reason for of:5 to:2 why:1
reason of for:3
effect|effects|impact on in:4 to:3 for:1 of:1
influence on in:3 to:2 for:1
access to of:2 for:1 at:1 into:1
solution|answer to of:4 for:3
need for of:5
key to of:3 for:1
problem|problems with of:3 in:2 about:1
difference between of:3 in:2 among:1
increase|decrease|rise in of:5 on:1
advantage of from:1 in:1 to:1
chance|opportunity of for:3 to:3
knowledge of about:4 in:2
interest in for:4 on:3 about:2 to:1
respect for to:4 of:2
prefer|prefers|preferred to than:5
explain|explains|explained|describe|described to _:4
provide|provides|provided with _:3
prevent|prevents|prevented from to:2 of:2 for:1
protect|protects|protected from of:2 against:1
suffer|suffers|suffered|suffering from of:5 with:1
die|died of from:2 by:2
accuse|accused of for:4 with:1
congratulate|congratulated on for:4
apologise|apologize|apologised|apologized for about:2 of:2
deal|deals|dealt|dealing with of:1 about:2 _:2
care|cares|cared about for:2 of:2
concerned|excited|happy about for:3 of:2 with:2
aware of about:3 on:1 _:1
used to for:3
due to of:2 for:1
addition to of:3
hand on in:3 at:1
end at in:4 on:1
least at in:2
time on in:3 at:1
home at in:5 on:1`
    .split('\n')
    .flatMap((line) => {
      const [heads, right, ...others] = line.split(' ');
      const weighted = weightedWords(others.join(' '));
      return heads!.split('|').map((head) => [`${head} ${right}`, weighted] as const);
    }),
);

/** Verbs that take their object without a preposition, with the one they are given. */
const direct = confusionTable(`
  discuss discusses discussed discussing = about
  mention mentions mentioned mentioning = about
  enter enters entered entering = into:3 to in
  reach reaches reached reaching = to:3 at
  marry marries married = with
  contact contacts contacted contacting = with:3 to
  answer answers answered answering = to
  ask asks asked asking = to
  tell tells told telling = to:3
  call calls called calling = to
  visit visits visited visiting = to
  help helps helped helping = to
  join joins joined joining = to:2 in with
  attend attends attended attending = to:2 in
  approach approaches approached approaching = to
  lack lacks lacked lacking = of:2 in
  affect affects affected affecting = to:2 on
  influence influences influenced = on:2 to
  face faces faced facing = with:2 to
  need needs needed needing = of
  leave leaves left leaving = from
  control controls controlled = on
  follow follows followed following = to
  resemble resembles resembled = to like
  emphasize emphasise emphasized = on
  consider considers considered = about:2
  support supports supported = to
  avoid avoids avoided avoiding = from of
  enjoy enjoys enjoyed enjoying = of with
  fight fights fought = with
  access accesses accessed = to
  request requests requested = for
  thank thanks thanked = to
  inform informs informed = to
  teach teaches taught = to
  let lets = to
  trust trusts trusted = in:2 to
  meet meets met = with:2
  obey obeys obeyed = to
  regard regards = to
  request = for
  survive survives survived = from
  phone phones phoned = to
  book books booked = for
`);

const prepositions = wordList([...taken.keys()].join(' '));
const timeWords = wordList('last next this every yesterday tomorrow');
const times = wordList('week month year time day morning night evening summer winter weekend monday friday sunday');
const places = wordList('home here there abroad upstairs downstairs outside inside everywhere somewhere');
const motion = wordList('go goes went going gone come comes came coming get got arrive arrived return returned');

const nounPhraseFollows = (sentence: SlipSentence, index: number): boolean =>
  sentence.is(index, 'DET', 'PRON', 'NOUN', 'PROPN', 'NUM', 'ADJ');

const isPreposition = (sentence: SlipSentence, index: number): boolean =>
  sentence.isEditable(index) && sentence.is(index, 'ADP') && prepositions.has(sentence.word(index));

export const prepositionRules: readonly SlipRule[] = [
  {
    name: 'preposition taken for another',
    editClass: 'preposition-replace',
    family: 'train',
    weight: 3,
    at: (sentence, index, random) => {
      const others = taken.get(sentence.word(index));
      if (others === undefined || !isPreposition(sentence, index) || !nounPhraseFollows(sentence, index + 1))
        return undefined;
      return sentence.replace(index, index + 1, drawn(others, random), 'preposition-replace', false);
    },
  },
  {
    name: 'preposition that another word governs',
    editClass: 'preposition-replace',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      const others = governed.get(`${sentence.word(index - 1)} ${sentence.word(index)}`);
      if (others === undefined || !sentence.isEditable(index) || !nounPhraseFollows(sentence, index + 1))
        return undefined;
      const other = drawn(
        others.filter(([word]) => word !== ''),
        random,
      );
      return other === undefined ? undefined : sentence.replace(index, index + 1, other, 'preposition-replace');
    },
  },
  {
    name: 'preposition left out',
    editClass: 'preposition-insert',
    family: 'train',
    weight: 2,
    at: (sentence, index, random) => {
      if (!isPreposition(sentence, index) || !nounPhraseFollows(sentence, index + 1)) return undefined;
      const others = governed.get(`${sentence.word(index - 1)} ${sentence.word(index)}`);
      const governs = others?.some(([word]) => word === '') === true;
      if (!governs && !(sentence.is(index - 1, 'VERB', 'ADJ', 'NOUN') && random() < 0.5)) return undefined;
      return sentence.drop(index, index + 1, 'preposition-insert', governs);
    },
  },
  {
    name: 'preposition before the object of a verb that has none',
    editClass: 'preposition-delete',
    family: 'train',
    weight: 3,
    at: (sentence, index, random) => {
      const prepositionsOfVerb = direct.get(sentence.word(index - 1));
      if (prepositionsOfVerb === undefined || !sentence.is(index - 1, 'VERB')) return undefined;
      if (!sentence.is(index, 'DET', 'PRON', 'PROPN', 'NOUN') || !sentence.tokens[index]!.spaceBefore) return undefined;
      return sentence.insert(index, drawn(prepositionsOfVerb, random), 'preposition-delete', false);
    },
  },
  {
    name: 'preposition before a time or place that has none',
    editClass: 'preposition-delete',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const word = sentence.word(index);
      if (sentence.is(index - 1, 'ADP', 'PART') || index === 0) return undefined;
      if (timeWords.has(word) && (times.has(sentence.word(index + 1)) || /day|tomorrow/.test(word)))
        return sentence.insert(index, drawn(weightedWords('in:3 on:3 at:1'), random), 'preposition-delete');
      if (places.has(word) && motion.has(sentence.word(index - 1)))
        return sentence.insert(index, drawn(weightedWords('to:5 at:1 in:1'), random), 'preposition-delete');
      return undefined;
    },
  },
  {
    name: 'any frequent preposition for another',
    editClass: 'preposition-replace',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const word = sentence.word(index);
      if (!isPreposition(sentence, index) || !nounPhraseFollows(sentence, index + 1)) return undefined;
      const frequent = weightedWords('of:30 in:25 to:25 for:11 on:8 with:8 at:6 by:6 from:6 about:3 into:2');
      return sentence.replace(
        index,
        index + 1,
        drawn(
          frequent.filter(([other]) => other !== word),
          random,
        )!,
        'preposition-replace',
        false,
      );
    },
  },
  {
    name: 'any preposition left out',
    editClass: 'preposition-insert',
    family: 'unseen',
    weight: 1,
    at: (sentence, index) =>
      isPreposition(sentence, index) && index > 0 && nounPhraseFollows(sentence, index + 1)
        ? sentence.drop(index, index + 1, 'preposition-insert', false)
        : undefined,
  },
  {
    name: 'preposition between any verb and its object',
    editClass: 'preposition-delete',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) =>
      sentence.is(index - 1, 'VERB') && sentence.is(index, 'DET', 'PRON') && sentence.tokens[index]!.spaceBefore
        ? sentence.insert(
            index,
            drawn(weightedWords('to:4 of:3 for:3 with:2 on:2 in:2 at:1 about:1'), random),
            'preposition-delete',
            false,
          )
        : undefined,
  },
];
