"""Duplicates, near-duplicates and the overlap with text that must stay unseen.

All comparisons run on lower-cased words without placeholders; digits count as one symbol, so that "version 3.10" and
"version 3.11" are the same sentence. Words are numbered as met, and shingles are hashes of tuples of these numbers
(CPython hashes of integer tuples do not depend on the process's seed, so a build is reproducible).
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

EXCLUSION_WORDS = 13
"""Consecutive words shared with an excluded text that condemn a paragraph."""

SHINGLE_WORDS = 7
NEAR_DUPLICATE_SHARE = 0.6
"""A sentence is a near-duplicate when this share of its shingles has been seen."""

BITMAP_BITS = 1 << 32

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SPLIT_CLITIC = re.compile(r"\s+(n['’]t|['’](?:s|re|ve|ll|d|m))\b", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
MARKUP_CODE = re.compile(r"`[^`\n]*`")


class Vocabulary:
    """Numbers words in the order they are met."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def ids(self, text: str) -> list[int]:
        known = self._ids
        folded = DIGITS.sub("0", SPLIT_CLITIC.sub(r"\1", text.lower()).replace("’", "'"))
        return [known.setdefault(word, len(known)) for word in TOKEN.findall(folded)]


class Exclusion:
    """The word 13-grams of every file below a folder, as plain text, as JSON or TSV fields, and with code left out."""

    def __init__(self, vocabulary: Vocabulary, folder: Path | None) -> None:
        self._vocabulary = vocabulary
        self._grams: set[int] = set()
        if folder is None:
            return
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                for text in _fields(path):
                    self._add(text)
                    if "`" in text:
                        self._add(MARKUP_CODE.sub(" ", text))

    def __len__(self) -> int:
        return len(self._grams)

    def _add(self, text: str) -> None:
        ids = self._vocabulary.ids(text)
        self._grams.update(_hashes(ids, EXCLUSION_WORDS))

    def touches(self, paragraph: str) -> bool:
        return any(gram in self._grams for gram in _hashes(self._vocabulary.ids(paragraph), EXCLUSION_WORDS))


class SeenSentences:
    """Drops a sentence met before, exactly or nearly. Exact for short sentences, by shingles (in a bitmap) for others."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._exact: set[int] = set()
        self._bitmap = bytearray(BITMAP_BITS // 8)
        self.exact = 0
        self.near = 0

    def first_met(self, sentences: Iterable[str]) -> list[str]:
        kept: list[str] = []
        for sentence in sentences:
            ids = self._vocabulary.ids(sentence)
            key = hash(tuple(ids))
            if key in self._exact:
                self.exact += 1
                continue
            self._exact.add(key)
            bits = [gram % BITMAP_BITS for gram in _hashes(ids, SHINGLE_WORDS)]
            bitmap = self._bitmap
            seen = sum(1 for bit in bits if bitmap[bit >> 3] >> (bit & 7) & 1)
            for bit in bits:
                bitmap[bit >> 3] |= 1 << (bit & 7)
            if bits and seen >= NEAR_DUPLICATE_SHARE * len(bits):
                self.near += 1
                continue
            kept.append(sentence)
        return kept


def _hashes(ids: list[int], order: int) -> Iterator[int]:
    return (hash(tuple(ids[start : start + order])) for start in range(len(ids) - order + 1))


def _fields(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    yield text
    if path.suffix in (".jsonl", ".json"):
        for line in text.splitlines():
            try:
                yield from _strings(json.loads(line))
            except ValueError:
                continue
    elif path.suffix == ".tsv":
        for line in text.splitlines():
            yield from line.split("\t")
    elif path.suffix == ".m2":
        yield "\n".join(line[2:] for line in text.splitlines() if line.startswith("S "))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
