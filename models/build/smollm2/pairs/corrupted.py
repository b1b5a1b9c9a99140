"""Minimal pairs from running text: a sentence, and the same with one slip put in by rule: corrupted.py TEXT... OUTPUT.jsonl

TEXT is text of the corpus that no model of ours was trained on (`validation.txt` of models/build/corpus), one paragraph a line. The slips are
those that learners of English make most: articles, prepositions, agreement, forms of verbs and nouns, pronouns, words that are taken for
each other, words left out or out of order. The same text gives the same pairs.
"""

import json
import random
import re
import sys

PAIRS_EACH = 100
LEAST_WORDS, MOST_WORDS = 6, 24
# A sentence with one of these speaks of somebody: nearer to what people write than reference manuals are.
PERSONAL = set("i you he she we they my your his her our their me him us them".split())
PREPOSITIONS = "in on at for of to with by from about into over".split()
PLAIN = re.compile(r"[A-Z][A-Za-z' ,;-]*[.?!]")

SWAPS = {
    "determiner replaced": {"a": ["the"], "an": ["the"], "the": ["a"], "this": ["these"], "these": ["this"], "many": ["much"], "much": ["many"]},
    "preposition replaced": {word: [other for other in PREPOSITIONS if other != word] for word in PREPOSITIONS},
    "agreement": {
        "is": ["are"], "are": ["is"], "was": ["were"], "were": ["was"], "has": ["have"], "have": ["has"], "does": ["do"],
        "do": ["does"], "doesn't": ["don't"], "don't": ["doesn't"],
    },
    "pronoun": {
        "he": ["him"], "she": ["her"], "they": ["them", "their"], "them": ["they"], "we": ["us"], "us": ["we"], "me": ["I"], "him": ["he"],
        "their": ["they", "them"], "my": ["me", "mine"], "your": ["you", "yours"], "its": ["it", "his"], "who": ["which"], "who's": ["whose"],
    },
    "word choice": {
        "then": ["than"], "than": ["then"], "there": ["their"], "their": ["there"], "make": ["do"], "do": ["make"], "made": ["did"],
        "say": ["tell"], "tell": ["say"], "said": ["told"], "told": ["said"], "see": ["watch"], "look": ["see"], "good": ["well"],
        "well": ["good"], "because": ["because of"], "other": ["another"], "another": ["other"], "too": ["to"], "its": ["it's"],
        "your": ["you're"], "learn": ["teach"], "if": ["whether or"], "during": ["while"], "while": ["during"], "like": ["as"],
        "few": ["little"], "little": ["few"], "since": ["for"], "until": ["by"], "every": ["all"], "all": ["every"], "very": ["much"],
    },
}
MODALS = set("will would can could should may might must to".split())
BASE = set(
    """
    be get have make take go see use give find know want keep work run help try call ask need feel become leave put mean let begin
    show hear play move live believe bring happen write sit stand lose pay meet include continue set learn change lead understand
    watch follow stop create speak read allow add spend grow open walk win offer remember consider appear buy wait serve die send
    expect build stay fall cut reach kill remain
    """.split()
)
GERUNDS = dict(
    pair.split("/")
    for pair in """
    be/being get/getting run/running put/putting let/letting begin/beginning sit/sitting set/setting stop/stopping win/winning
    cut/cutting die/dying see/seeing
    """.split()
)
PAST = dict(
    pair.split("/")
    for pair in """
    went/go made/make took/take came/come saw/see gave/give found/find knew/know thought/think began/begin wrote/write kept/keep
    left/leave felt/feel became/become brought/bring told/tell lost/lose got/get wanted/want used/use tried/try called/call asked/ask
    needed/need looked/look worked/work
    """.split()
)
COUNTED = set("these those many several few two three both various all some other".split())
ARTICLES = ("a", "an", "the")
PRONOUNS = set("i you he she we they it".split())
LINKED_ADVERB = re.compile(r"[a-z]{3,}(?<![lbi])ly$")


def gerund(base):
    return GERUNDS.get(base) or (base[:-1] if base.endswith("e") and not base.endswith("ee") else base) + "ing"


def _swap(kind):
    table = SWAPS[kind]

    def apply(words, i, rng):
        others = table.get(words[i])
        return [*words[:i], rng.choice(others), *words[i + 1 :]] if others else None

    return apply


def _without(words, i):
    return words[:i] + words[i + 1 :]


def _determiner_missing(words, i, _):
    return _without(words, i) if words[i] in ARTICLES and i + 1 < len(words) else None


def _determiner_superfluous(words, i, rng):
    """Before what follows a preposition without one, and isn't a name."""
    if i == 0 or words[i - 1] not in PREPOSITIONS or not re.fullmatch("[a-z]{4,}(?:s|ness|ity|ion|ment)", words[i]):
        return None
    return [*words[:i], "the" if words[i].endswith("s") and rng.random() < 0.7 else rng.choice(("the", "a")), *words[i:]]


def _preposition_missing(words, i, _):
    return _without(words, i) if words[i] in PREPOSITIONS and 0 < i < len(words) - 1 else None


def _preposition_superfluous(words, i, rng):
    if i < 2 or words[i] not in ("the", "a", "this", "it", "them", "their", "my", "your") or words[i - 1] in PREPOSITIONS:
        return None
    if words[i - 1] not in BASE and words[i - 1] not in PAST:
        return None
    return [*words[:i], rng.choice(("to", "of", "on", "for", "with", "at")), *words[i:]]


def _verb_form(words, i, rng):
    if i == 0 or words[i - 1] not in MODALS or words[i] not in BASE:
        return None
    return [*words[:i], gerund(words[i]), *words[i + 1 :]] if words[i - 1] == "to" or rng.random() < 0.5 else [*words[:i], "to", *words[i:]]


def _tense(words, i, rng):
    if words[i] not in PAST or i == 0 or words[i - 1] in ("have", "has", "had", "be", "is", "was", "are", "were", "been"):
        return None
    return [*words[:i], PAST[words[i]], *words[i + 1 :]]


def _third_person(words, i, _):
    if i == 0 or words[i - 1] not in PRONOUNS or not re.fullmatch("[a-z]{3,}", words[i]):
        return None
    if words[i - 1] in ("he", "she", "it"):
        return [*words[:i], words[i][:-1], *words[i + 1 :]] if words[i][:-1] in BASE else None
    return [*words[:i], words[i] + "s", *words[i + 1 :]] if words[i] in BASE and words[i] not in ("be", "have", "go") else None


def _noun_number(words, i, _):
    if i == 0 or not re.fullmatch("[a-z]{4,}", words[i]):
        return None
    if words[i - 1] in COUNTED and words[i].endswith("s") and not words[i].endswith(("ss", "us", "is", "ies", "ses", "xes", "ches")):
        return [*words[:i], words[i][:-1], *words[i + 1 :]]
    return None


def _adverb(words, i, _):
    if i == 0 or not LINKED_ADVERB.fullmatch(words[i]) or words[i] in ("only", "family", "reply", "apply", "supply", "early", "likely", "friendly", "daily"):
        return None
    return [*words[:i], words[i][:-2], *words[i + 1 :]]


def _subject_missing(words, i, _):
    return _without(words, i) if i > 0 and words[i] in ("it", "they", "we", "he", "she", "you") and i + 1 < len(words) and words[i - 1] in ("that", "if", "when", "because", "but", "and", "as") else None


def _word_order(words, i, _):
    """Adverbs behind the wrong verb, questions in the order of statements."""
    if i + 1 < len(words) and words[i] in ("always", "never", "often", "also", "usually", "already", "still", "probably") and re.fullmatch("[a-z]+", words[i + 1]):
        return [*words[:i], words[i + 1], words[i], *words[i + 2 :]]
    if 0 < i < len(words) - 1 and words[i - 1] in ("what", "how", "why", "where") and words[i] in PRONOUNS and words[i + 1] in ("is", "are", "can", "was", "should", "will"):
        return [*words[:i], words[i + 1], words[i], *words[i + 2 :]]
    return None


RULES = {name: _swap(name) for name in SWAPS} | {
    "determiner missing": _determiner_missing,
    "determiner superfluous": _determiner_superfluous,
    "preposition missing": _preposition_missing,
    "preposition superfluous": _preposition_superfluous,
    "verb form": _verb_form,
    "tense": _tense,
    "third person": _third_person,
    "noun number": _noun_number,
    "adverb": _adverb,
    "subject missing": _subject_missing,
    "word order": _word_order,
}


def sentences(paths):
    for path in paths:
        with open(path, encoding="utf-8") as text:
            for line in text:
                for sentence in re.split(r"(?<=[.?!]) (?=[A-Z])", line.strip()):
                    words = sentence.split()
                    if LEAST_WORDS <= len(words) <= MOST_WORDS and PLAIN.fullmatch(sentence) and PERSONAL & {w.lower() for w in words}:
                        yield sentence


def pairs(paths):
    """{good, bad, paradigm}; of each sentence one slip, of each slip PAIRS_EACH."""
    rng = random.Random("slips")
    kept = list(dict.fromkeys(sentences(paths)))
    rng.shuffle(kept)
    made = {name: [] for name in RULES}
    for sentence in kept:
        words = re.findall(r"[\w'-]+|[^\w\s]", sentence)
        open_rules = sorted((name for name in RULES if len(made[name]) < PAIRS_EACH), key=lambda name: len(made[name]))
        for name in open_rules:
            places = [i for i in range(len(words) - 1) if (changed := RULES[name](words, i, rng)) and changed != words]
            if places:
                i = rng.choice(places)
                bad = _join(RULES[name](words, i, rng))
                made[name].append({"good": sentence, "bad": bad, "paradigm": name})
                break
    return [pair for name in RULES for pair in made[name]]


def _join(words):
    text = re.sub(r" ([,;.?!])", r"\1", " ".join(words))
    return text[0].upper() + text[1:]


if __name__ == "__main__":
    *texts, output = sys.argv[1:]
    with open(output, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs(texts))
