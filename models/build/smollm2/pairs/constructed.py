"""Minimal pairs of our own making, for choosing what scored sentences are preceded by: constructed.py OUTPUT.jsonl

Each paradigm is a rule of English grammar that syntax textbooks have; frames, words and sentences are ours. The same code gives the same pairs.
"""

import json
import random
import sys

import words as w

PAIRS_EACH = 50
PARADIGMS = {}


def paradigm(make):
    PARADIGMS[make.__name__] = make
    return make


class Draw:
    """Random choices from the words."""

    def __init__(self, seed):
        self._random = random.Random(seed)

    def of(self, choices, but=()):
        return self._random.choice([choice for choice in choices if choice not in but])

    def chance(self, share=0.5):
        return self._random.random() < share

    def woman(self):
        return self.of(w.WOMEN)

    def man(self):
        return self.of(w.MEN)

    def name(self, but=()):
        return self.of(w.WOMEN + w.MEN, but)

    def two_people(self):
        first = self.of(w.PEOPLE)
        return first, self.of(w.PEOPLE, [first])


# Agreement of subject and verb


@paradigm
def subject_verb(d):
    noun, verb, plural = d.of(w.PEOPLE), d.of(w.INTRANSITIVE), d.chance()
    subject = f"The {noun.plural if plural else noun.singular}"
    tail = d.of(["every night", "in the kitchen", "before every journey", "when nobody is looking"])
    good, bad = (verb.base, verb.third) if plural else (verb.third, verb.base)
    return f"{subject} {good} {tail}.", f"{subject} {bad} {tail}."


@paradigm
def subject_verb_across_phrase(d):
    thing, other, plural = d.of(w.THINGS), d.of(w.PEOPLE), d.chance()
    preposition = d.of(["beside", "behind", "of", "near"])
    subject = f"The {thing.plural} {preposition} the {other.singular}" if plural else f"The {thing.singular} {preposition} the {other.plural}"
    good, bad = d.of([("are", "is"), ("were", "was"), ("have been", "has been")]) if plural else d.of([("is", "are"), ("was", "were"), ("has been", "have been")])
    end = d.of(["too heavy", "very old", "for sale", "missing"])
    return f"{subject} {good} {end}.", f"{subject} {bad} {end}."


@paradigm
def subject_verb_across_relative(d):
    (person, other), plural, verb = d.two_people(), d.chance(), d.of(w.TRANSITIVE_PERSON)
    subject, inner = (person.plural, other.singular) if plural else (person.singular, other.plural)
    relative = f"that the {inner} {verb.past}"
    good, bad = ("have", "has") if plural else ("has", "have")
    end = d.of(["left the village", "gone to bed", "already eaten", "found a new house"])
    return f"The {subject} {relative} {good} {end}.", f"The {subject} {relative} {bad} {end}."


@paradigm
def verb_subject_irregular(d):
    noun, plural = d.of(w.PEOPLE_IRREGULAR + w.BODY_IRREGULAR[2:]), d.chance()
    good, bad = (noun.plural, noun.singular) if plural else (noun.singular, noun.plural)
    verb = d.of(["are", "were", "don't seem", "have been"] if plural else ["is", "was", "doesn't seem", "has been"])
    rest = f"{verb} {d.of(['afraid of the water', 'hungry again', 'lost', 'ready to leave'])}"
    return f"The {good} {rest}.", f"The {bad} {rest}."


@paradigm
def verb_subject_regular(d):
    noun, verb, plural = d.of(w.PEOPLE + w.ANIMALS), d.of(w.INTRANSITIVE), d.chance()
    good, bad = (noun.plural, noun.singular) if plural else (noun.singular, noun.plural)
    rest = f"{verb.base if plural else verb.third}{d.of(['', ' all day', ' too often'])}"
    return f"The {good} {rest}.", f"The {bad} {rest}."


@paradigm
def there_agreement(d):
    thing, place, plural = d.of(w.THINGS), d.of(w.PLACES), d.chance()
    noun = f"{d.of(['two', 'several', 'many'])} {thing.plural}" if plural else f"only one {thing.singular}"
    good, bad = d.of([("are", "is"), ("were", "was")] if plural else [("is", "are"), ("was", "were")])
    return f"There {good} {noun} in the {place.singular}.", f"There {bad} {noun} in the {place.singular}."


# Determiners and nouns


def _determined(d, noun, adjective=""):
    plural = d.chance()
    determiner = d.of(["these", "those", "several", "both"] if plural else ["this", "that", "every", "another"])
    good, bad = (noun.plural, noun.singular) if plural else (noun.singular, noun.plural)
    start = f"{d.name()} {d.of(w.TRANSITIVE_THING).past} {determiner} {adjective}"
    return f"{start}{good}.", f"{start}{bad}."


@paradigm
def determiner_noun(d):
    return _determined(d, d.of(w.THINGS))


@paradigm
def determiner_noun_irregular(d):
    return _determined(d, d.of(w.THINGS_IRREGULAR + w.BODY_IRREGULAR + w.PEOPLE_IRREGULAR))


@paradigm
def determiner_adjective_noun(d):
    return _determined(d, d.of(w.THINGS + w.THINGS_IRREGULAR + w.BODY_IRREGULAR), d.of(w.ADJECTIVES) + " ")


# Anaphora and binding


@paradigm
def reflexive_number(d):
    verb = d.of(w.TRANSITIVE_PERSON)
    if d.chance():
        noun = d.of(w.FEMALE + w.MALE)
        good, bad = ("herself" if noun.gender == "she" else "himself"), "themselves"
        return f"The {noun.singular} {verb.past} {good}.", f"The {noun.singular} {verb.past} {bad}."
    subject = f"{d.of(['The', 'Both', 'Most'])} {d.of(w.PEOPLE).plural}"
    return f"{subject} {verb.past} themselves.", f"{subject} {verb.past} {d.of(['himself', 'herself'])}."


@paradigm
def reflexive_gender(d):
    verb, her = d.of(w.TRANSITIVE_PERSON), d.chance()
    subject = d.of([d.woman(), f"The {d.of(w.FEMALE).singular}"]) if her else d.of([d.man(), f"The {d.of(w.MALE).singular}"])
    good, bad = ("herself", "himself") if her else ("himself", "herself")
    modal = d.of(["has", "hasn't", "had never"])
    return f"{subject} {modal} {verb.participle} {good}.", f"{subject} {modal} {verb.participle} {bad}."


@paradigm
def reflexive_in_its_clause(d):
    her, verb = d.chance(), d.of(w.TRANSITIVE_PERSON)
    outer, inner = (d.man(), d.woman()) if her else (d.woman(), d.man())
    report, reflexive = d.of(["says", "thinks", "heard", "believes"]), "herself" if her else "himself"
    rest = f"{verb.past} {reflexive}."
    return f"{outer} {report} that {inner} {rest}", f"{inner} {report} that {outer} {rest}"


@paradigm
def reflexive_with_possessor(d):
    her, verb = d.chance(), d.of(w.TRANSITIVE_PERSON)
    relative = d.of(["aunt", "sister", "daughter", "mother"] if her else ["uncle", "brother", "son", "father"])
    owner = d.man() if her else d.woman()
    good, bad = ("herself", "himself") if her else ("himself", "herself")
    return f"{owner}'s {relative} {verb.past} {good}.", f"{owner}'s {relative} {verb.past} {bad}."


@paradigm
def reflexive_before_participle(d):
    her, verb = d.chance(), d.of(w.TRANSITIVE_THING)
    subject, reflexive = (d.woman(), "herself") if her else (d.man(), "himself")
    start = f"{subject} {d.of(['pictured', 'saw', 'remembered', 'caught'])} {reflexive}"
    end = f"the {d.of(w.THINGS).singular}."
    return f"{start} {verb.progressive} {end}", f"{start} {d.of([verb.past, verb.third])} {end}"


# Argument structure


@paradigm
def causative_verb(d):
    subject, thing = d.name(), d.of(w.THINGS)
    auxiliary = d.of(["has", "had", "hasn't"])
    good, bad = d.of(w.CAUSATIVE).participle, d.of(w.INTRANSITIVE).participle
    return f"{subject} {auxiliary} {good} the {thing.singular}.", f"{subject} {auxiliary} {bad} the {thing.singular}."


@paradigm
def passive_verb(d):
    subject = f"The {d.of(w.PEOPLE).plural}" if d.chance() else d.name()
    be = d.of(["weren't", "were"]) if subject.startswith("The") else d.of(["was", "wasn't"])
    agent = d.of(["", f" by {d.name([subject])}"])
    good, bad = d.of(w.TRANSITIVE_PERSON).participle, d.of(w.INTRANSITIVE).participle
    return f"{subject} {be} {good}{agent}.", f"{subject} {be} {bad}{agent}."


@paradigm
def intransitive_verb(d):
    subject, auxiliary = f"The {d.of(w.PEOPLE).plural}", d.of(["will", "can", "might", "didn't"])
    tail = d.of(["", " tomorrow", " again"]) if auxiliary != "didn't" else ""
    return f"{subject} {auxiliary} {d.of(w.INTRANSITIVE).base}{tail}.", f"{subject} {auxiliary} {d.of(w.STRICTLY_TRANSITIVE).base}{tail}."


@paradigm
def inchoative_verb(d):
    subject, auxiliary = f"The {d.of(w.THINGS).singular}", d.of(["has", "hasn't", "had"])
    bad = d.of(w.STRICTLY_TRANSITIVE + w.TRANSITIVE_THING[:2])
    return f"{subject} {auxiliary} {d.of(w.CAUSATIVE).participle}.", f"{subject} {auxiliary} {bad.participle}."


@paradigm
def animate_agent(d):
    person, thing, other = d.of(w.PEOPLE), d.of(w.THINGS), d.of(w.PEOPLE)
    start = f"The {other.singular} was {d.of(['thanked', 'invited', 'blamed', 'admired', 'visited'])} by the"
    return f"{start} {person.singular}.", f"{start} {thing.singular}."


# Control and raising


@paradigm
def tough_adjective(d):
    subject = d.of([d.name(), f"The {d.of(w.PEOPLE).singular}"])
    verb = d.of(["live with", "argue with", "forget", "please", "work for", "impress", "talk to"])
    good, bad = d.of(["easy", "hard", "difficult", "impossible", "fun"]), d.of(["likely", "certain", "sure", "about"])
    return f"{subject} is {good} to {verb}.", f"{subject} is {bad} to {verb}."


@paradigm
def raising_adjective(d):
    subject = f"The {d.of(w.PEOPLE + w.ANIMALS).singular}"
    verb = d.of(["arrive late", "sneeze", "fall asleep", "disappear again", "hesitate"])
    good, bad = d.of(["likely", "certain", "sure", "about"]), d.of(["easy", "hard", "impossible", "tough"])
    return f"{subject} is {good} to {verb}.", f"{subject} is {bad} to {verb}."


@paradigm
def expletive_it_object(d):
    subject = d.name()
    clause = f"it to be {d.of(['strange', 'obvious', 'sad', 'unlikely', 'a pity'])} that {d.name([subject])} {d.of(w.INTRANSITIVE).past}."
    good, bad = d.of(["believes", "considered", "expected", "judged", "found"]), d.of(["persuaded", "forced", "asked", "told", "taught"])
    return f"{subject} {good} {clause}", f"{subject} {bad} {clause}"


@paradigm
def expletive_there_object(d):
    subject = d.name()
    clause = f"there to be {d.of(['a problem', 'enough food', 'two doctors', 'a queue'])} {d.of(['in', 'at', 'near'])} the {d.of(w.PLACES).singular}."
    good, bad = d.of(["expects", "wanted", "believes", "needed"]), d.of(["persuaded", "forced", "taught", "convinced"])
    return f"{subject} {good} {clause}", f"{subject} {bad} {clause}"


@paradigm
def expletive_there_subject(d):
    plural = d.chance()
    noun = f"{d.of(['many', 'some', 'no'])} {d.of(w.PEOPLE).plural}" if plural else f"{d.of(['a', 'no'])} {d.of(w.THINGS[:4]).singular}"
    good = d.of(["seem", "appear", "happen"]) if plural else d.of(["seems", "appears", "happens"])
    bad = d.of(["want", "hope", "refuse"]) if plural else d.of(["wants", "hopes", "refuses"])
    end = f"to be {noun} in the {d.of(w.PLACES).singular}."
    return f"There {good} {end}", f"There {bad} {end}"


# Ellipsis


@paradigm
def noun_ellipsis(d):
    one, verb, thing, adjective = d.name(), d.of(w.TRANSITIVE_THING).past, d.of(w.THINGS).plural, d.of(w.ADJECTIVES)
    two = d.name([one])
    few, many = d.of(["two", "one or two", "three"]), d.of(["four", "several", "many", "a few"])
    return (
        f"{one} {verb} {few} {adjective} {thing} and {two} {verb} {many}.",
        f"{one} {verb} {few} {thing} and {two} {verb} {many} {adjective}.",
    )


# Gaps and their fillers


@paradigm
def gap_needs_filler(d):
    verb, subject = d.of(["knows", "found out", "asked me", "told us", "forgot"]), d.name()
    filler, clause = d.of([
        ("what", f"the {d.of(w.PEOPLE).singular} {d.of(w.TRANSITIVE_THING).past}"),
        ("who", f"the {d.of(w.PEOPLE).plural} {d.of(w.TRANSITIVE_PERSON).past}"),
    ])
    if verb == "asked me":
        verb = "can say"
    return f"{subject} {verb} {filler} {clause}.", f"{subject} {verb} that {clause}."


@paradigm
def filler_needs_gap(d):
    verb, subject = d.of(["knows", "found out", "said", "told us", "forgot"]), d.name()
    clause = f"the {d.of(w.PEOPLE).singular} {d.of(w.TRANSITIVE_THING).past} the {d.of(w.THINGS).singular}"
    return f"{subject} {verb} that {clause}.", f"{subject} {verb} what {clause}."


@paradigm
def relative_object_gap(d):
    subject, thing = d.name(), d.of(w.THINGS).singular
    verb, inner = d.of(["saw", "noticed", "described"]), f"the {d.of(w.PEOPLE).singular} {d.of(w.TRANSITIVE_THING).past}"
    return f"{subject} {verb} the {thing} that {inner}.", f"{subject} {verb} what {inner} the {thing}."


@paradigm
def relative_subject_gap(d):
    subject, person = d.name(), d.of(w.PEOPLE).singular
    verb, rest = d.of(["met", "thanked", "recognised"]), f"{d.of(w.TRANSITIVE_THING).past} the {d.of(w.THINGS).singular}"
    other = f"that {d.name([subject])} {d.of(['likes', 'invited', 'mentioned'])}"
    return f"{subject} {verb} the {person} {other} who {rest}.", f"{subject} {verb} who the {person} {other} {rest}."


# Islands


@paradigm
def question_island(d):
    asker = d.of(w.PEOPLE)
    she = d.of(["she", "he", "they"])
    auxiliary, verb = d.of([("does", "know"), ("did", "find out"), ("did", "discover"), ("will", "remember")])
    inner = d.of(w.TRANSITIVE_PERSON).past
    start = f"Who {auxiliary} the {asker.singular} {verb}"
    return f"{start} {she} {inner}?", f"{start} who {inner}?"


@paradigm
def complex_noun_island(d):
    name, thing, verb = d.name(), d.of(["What", "Which map", "Whose parcel"]), d.of(w.TRANSITIVE_THING).past
    noun = d.of(["the rumour", "the claim", "the story"])
    other = f"the {d.of(w.PEOPLE).singular}"
    return f"{thing} did {name} say that {other} {verb}?", f"{thing} did {name} hear {noun} that {other} {verb}?"


@paradigm
def coordinate_island(d):
    name, other = d.name(), d.of(w.PEOPLE).singular
    wh, verb = d.of([("What", d.of(w.TRANSITIVE_THING).base), ("Who", d.of(w.TRANSITIVE_PERSON).base)])
    auxiliary = d.of(["did", "will", "should"])
    return f"{wh} {auxiliary} {name} and the {other} {verb}?", f"{wh} {auxiliary} {name} {verb} and the {other}?"


@paradigm
def adjunct_island(d):
    name, verb, place = d.name(), d.of(w.TRANSITIVE_THING), d.of(w.PLACES).singular
    connective = d.of(["before", "after", "without"])
    return (
        f"What did {name} {verb.base} {connective} leaving the {place}?",
        f"What did {name} leave the {place} {connective} {verb.progressive}?",
    )


@paradigm
def sentential_subject_island(d):
    (person, other), verb = d.two_people(), d.of(w.TRANSITIVE_PERSON)
    auxiliary = d.of(["did", "will", "might"])
    feeling = d.of(["annoy", "surprise", "worry", "please"])
    start = f"Who {auxiliary} the {person.singular}'s {verb.progressive}"
    return f"{start} the {other.plural} {feeling}?", f"{start} {feeling} the {other.plural}?"


@paradigm
def left_branch_island(d):
    name, verb, thing = d.name(), d.of(w.TRANSITIVE_THING).base, d.of(w.THINGS).singular
    wh = d.of(["Whose", "Which", "What"])
    auxiliary = d.of(["did", "should", "will"])
    return f"{wh} {thing} {auxiliary} {name} {verb}?", f"{wh} {auxiliary} {name} {verb} {thing}?"


# Irregular forms


@paradigm
def participle_as_adjective(d):
    verb, thing = d.of([verb for verb in w.IRREGULAR_THING if " " not in verb.base]), d.of(w.THINGS + w.WORKS)
    rest = d.of([f"was {d.of(w.ADJECTIVES)}", "lay on the floor", f"belonged to {d.name()}", "made me sad"])
    return f"The {verb.participle} {thing.singular} {rest}.", f"The {verb.past} {thing.singular} {rest}."


@paradigm
def participle_in_passive(d):
    verb, thing = d.of(w.IRREGULAR_THING), d.of(w.WORKS + w.THINGS)
    start, tail = f"The {thing.plural} {d.of(['were', 'have been', 'had been'])}", d.of(["", f" by {d.name()}", " long ago"])
    return f"{start} {verb.participle}{tail}.", f"{start} {verb.past}{tail}."


@paradigm
def past_as_verb(d):
    verb = d.of([verb for verb in w.IRREGULAR_INTRANSITIVE if verb.past != verb.participle])
    subject, tail = f"The {d.of(w.PEOPLE).plural}", d.of(["", " before midnight", " on Sunday", " without a word"])
    return f"{subject} {verb.past}{tail}.", f"{subject} {verb.participle}{tail}."


# Negative polarity


def _act(d):
    """A verb phrase in base, participle."""
    return d.of([
        (f"{verb.base} the {thing.singular}", f"{verb.participle} the {thing.singular}")
        for verb, thing in zip(w.TRANSITIVE_THING, w.THINGS)
    ] + [(f"{verb.base}", f"{verb.participle}") for verb in w.INTRANSITIVE])


@paradigm
def ever_in_question(d):
    subject, (base, participle) = d.of([d.name(), f"the {d.of(w.PEOPLE).singular}"]), _act(d)
    auxiliary, verb = d.of([("has", participle), ("had", participle), ("will", base), ("did", base)])
    statement = f"{subject[0].upper()}{subject[1:]} {auxiliary} ever {verb}."
    return f"{auxiliary.capitalize()} {subject} ever {verb}?", statement


@paradigm
def ever_after_only(d):
    subject, (base, participle) = d.of([d.name(), f"the {d.of(w.PEOPLE).singular}", f"these {d.of(w.PEOPLE).plural}"]), _act(d)
    rest = f"{subject} {d.of([f'would ever {base}', f'had ever {participle}', f'could ever {base}'])}."
    return f"Only {rest}", f"{d.of(['Even', 'Perhaps'])} {rest}"


@paradigm
def ever_after_negation(d):
    subject, (_, participle) = f"The {d.of(w.PEOPLE).singular}", _act(d)
    auxiliary = d.of(["has", "had"])
    return f"{subject} {auxiliary} not ever {participle}.", f"{subject} {auxiliary} {d.of(['probably', 'really', 'certainly'])} ever {participle}."


@paradigm
def ever_in_scope(d):
    (person, other), (_, participle) = d.two_people(), _act(d)
    verb = d.of(["trusts", "knows", "invited"])
    return (
        f"No {person.singular} that the {other.singular} {verb} has ever {participle}.",
        f"The {person.singular} that no {other.singular} {verb} has ever {participle}.",
    )


@paradigm
def any_after_nobody(d):
    verb, thing, place = d.of(w.TRANSITIVE_THING).past, d.of(w.THINGS).plural, d.of(w.PLACES).singular
    rest = f"{verb} any {thing} {d.of(['in', 'at'])} the {place}."
    return f"{d.of(['Nobody', 'No one'])} {rest}", f"{d.of(['Somebody', 'Everybody'])} {rest}"


# Quantifiers


@paradigm
def there_and_quantifier(d):
    plural, place = d.chance(), f"{d.of(['in', 'near'])} the {d.of(w.PLACES).singular}"
    person = d.of(w.PEOPLE)
    doing = d.of(w.INTRANSITIVE).progressive
    if plural:
        be, good, bad, noun = d.of(["are", "were"]), d.of(["some", "few", "no", "many"]), d.of(["all", "most", "both"]), person.plural
    else:
        be, good, bad, noun = d.of(["is", "was"]), d.of(["a", "no", "one"]), d.of(["each", "every"]), person.singular
    return f"There {be} {good} {noun} {doing} {place}.", f"There {be} {bad} {noun} {doing} {place}."


@paradigm
def modified_numeral_after_no(d):
    person, verb, thing = d.of(w.PEOPLE), d.of(w.TRANSITIVE_THING).past, d.of(w.THINGS).plural
    number = d.of(["two", "three", "five", "ten"])
    start = f"No {person.singular} {verb}"
    return f"{start} more than {number} {thing}.", f"{start} at least {number} {thing}."


def pairs():
    """{good, bad, paradigm}, each once."""
    made = []
    for name, make in PARADIGMS.items():
        draw, seen = Draw(name), {}
        while len(seen) < PAIRS_EACH:
            good, bad = make(draw)
            seen[good, bad] = {"good": good, "bad": bad, "paradigm": name}
        made += seen.values()
    return made


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs())
