"""Words that the constructed pairs are made of."""

from dataclasses import dataclass

WOMEN = "Ingrid Paula Miriam Olga Helen Ruth Fatima Yvonne Clara Sofia Nadia Greta Leila Joan".split()
MEN = "Otto Victor Samir Felix Hugo Ivan Oscar Tomas Walter Omar Leon Ralph Piotr Simon".split()


@dataclass(frozen=True)
class Noun:
    singular: str
    plural: str
    # "she" or "he" where the noun says so.
    gender: str = ""


@dataclass(frozen=True)
class Verb:
    base: str
    third: str
    past: str
    participle: str
    progressive: str


def nouns(text, gender=""):
    """`farmer child/children`: a plural that isn't given ends in s."""
    return [Noun(*_forms(word), gender) for word in text.split()]


def _forms(word):
    singular, _, plural = word.replace("_", " ").partition("/")
    return singular, plural or singular + "s"


PEOPLE = nouns(
    "farmer pilot baker carpenter gardener plumber sailor librarian tailor neighbour painter goalkeeper hiker "
    "surgeon translator firefighter mechanic violinist lodger inspector"
)
PEOPLE_IRREGULAR = nouns("child/children policeman/policemen fisherman/fishermen grandchild/grandchildren salesman/salesmen")
FEMALE = nouns("grandmother bride widow policewoman/policewomen daughter aunt nun princess/princesses", "she")
MALE = nouns("grandfather groom widower monk uncle son king bishop", "he")
ANIMALS = nouns("goat horse parrot donkey rabbit beetle tortoise pony/ponies")
THINGS = nouns(
    "ladder suitcase kettle lantern blanket hammer bucket umbrella envelope candle mirror wallet basket clock trumpet map bottle "
    "parcel cushion needle"
)
THINGS_IRREGULAR = nouns("loaf/loaves knife/knives shelf/shelves scarf/scarves leaf/leaves")
BODY_IRREGULAR = nouns("tooth/teeth foot/feet goose/geese mouse/mice")
PLACES = nouns("harbour village station kitchen orchard theatre cellar bakery/bakeries market chapel")
WORKS = nouns("poem letter report song recipe speech/speeches novel diary/diaries")

ADJECTIVES = "heavy narrow green wooden ancient cheap quiet clean famous broad dusty yellow elegant fragile".split()
# Of people.
TEMPERS = "patient tired cheerful polite hungry careful lonely proud clever nervous".split()
ADVERBS = "yesterday today again quickly carefully quietly slowly".split()


def verbs(text):
    return [Verb(*word.replace("_", " ").split("/")) for word in text.split()]


# Subject person, object person.
TRANSITIVE_PERSON = verbs(
    "admire/admires/admired/admired/admiring visit/visits/visited/visited/visiting call/calls/called/called/calling "
    "thank/thanks/thanked/thanked/thanking follow/follows/followed/followed/following trust/trusts/trusted/trusted/trusting "
    "invite/invites/invited/invited/inviting remember/remembers/remembered/remembered/remembering "
    "blame/blames/blamed/blamed/blaming defend/defends/defended/defended/defending"
)
# Subject person, object thing.
TRANSITIVE_THING = verbs(
    "buy/buys/bought/bought/buying carry/carries/carried/carried/carrying sell/sells/sold/sold/selling clean/cleans/cleaned/cleaned/cleaning "
    "lose/loses/lost/lost/losing borrow/borrows/borrowed/borrowed/borrowing find/finds/found/found/finding "
    "hide/hides/hid/hidden/hiding steal/steals/stole/stolen/stealing choose/chooses/chose/chosen/choosing "
    "repair/repairs/repaired/repaired/repairing paint/paints/painted/painted/painting forget/forgets/forgot/forgotten/forgetting"
)
# Never with an object.
INTRANSITIVE = verbs(
    "arrive/arrives/arrived/arrived/arriving sleep/sleeps/slept/slept/sleeping laugh/laughs/laughed/laughed/laughing "
    "sneeze/sneezes/sneezed/sneezed/sneezing yawn/yawns/yawned/yawned/yawning cough/coughs/coughed/coughed/coughing "
    "kneel/kneels/knelt/knelt/kneeling faint/faints/fainted/fainted/fainting tremble/trembles/trembled/trembled/trembling "
    "hesitate/hesitates/hesitated/hesitated/hesitating disappear/disappears/disappeared/disappeared/disappearing"
)
# Never without one.
STRICTLY_TRANSITIVE = verbs(
    "devour/devours/devoured/devoured/devouring avoid/avoids/avoided/avoided/avoiding admire/admires/admired/admired/admiring "
    "possess/possesses/possessed/possessed/possessing mention/mentions/mentioned/mentioned/mentioning "
    "carry/carries/carried/carried/carrying use/uses/used/used/using discuss/discusses/discussed/discussed/discussing "
    "repair/repairs/repaired/repaired/repairing own/owns/owned/owned/owning"
)
# With a thing for the subject, and as well with a person for the subject and the thing for the object.
CAUSATIVE = verbs(
    "open/opens/opened/opened/opening break/breaks/broke/broken/breaking move/moves/moved/moved/moving "
    "drop/drops/dropped/dropped/dropping turn/turns/turned/turned/turning roll/rolls/rolled/rolled/rolling "
    "burn/burns/burned/burned/burning spin/spins/spun/spun/spinning"
)
# Past and participle differ.
IRREGULAR_THING = verbs(
    "write/writes/wrote/written/writing break/breaks/broke/broken/breaking steal/steals/stole/stolen/stealing "
    "hide/hides/hid/hidden/hiding tear/tears/tore/torn/tearing choose/chooses/chose/chosen/choosing "
    "forget/forgets/forgot/forgotten/forgetting draw/draws/drew/drawn/drawing take/takes/took/taken/taking "
    "give_away/gives_away/gave_away/given_away/giving_away throw_away/throws_away/threw_away/thrown_away/throwing_away "
    "know/knows/knew/known/knowing see/sees/saw/seen/seeing"
)
IRREGULAR_INTRANSITIVE = verbs(
    "go_home/goes_home/went_home/gone_home/going_home begin/begins/began/begun/beginning sing/sings/sang/sung/singing "
    "swim/swims/swam/swum/swimming wake_up/wakes_up/woke_up/woken_up/waking_up "
    "fall_asleep/falls_asleep/fell_asleep/fallen_asleep/falling_asleep speak/speaks/spoke/spoken/speaking"
)
