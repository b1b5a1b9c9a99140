/** Sets of words, a set a line, apart by spaces; the words of a phrase are joined by `_`. */
const sets = (lines: string): readonly (readonly string[])[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map((phrase) => phrase.replaceAll('_', ' ')));

/**
 * Words that writers put for one another though each is right somewhere: only the context tells. From general knowledge of English.
 * Which of them are judged, and from which gain on, is decided by measurement: see `ConfusionFactors`.
 */
export const confusionSets = sets(`
a_while awhile
accept except
accepts excepts
adapt adopt
advanced advance
advice advise
advises advices
affect effect
affected effected
affecting effecting
affects effects
all_ready already
all_together altogether
all_ways always
aloud allowed
altar alter
any_more anymore
any_one anyone
any_way anyway
back_up backup
bare bear
bath bathe
beside besides
board bored
brake break
brakes breaks
braking breaking
breath breathe
buy by bye
casual causal
ceiling sealing
cell sell
cent scent sent
choose chose
cite sight site
clean_up cleanup
clothes cloths
coarse course
complement compliment
complements compliments
conscience conscious
costumer customer
council counsel
dairy diary
decent descent
desert dessert
device devise
discreet discrete
do due
dual duel
dying dyeing
elicit illicit
eminent imminent
ensure insure
every_day everyday
every_one everyone
fair fare
flour flower
formally formerly
forth fourth
full fool
great grate
guessed guest
hair hare
heal heel
hear here
hire higher
hole whole
hope hop
hoping hopping
idle idol
in_to into
its it's
knew new
knight night
knot not
know no
knows nose
lead led
least lest
lessen lesson
let's lets
liable libel
lightening lightning
log_in login
loose lose
looses loses
loosing losing
made maid
mail male
main mane
manner manor
mare more
may_be maybe
meat meet
mind mine
miner minor
minuets minutes
moral morale
mouth month
naval navel
on_to onto
pair pear
passed past
patience patients
pause paws
peace piece
peak peek
personal personnel
plain plane
pole poll
poor pour
pore pour
practice practise
pray prey
precede proceed
presence presents
price prize
principal principle
profit prophet
proof prove
quiet quit quite
rain reign
rap wrap
read red
right write
ring wring
road rode
role roll
root route
sale sail
sauce source
scene seen
sea see
set_up setup
sew so sow
shear sheer
shore sure
since sense
sit set
soar sore
sole soul
some sum
some_time sometime
some_times sometimes
son sun
stair stare
stake steak
stationary stationery
steal steel
storey story
straight strait
suit suite
suppose supposed
tail tale
than then
their there they're
there's theirs
though through thorough thought
though tough
threw through
thrown throne
tide tied
to too two
toe tow
trail trial
vain vein
vary very
waist waste
wait weight
waive wave
wander wonder
want won't
way weigh
way why
we're were where
weak week
wear where were
weather whether
which witch
while wile
whose who's
woman women
won one
wood would
worn warn
worse worth
your you're
`);

/** Words that every writer knows apart, and that slip in for one another all the same: by the fingers, or as forms of one word. */
export const slipSets = sets(`
an and
been being
cloth clothe
does dose
except expect
feel fell fill
fell felt
find fined
for four
form from
has his
have half
hour our
if of
in on
is it
later latter letter
lay lie
leave live
leaving living
live life
loan lone
lost last
most must
new now
no now
of off
on one
or our
ore or
other others
our are
out our
past passes
raise rise
ran run
save safe
than that then
thank think thing
the they
them then
these this
things thinks
use used
want went
was were
well will
which with
word work world
you your
`);

/** Words without their apostrophe that are words all the same. */
const contractions = sets(`
cant can't
hell he'll
hes he's
id I'd
ill I'll
lets let's
shed she'd
shell she'll
shes she's
wed we'd
well we'll
were we're
whats what's
wont won't
`);

/** `have` as it is heard after these: `should of`. */
const modals = `
could couldn't may might must mustn't should shouldn't would wouldn't
`;

/** Mistakes that are made one way only, the written before the intended. */
export const oneWayConfusions: readonly (readonly [written: string, intended: string])[] = [
  ...contractions.map(([written, intended]) => [written!, intended!] as const),
  ...modals
    .trim()
    .split(' ')
    .map((modal) => [`${modal} of`, `${modal} have`] as const),
];
