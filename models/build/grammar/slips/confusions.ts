import { confusionTable, drawn, oneOf, type SlipRule } from './slip';

/** Words of similar sound or spelling; what writers write for the word on the left. */
const taken = confusionTable(`
  their = there:5 they're:2 thier:0.1
  there = their:4 they're:1
  they're = their:3 there:3
  your = you're:4
  you're = your:5
  it's = its:5
  whose = who's:3
  who's = whose:3
  to = too:3 two:0.5
  too = to:5
  than = then:5
  then = than:4
  lose = loose:5
  loose = lose:4
  losing = loosing:4
  affect = effect:4
  effect = affect:4
  affects = effects:3
  effects = affects:3
  accept = except:3
  except = accept:3 expect:2
  advice = advise:4
  advise = advice:4
  quite = quiet:4 quit:1
  quiet = quite:4
  weather = whether:3
  whether = weather:4 wether:0.5
  were = where:4 was:0.1 we're:2
  where = were:4
  we're = were:4
  passed = past:3
  past = passed:3
  of = off:3
  off = of:4
  from = form:3
  form = from:3
  though = thought:3 through:3
  thought = though:3
  through = though:3 threw:1 thorough:1
  principal = principle:3
  principle = principal:3
  break = brake:3
  hear = here:3
  here = hear:4
  know = now:3 no:1
  now = know:3 not:1
  new = knew:3
  knew = new:3
  write = right:2
  right = write:2
  piece = peace:3
  peace = piece:3
  wear = where:2 were:1
  buy = by:2 bye:1
  by = buy:2
  site = sight:2 side:2 cite:1
  course = cause:2 coarse:1
  cause = course:2 because:2
  led = lead:4
  live = leave:3 life:3
  leave = live:3
  left = let:1 life:0.5
  feel = fell:2 fill:2
  fell = felt:2 feel:2
  felt = fell:3
  think = thing:3
  thing = think:3
  things = thinks:3
  this = these:1 his:2 thus:0.5
  chose = choose:3
  choose = chose:3 choice:1
  had = has:1 hat:0.5
  not = no:1 note:1 now:1
  on = one:2
  one = on:2 won:1
  would_have could_have should_have = would_of
  have = of:0.5 half:0.5
  hole whole = hole whole
  wait = weight:1 want:1
  way = weigh:1 why:1
  beside = besides:3
  besides = beside:3
  personal = personnel:2
  desert = dessert:2
  dessert = desert:3
  complement compliment = compliment complement
  sense = since:2
  since = sense:2
  bring = being:1
  some = same:3 sum:1
  same = some:3
  very = vary:2 every:1
  every = very:2
  ever = every:3
  an = and:2
  and = an:3
  see = sea:2
  won't = want:3
  want = won't:1 went:2
  went = want:2
  worst = worse:3
  worse = worst:3
  most = must:3
  must = most:2
  sale = sell:2
  sell = sale:2
  believe = belief:2
  prove = proof:2
  hard = heard:1
  walk = work:2
  work = walk:1 word:1
  word = world:2 work:1
  world = word:2
  full = fool:1 fill:1
  fill = feel:2 full:1
  sit = seat:2
  seat = sit:2
  hit = heat:1
  angle = angel:2
  angel = angle:3
  dairy = diary:2
  diary = dairy:3
  plane = plain:2
  plain = plane:2
  mail male = mail male
  root = route:2
  route = root:2
  role = roll:2
  role = rule:1
  steal = steel:2
  steel = steal:2
  waste = waist:2
  weak = week:2
  week = weak:2
  which = witch:1 with:1
  with = which:1 whit:1
  allowed = aloud:1
  aloud = allowed:2
  device = devise:2
  breath = breathe:3
  breathe = breath:3
  clothes = cloths:2 close:1
  conscious = conscience:2
  lay lie = lie lay
  raise = rise:3
  rise = raise:3
  precede proceed = proceed precede
  moral = morale:2
  ensure = insure:2 assure:1
  further = farther:0.5
  later = latter:3
  latter = later:3
  hope = hop:1
  hoping = hopping:2
  planed planned = planed planning
  writing = writting:1
  dinner = diner:2
  sweet = sweat:2
  cloths = clothes:2
  studying = study:1 studding:0.3
`);

/** A pair that differs by a stroke of a key, drawn from the product's table of words that are mistyped for each other. */
export const confusionRules = (mistyped: ReadonlyMap<string, readonly string[]>): readonly SlipRule[] => [
  {
    name: 'word taken for one that sounds or looks alike',
    editClass: 'confusion',
    family: 'train',
    weight: 3,
    at: (sentence, index, random) => {
      const word = sentence.word(index);
      const two = taken.get(`${word} ${sentence.word(index + 1)}`);
      if (two !== undefined && sentence.isEditable(index) && sentence.isEditable(index + 1)) {
        return sentence.replace(index, index + 2, `${word} of`, 'confusion');
      }
      const others = taken.get(word)?.filter(([other]) => other !== word);
      return others !== undefined && sentence.isEditable(index)
        ? sentence.replace(index, index + 1, drawn(others, random), 'confusion', false)
        : undefined;
    },
  },
  {
    name: 'word mistyped as another',
    editClass: 'confusion',
    family: 'unseen',
    weight: 1,
    at: (sentence, index, random) => {
      const others = sentence.isEditable(index) ? mistyped.get(sentence.word(index)) : undefined;
      return others === undefined
        ? undefined
        : sentence.replace(index, index + 1, oneOf(others, random), 'confusion', false);
    },
  },
];
