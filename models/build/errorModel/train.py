"""Makes models/spelling-errors-en.json. Sources: the CMU Pronouncing Dictionary (BSD-2-Clause), SCOWL's word lists, and
misspellings mined from the documentation corpus (mine.py); no list of misspellings made by others.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python mine.py --scowl /usr/share/dict/scowl CORPUS/*.txt > mined.tsv
    venv/bin/python train.py --scowl /usr/share/dict/scowl --mined mined.tsv --out ../../spelling-errors-en.json
    npx tsx compile.ts ../..
"""

import argparse
from collections import Counter
from pathlib import Path

import confusions
import phonetics
from artefact import GENERIC, PARAMETERS, write
from composition import compose, to_costs
from confusions import INSIDE, START
from learning import learn
from pruning import prune

# How often a class of error happens where it can, in a word that is misspelt, from general knowledge of English spelling.
FIRST_RATES = {
    "phonetic": 0.06, "lookalike": 0.02,
    "double-consonant": 0.01, "double-vowel": 0.004, "halve-consonant": 0.1, "halve-vowel": 0.05, "double-other": 0.003,
    "omit-vowel": 0.02, "omit-consonant": 0.01, "insert-vowel": 0.01, "insert-consonant": 0.006,
    "swap-vowels": 0.01, "swap-mixed": 0.004, "swap-consonants": 0.002,
    "substitute-vowels": 0.02, "substitute-mixed": 0.001, "substitute-consonants": 0.003,
    "keyboard-substitute": 0.003, "keyboard-insert": 0.002,
    "drop-final-e": 0.03, "add-final-e": 0.01, "drop-final-s": 0.01, "drop-final": 0.01, "keep-e": 0.02, "keep-y": 0.01,
    "drop-apostrophe": 0.3,
}  # fmt: skip
# Writers of documentation know how to spell: their slips say how the hand errs, little of how the ear does. The classes of
# the ear keep their first rates; so do apostrophes, which mining passes over.
KEPT = ("phonetic", "lookalike", "drop-apostrophe")
# First letters are seldom written wrong: 1.4 to 7 % of errors (Kukich 1992), about a fifth of their share of the letters.
START_SHARE = 0.2
# The first rate of a class counts as much as this many errors seen.
CONFIDENCE = 20
SIZES = (10, 20, 35, 40, 50)
MARGIN = 90
CEILING = 900
LEAST_GAIN = {INSIDE: 1e-5, START: 3e-6}


def common_words(scowl):
    words = set()
    for size in SIZES:
        for name in ("english-words", "american-words", "british-words", "english-contractions"):
            path = Path(scowl) / f"{name}.{size}"
            if path.exists():
                words.update(path.read_text(encoding="latin-1").split())
    return words


def stretch_counts(words):
    """How often a stretch begins, or comes inside, a word."""
    counts = {START: Counter(), INSIDE: Counter()}
    for word in words:
        marked = word + "$"
        for i in range(len(marked)):
            for length in range(min(confusions.MAX_INTENDED + 1, len(marked) - i) + 1):
                counts[START if i == 0 else INSIDE][marked[i : i + length]] += 1
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scowl", required=True, help="folder of SCOWL's word lists")
    parser.add_argument("--mined", required=True, help="misspellings from mine.py")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()

    words = common_words(arguments.scowl)
    segmentations = phonetics.align(phonetics.pronunciations(words))
    print(f"{len(segmentations)} words aligned with their sounds")
    classes = dict(confusions.letter_classes())
    classes["phonetic"] = confusions.phonetic_class(segmentations)

    mined = [tuple(line.split("\t")[:2]) for line in Path(arguments.mined).read_text(encoding="utf-8").splitlines()]
    learnt, events, explained = learn(classes, FIRST_RATES, mined, START_SHARE, confidence=CONFIDENCE)
    rates = {name: FIRST_RATES[name] if name in KEPT else learnt[name] for name in FIRST_RATES}
    print(f"{explained} of {len(mined)} mined misspellings explained")
    for name, rate in rates.items():
        print(f"{name:24} {rate:.4f} {events[name]:7.1f} events")

    probability = compose(classes, rates, START_SHARE)
    counts = stretch_counts(words)

    def uses(position, intended, written):
        """Expected uses of a rule in a misspelt word."""
        return counts[position][intended] / len(words) * probability[position][intended][written]

    kept = prune(
        to_costs(probability), GENERIC, PARAMETERS["firstLetterCost"],
        margin=MARGIN, ceiling=CEILING, uses=uses, least_gain=LEAST_GAIN,
    )  # fmt: skip
    print(f"{len(kept[START])} rules at the start, {len(kept[INSIDE])} inside")
    write(kept, arguments.out)


if __name__ == "__main__":
    main()
