import { confusionTable, drawn, oneOf, type SlipRule } from './slip';
import type { SlipSentence } from './slipSentence';

/** Verbs that learners take for each other: those of one line, in the form of the one they stand for. */
const verbs = `
  make do
  say tell
  say speak
  speak talk
  tell talk
  take have
  take bring
  take make
  look see
  see watch
  look watch
  listen hear
  learn teach
  learn study
  borrow lend
  win earn
  win gain
  get become
  get take
  come go
  meet know
  remember remind
  rob steal
  rise raise
  lie lay
  wear put
  finish end
  close finish
  grow raise
  let leave
  let make
  let allow
  give make
  give offer
  reach arrive
  achieve reach
  pass spend
  use spend
  wait expect
  hope wish
  hope expect
  want wish
  feel touch
  happen become
  increase raise
  join attend
  keep stay
  keep maintain
  stay live
  open start
  think believe
  try prove
  show present
  ask demand
  answer reply
  drive ride
  fit suit
  change exchange
  cost pay
  visit attend
  explain tell
  improve increase
  solve resolve
  perform do
  practise play
  enter join
  realize notice
  seem look
  lose miss
  forget leave
  check control
  prevent avoid
  protect prevent
  produce make
  hold keep
  pick take
  receive accept
  receive take
  understand know
  find meet`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' ') as [string, string]);
const exchangedVerbs = new Map<string, string[]>();
for (const [first, second] of verbs) {
  exchangedVerbs.set(first, [...(exchangedVerbs.get(first) ?? []), second]);
  exchangedVerbs.set(second, [...(exchangedVerbs.get(second) ?? []), first]);
}

/** Nouns, adjectives and adverbs that learners take for each other. */
const words = confusionTable(`
  big = great:2 high:1 large:1
  large = big:1 great:1 wide:1
  great = big:2 good:1
  high = tall:2 big:2
  tall = high:3
  small = little:1 low:1
  low = small:2 less:1
  strong = hard:2 powerful:1
  heavy = strong:2 hard:1
  good = well:3 nice:1
  well = good:4
  bad = badly:1 wrong:1
  wrong = false:2 bad:1
  fast = quick:2
  long = far:1 tall:1
  last = latest:2 past:1
  latest = last:3 newest:1
  own = proper:1 personal:0.5
  job = work:3
  work = job:3
  travel = trip:2
  trip = travel:3
  journey = travel:3
  home = house:2
  house = home:2
  people = persons:2 humans:0.5
  person = people:1 human:1
  possibility = opportunity:2
  opportunity = possibility:3 occasion:1
  chance = possibility:2
  amount = number:2 quantity:1
  number = amount:2 quantity:1
  way = manner:1 mode:1 method:0.5
  kind = type:0.3
  place = space:1 position:1
  problem = trouble:2
  effect = result:1 affect:1
  reason = cause:1
  price = cost:1 prize:2
  cost = price:1
  fun = funny:3
  funny = fun:3
  sensitive = sensible:3
  sensible = sensitive:2
  actually = currently:1 actualy:0.1
  currently = actually:2
  finally = at_last:1 lastly:1
  especially = specially:3
  very = so:1 much:1 too:1
  too = very:1 so:1
  also = too:1 as_well:0.5
  already = yet:2
  yet = already:2 still:1
  still = yet:2
  ever = never:1
  hardly = hard:2
  almost = most:2 mostly:1
  most = almost:2
  once = one_time:2
  often = frequent:1 many_times:1
  usually = normally:0.3
  alone = lonely:2
  near = nearby:2 close:1
  ago = before:3
  later = after:2
  soon = early:1
  early = soon:1
  outside = out:1
  about = around:0.3
  holiday = vacation:0.2
  country = land:1
  city = town:0.3
  view = sight:2
  sight = view:2
  floor = ground:2
  ground = floor:2
  street = road:1
  road = street:1 way:1
  story = history:2
  history = story:2
  note = notice:2
  advantage = benefit:0.5 profit:1
  skill = ability:1
  knowledge = skill:0.5
  situation = condition:1
  condition = situation:1
  custom = habit:1
  habit = custom:2
  clothes = cloth:3
  shadow = shade:2
  shade = shadow:2
  game = play:2
  level = grade:1
  part = piece:1
  piece = part:1
  end = finish:1
  beginning = start:1
  whole = all:2
  interesting = interested:1
  famous = popular:1
  popular = famous:1
  comfortable = convenient:2
  convenient = comfortable:2
  different = various:1
  various = different:0.5
  important = necessary:0.5
  serious = important:1
  hard = difficult:0.3
  true = right:1
  real = true:1 really:1
  new = modern:1
  old = ancient:1
  enough = quite:1
  quite = enough:1
  together = each_other:0.5
  just = only:0.5
  instead = rather:0.5
  maybe = may_be:1
`);

const sameForm = (
  sentence: SlipSentence,
  index: number,
  others: (base: string) => readonly string[],
  random: () => number,
) => {
  const word = sentence.word(index);
  const verb = sentence.isEditable(index) && sentence.is(index, 'VERB') ? sentence.forms.verb(word) : undefined;
  const other = verb === undefined ? undefined : oneOf(others(verb.base), random);
  const forms = other === undefined ? undefined : sentence.forms.verb(other);
  if (verb === undefined || forms === undefined) return undefined;
  const form = (['base', 'third', 'past', 'participle', 'gerund'] as const).find((name) => verb[name] === word);
  return form === undefined ? undefined : forms[form];
};

export const wordChoiceRules: readonly SlipRule[] = [
  {
    name: 'verb for another of like meaning',
    editClass: 'collocation',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const other = sameForm(sentence, index, (base) => exchangedVerbs.get(base) ?? [], random);
      return other === undefined ? undefined : sentence.replace(index, index + 1, other, 'collocation', false);
    },
  },
  {
    name: 'word for another of like meaning',
    editClass: 'word-choice',
    family: 'train',
    weight: 1,
    at: (sentence, index, random) => {
      const others = words.get(sentence.word(index));
      return others !== undefined && sentence.isEditable(index) && sentence.is(index, 'ADJ', 'NOUN', 'ADV')
        ? sentence.replace(index, index + 1, drawn(others, random), 'word-choice', false)
        : undefined;
    },
  },
  {
    name: 'frequent verb for another',
    editClass: 'collocation',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const frequent = [
        'do',
        'make',
        'take',
        'get',
        'have',
        'give',
        'put',
        'go',
        'come',
        'say',
        'tell',
        'see',
        'know',
        'bring',
      ];
      const other = sameForm(
        sentence,
        index,
        (base) => (frequent.includes(base) ? frequent.filter((verb) => verb !== base) : []),
        random,
      );
      return other === undefined ? undefined : sentence.replace(index, index + 1, other, 'collocation', false);
    },
  },
  {
    name: 'synonym that does not fit',
    editClass: 'word-choice',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      if (!sentence.isEditable(index) || !sentence.is(index, 'ADJ', 'NOUN')) return undefined;
      const synonyms = sentence.forms.synonyms(sentence.word(index), sentence.is(index, 'ADJ') ? 'adjective' : 'noun');
      return sentence.replace(index, index + 1, oneOf(synonyms, random), 'word-choice', false);
    },
  },
];
