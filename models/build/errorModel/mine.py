"""Mines misspellings from running text (after Whitelaw, Hutchinson, Chung and Ellis 2009).

A token in small letters that no dictionary lists, seen seldom, is taken for a misspelling of a much more frequent word
when the two are at most two edits apart and the frequent word is at home in the token's own context: it is seen after
the word before or before the word after, and no other close word is nearly as much at home.

    python mine.py --scowl DIR TEXT... > mined.tsv      misspelling, intended word, evidence
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

TOKEN = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|[^\sA-Za-z]")
CANDIDATE = re.compile(r"[a-z]{6,20}$")
MIN_FREQUENT = 8
MAX_TYPO = 4
MIN_RATIO = 20


def dictionary(folder):
    """Every word SCOWL lists up to size 80, any variety of English, in small letters."""
    words = set()
    for path in Path(folder).iterdir():
        if path.suffix[1:].isdigit() and int(path.suffix[1:]) <= 80:
            words.update(word.lower() for word in path.read_text(encoding="latin-1").split())
    return words


def deletions(word, edits):
    """The word and what is left of it after up to `edits` deletions (Garbe's symmetric delete)."""
    level = {word}
    everything = {word}
    for _ in range(edits):
        level = {w[:i] + w[i + 1 :] for w in level for i in range(len(w))}
        everything |= level
    return everything


def distance(a, b):
    """Optimal string alignment distance."""
    previous, current = None, list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        before_previous, previous, current = previous, current, [i]
        for j in range(1, len(b) + 1):
            best = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, before_previous[j - 2] + 1)
            current.append(best)
    return current[-1]


def coined(token, word):
    """Whether the token looks made from the word on purpose: `kqueue`, `rescan`, `paren`, `howtos`; or begins otherwise.

    Few slips touch a word's first letter, and most such pairs are other words: what is lost is less than what is wrong.
    """
    return (
        token[0] != word[0]
        or word.startswith(token)
        or (token.startswith(word) and token[len(word) :] in ("s", "d", "ed", "er", "ers", "es", "ly", "y", "r", "t"))
        or (len(token) < len(word) - 1 and word.startswith(token[:3]) and not set(token[1:]) & set("aeiou"))
    )


def mine(texts, known):
    paragraphs = []
    counts = Counter()
    for path in texts:
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                tokens = TOKEN.findall(line)
                paragraphs.append([sys.intern(token) for token in tokens])
                counts.update(tokens)
    frequent = {w for w, n in counts.items() if n >= MIN_FREQUENT and CANDIDATE.match(w) and w in known}
    rare = {w for w, n in counts.items() if n <= MAX_TYPO and CANDIDATE.match(w) and w not in known}
    index = defaultdict(list)
    for word in sorted(frequent):
        for stem in deletions(word, 2 if len(word) > 5 else 1):
            index[stem].append(word)
    near = {}
    for typo in sorted(rare):
        close = set()
        for stem in deletions(typo, 2 if len(typo) > 5 else 1):
            close.update(index.get(stem, ()))
        words = [w for w in close if counts[w] >= MIN_RATIO * counts[typo] and distance(typo, w) <= 2]
        if any(coined(typo, w) for w in words):
            continue
        if words:
            near[typo] = words

    wanted_left, wanted_right = set(), set()
    occurrences = []
    for tokens in paragraphs:
        for i, token in enumerate(tokens):
            if token in near:
                left = tokens[i - 1].lower() if i > 0 else ""
                right = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
                occurrences.append((token, left, right))
                for word in near[token]:
                    wanted_left.add((left, word))
                    wanted_right.add((word, right))
    left_counts, right_counts, both_counts = Counter(), Counter(), Counter()
    candidates = {word for words in near.values() for word in words}
    for tokens in paragraphs:
        for i, token in enumerate(tokens):
            if token in candidates:
                left = tokens[i - 1].lower() if i > 0 else ""
                right = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
                if (left, token) in wanted_left:
                    left_counts[left, token] += 1
                if (token, right) in wanted_right:
                    right_counts[token, right] += 1
                if (left, token) in wanted_left and (token, right) in wanted_right:
                    both_counts[left, token, right] += 1

    evidence = defaultdict(Counter)
    for typo, left, right in occurrences:
        for word in near[typo]:
            at_home = 0
            if left.isalpha() and left_counts[left, word] >= 2:
                at_home += 1
            if right.isalpha() and right_counts[word, right] >= 2:
                at_home += 1
            if both_counts[left, word, right] >= 2:
                at_home += 2
            if at_home:
                # A second edit makes a chance resemblance likelier.
                evidence[typo][word] += at_home - 0.75 * (distance(typo, word) - 1)
    for typo in sorted(evidence):
        ranked = evidence[typo].most_common(2)
        word, score = ranked[0]
        if score >= 1 and (len(ranked) == 1 or score > ranked[1][1] + 0.5):
            yield typo, word, score


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scowl", required=True)
    parser.add_argument("texts", nargs="+")
    arguments = parser.parse_args()
    for typo, word, score in mine(arguments.texts, dictionary(arguments.scowl)):
        print(f"{typo}\t{word}\t{score:g}")


if __name__ == "__main__":
    main()
