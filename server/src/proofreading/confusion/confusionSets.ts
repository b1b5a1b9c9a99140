/**
 * Words that writers put for one another though each is right somewhere: only the context tells. From general knowledge of English.
 * Which of them are judged, and from which gain on, is decided by measurement: see `ConfusionFactors`.
 */
export const confusionSets: readonly (readonly string[])[] = `
accept except
adapt adopt
advice advise
affect effect
aloud allowed
altar alter
an and
bare bear
beside besides
board bored
brake break
breath breathe
buy by bye
casual causal
ceiling sealing
cell sell
cent scent sent
choose chose
cite sight site
cloth clothe
clothes cloths
coarse course
complement compliment
conscience conscious
costumer customer
council counsel
dairy diary
decent descent
desert dessert
device devise
discreet discrete
do due
does dose
dual duel
dying dyeing
elicit illicit
eminent imminent
ensure insure
fair fare
feel fell fill
find fined
flour flower
for four
form from
formally formerly
forth fourth
full fool
great grate
guessed guest
hair hare
has his
have half
heal heel
hear here
hire higher
hole whole
hope hop
hoping hopping
hour our
idle idol
in on
is it
its it's
knew new
knight night
knot not
know no now
knows nose
later latter letter
lay lie
lead led
least lest
lessen lesson
let's lets
liable libel
life live
lightening lightning
loan lone
loose lose
lost last
made maid
mail male
main mane
manner manor
mare more
meat meet
mind mine
miner minor
minuets minutes
moral morale
most must
mouth month
naval navel
of off
on one
or our
ore or
other others
our are
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
raise rise
rap wrap
read red
right write
ring wring
road rode
role roll
root route
sale sail
sauce source
save safe
scene seen
sea see
sew so sow
shear sheer
shore sure
sit set
soar sore
sole soul
some sum
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
than then that
their there they're
thank think thing
the they
them then
these this
think thing
though through thorough thought
threw through
thrown throne
tide tied
to too two
toe tow
trail trial
use used
vain vein
vary very
waist waste
wait weight
waive wave
wander wonder
want won't
was were
way weigh
weak week
wear where were
weather whether
well will
went want
which witch
while wile
who's whose
with which
woman women
won one
wood would
word work world
worn warn
worse worth
your you're
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));
