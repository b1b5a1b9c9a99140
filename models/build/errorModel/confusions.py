"""Classes of spelling errors: which stretch of a word may be written how, each class a conditional distribution.

A rule is (position, intended, written) with position `start` or `inside`; `$` ends the word on both sides. A class gives
q(written | intended); learning (train.py) finds how often each class happens, so that
P(written | intended) = sum over classes of rate(class) q(written | intended, class).
"""

from collections import defaultdict

from phonetics import is_vowel

LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOWEL_LETTERS = "aeiouy"
START, INSIDE = "start", "inside"
MAX_INTENDED = 5
MAX_WRITTEN = 5
PLACE_SHARE = 0.1

KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
ROW_OFFSETS = (0.0, 0.25, 0.75)


def keyboard_neighbours():
    """Letters of adjacent keys on a staggered QWERTY keyboard."""
    at = {}
    for row, keys in enumerate(KEYBOARD_ROWS):
        for column, key in enumerate(keys):
            at[key] = (column + ROW_OFFSETS[row], row)
    return {
        a: [b for b in at if b != a and abs(at[a][0] - at[b][0]) <= 1.0 and abs(at[a][1] - at[b][1]) <= 1] for a in at
    }


# Sounds that listeners and speakers take for one another: mergers of English accents (non-rhotic speech, cot and caught,
# pin and pen, th-fronting, t-flapping), reduced vowels, voicing. Weights are shares of the sound's own 1.0.
SIMILAR_SOUNDS = [
    ("IH0 AH0", 0.5), ("EH1 IH1", 0.15), ("EH1 AE1", 0.08), ("AE1 AH1", 0.08), ("AA1 AO1", 0.4), ("AA1 AH1", 0.1),
    ("AA1 AE1", 0.1), ("AO1 OW1", 0.15), ("UH1 UW1", 0.2), ("UH1 AH1", 0.15), ("IH1 IY1", 0.2), ("IH0 IY0", 0.3),
    ("EY1 EH1", 0.15), ("ER0 AH0", 0.4), ("ER1 AO1", 0.05), ("OW0 AH0", 0.3), ("AO0 AH0", 0.3), ("AE0 AH0", 0.5),
    ("EH0 IH0", 0.5), ("EH0 AH0", 0.5), ("AA0 AH0", 0.5), ("UW0 AH0", 0.2), ("AY1 OY1", 0.05), ("AY1 IH1", 0.05),
    ("OW1 AA1", 0.1), ("UW1 AH1", 0.05), ("AY0 IH0", 0.2), ("EY0 AH0", 0.2), ("AW1 OW1", 0.1),
    ("T D", 0.06), ("S Z", 0.3), ("K G", 0.03), ("P B", 0.03), ("F V", 0.05), ("CH SH", 0.08), ("CH JH", 0.05),
    ("SH ZH", 0.2), ("TH F", 0.08), ("DH V", 0.05), ("TH T", 0.05), ("DH D", 0.05), ("TH DH", 0.2), ("N NG", 0.1),
    ("M N", 0.04), ("W V", 0.02), ("S SH", 0.05), ("Z ZH", 0.05), ("JH ZH", 0.1), ("L R", 0.02),
]  # fmt: skip


def sound_confusions():
    """P(sound taken for it | sound)."""
    shares = defaultdict(dict)
    for pair, share in SIMILAR_SOUNDS:
        one, other = pair.split()
        shares[one][other] = share
        shares[other][one] = share
    # Stressed and unstressed vowels share their other half's confusions: seen from the page, stress is not marked.
    for sound in list(shares):
        if sound[-1] == "1":
            for other, share in shares[sound].items():
                shares[sound[:-1] + "0"].setdefault(other[:-1] + "0", share)
    return {sound: {**others, sound: 1.0} for sound, others in shares.items()}


def _normalised(counts):
    total = sum(counts.values())
    return {key: value / total for key, value in counts.items()} if total > 0 else {}


def unit_spellings(segmentations):
    """P(letters | sounds, place in the word): place is `start`, `inside` or `end`."""
    counts = {place: defaultdict(lambda: defaultdict(float)) for place in ("start", "inside", "end")}
    for _, units in segmentations:
        for index, (letters, sounds) in enumerate(units):
            place = "start" if index == 0 else "end" if index == len(units) - 1 else "inside"
            counts[place][sounds][letters] += 1.0
            # Places share: who misspells puts a `u` at the end of a word, where English has none.
            for other in counts:
                if other != place:
                    counts[other][sounds][letters] += PLACE_SHARE
    return {place: {s: _normalised(c) for s, c in by_sounds.items()} for place, by_sounds in counts.items()}


def phonetic_class(segmentations, floor=0.004):
    """A stretch of one to three units is heard and spelt anew: q(written | intended)."""
    spelt = unit_spellings(segmentations)
    heard = sound_confusions()

    def spellings(sounds, place):
        """P(letters | sounds) after mishearing."""
        total = defaultdict(float)
        variants = [((), 1.0)]
        for sound in sounds:
            others = heard.get(sound, {sound: 1.0})
            mass = sum(others.values())
            variants = [(v + (o,), p * share / mass) for v, p in variants for o, share in others.items()]
        for variant, p in variants:
            for letters, q in spelt[place].get(variant, {}).items():
                total[letters] += p * q
        return {letters: p for letters, p in total.items() if p >= floor}

    cache = {}
    spans = {START: defaultdict(lambda: defaultdict(float)), INSIDE: defaultdict(lambda: defaultdict(float))}
    stretches = {START: defaultdict(float), INSIDE: defaultdict(float)}
    for word, units in segmentations:
        marked = word + "$"
        for i in range(len(word)):
            position = START if i == 0 else INSIDE
            for length in range(1, MAX_INTENDED + 1):
                if i + length <= len(marked):
                    stretches[position][marked[i : i + length]] += 1.0
        for first in range(len(units)):
            position = START if first == 0 else INSIDE
            stretch, sounds = "", []
            for last in range(first, min(first + 3, len(units))):
                stretch += units[last][0]
                sounds.append(units[last][1])
                ends = last == len(units) - 1
                if len(stretch) + ends > MAX_INTENDED or not any(is_vowel(s) for u in sounds for s in u) and last > first:
                    continue
                places = tuple(
                    "start" if k == 0 else "end" if k == len(units) - 1 else "inside" for k in range(first, last + 1)
                )
                spans[position][stretch + ("$" if ends else "")][tuple(sounds), places] += 1.0

    rules = {START: defaultdict(dict), INSIDE: defaultdict(dict)}
    for position, by_stretch in spans.items():
        for stretch, readings in by_stretch.items():
            seen = stretches[position][stretch]
            if seen < 2.0:
                continue
            total = defaultdict(float)
            for (sounds, places), count in readings.items():
                share = count / seen
                if share < 0.01:
                    continue
                written = {"": 1.0}
                for unit, place in zip(sounds, places):
                    key = (unit, place)
                    if key not in cache:
                        cache[key] = spellings(unit, place)
                    written = {
                        w + letters: p * q
                        for w, p in written.items()
                        for letters, q in cache[key].items()
                        if p * q >= floor and len(w + letters) <= MAX_WRITTEN
                    }
                for w, p in written.items():
                    total[w + ("$" if stretch.endswith("$") else "")] += share * p
            for w, p in total.items():
                if w != stretch and p >= floor:
                    rules[position][stretch][w] = p
    return rules


def letter_classes():
    """Classes that need no sounds: q(written | intended) by class name, each for both positions."""
    neighbours = keyboard_neighbours()
    classes = defaultdict(lambda: defaultdict(dict))
    for a in LETTERS:
        vowel = a in VOWEL_LETTERS
        classes["double-vowel" if vowel else "double-consonant"][a][a + a] = 1.0
        classes["halve-vowel" if vowel else "halve-consonant"][a + a][a] = 1.0
        classes["omit-vowel" if vowel else "omit-consonant"][a][""] = 1.0
        classes["insert-vowel" if vowel else "insert-consonant"][""][a] = 1.0 / (6 if vowel else 20)
        for b in LETTERS:
            if b == a:
                continue
            both = (a in VOWEL_LETTERS) + (b in VOWEL_LETTERS)
            kind = ("consonants", "mixed", "vowels")[both]
            classes["swap-" + kind][a + b][b + a] = 1.0
            substitutes = sum(1 for c in LETTERS if c != a and (a in VOWEL_LETTERS) + (c in VOWEL_LETTERS) == both)
            classes["substitute-" + kind][a][b] = 1.0 / substitutes
            # A letter taken twice and its neighbour once: `litteraly`, `begginer`.
            classes["double-other"][a + a + b][a + b + b] = 1.0
            classes["double-other"][a + b + b][a + a + b] = 1.0
        for b in neighbours[a]:
            classes["keyboard-substitute"][a][b] = 1.0 / len(neighbours[a])
            classes["keyboard-insert"][a][a + b] = 0.5 / len(neighbours[a])
            classes["keyboard-insert"][a][b + a] = 0.5 / len(neighbours[a])
    # Apostrophes of contractions, left out or set one letter too early; of the others the generic cost of a mark.
    for ending, misplaced in (("n't$", "'nt$"), ("'m$", None), ("'ve$", "v'e$"), ("'re$", "r'e$"), ("'ll$", "l'l$"), ("'d$", None)):
        classes["drop-apostrophe"][ending][ending.replace("'", "")] = 0.9
        if misplaced:
            classes["drop-apostrophe"][ending][misplaced] = 0.1
    # Silent e, plural s and past ed at the end; y and i before an ending.
    classes["drop-final-e"]["e$"]["$"] = 1.0
    classes["add-final-e"]["$"]["e$"] = 1.0
    classes["drop-final-s"]["s$"]["$"] = 1.0
    classes["drop-final"]["ed$"]["$"] = 0.5
    classes["drop-final"]["d$"]["$"] = 0.5
    classes["keep-e"]["ing$"]["eing$"] = 1.0
    classes["keep-e"]["able$"]["eable$"] = 1.0
    classes["keep-y"]["ie"]["y"] = 1.0
    classes["keep-y"]["i"]["y"] = 1.0
    for one, other in (("ie", "ei"), ("ei", "ie"), ("ance", "ence"), ("ence", "ance"), ("ant", "ent"), ("ent", "ant"),
                       ("able", "ible"), ("ible", "able"), ("ably", "ibly"), ("ibly", "ably"), ("ally$", "ly$"),
                       ("ly$", "ally$"), ("lly$", "ly$"), ("er$", "or$"), ("or$", "er$"), ("ar$", "er$"), ("ary", "ery"),
                       ("ery", "ary"), ("tion", "sion"), ("sion", "tion"), ("ssion", "tion"), ("cede", "ceed"),
                       ("ceed", "cede"), ("sede", "cede"), ("le$", "el$"), ("el$", "le$"), ("al$", "le$"),
                       ("le$", "al$"), ("que", "k"), ("ous$", "us$"), ("ious", "ous"), ("eous", "ious"),
                       ("cial", "tial"), ("tial", "cial"), ("cian", "tion"), ("ough", "uff"), ("ful$", "full$"),
                       ("de", "di"), ("di", "de"), ("re", "ri"), ("per", "pre"), ("pre", "per"), ("our", "or"),
                       ("or", "our"), ("ise", "ize"), ("ize", "ise"), ("yse", "yze"), ("re$", "er$"), ("s", "c"),
                       ("c", "s"), ("sc", "s"), ("sc", "c"), ("xc", "x"), ("cq", "q"), ("ck", "k"), ("c", "k"), ("k", "c"),
                       ("k", "ck"), ("ch", "k"), ("ph", "f"), ("gh", "g"), ("rh", "r"), ("wh", "w"), ("w", "wh")):  # fmt: skip
        classes["lookalike"][one][other] = 1.0
    return classes
