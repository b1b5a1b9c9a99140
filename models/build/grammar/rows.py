"""The tables that extract.ts writes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

LOOKS = ("ngram", "first", "short", "full")


@dataclass(frozen=True)
class Sentences:
    """One entry a sentence."""

    mix: np.ndarray
    family: np.ndarray
    words: np.ndarray
    errors: np.ndarray
    tokens_read: np.ndarray

    def with_counts(self, words: np.ndarray, errors: np.ndarray) -> "Sentences":
        return Sentences(self.mix, self.family, words, errors, self.tokens_read)

    @property
    def error_rate(self) -> float:
        """Errors in 1,000 words."""
        return float(1000 * self.errors.sum() / self.words.sum())


@dataclass(frozen=True)
class Rows:
    """One entry a candidate edit that was looked at."""

    sentence: np.ndarray
    start: np.ndarray
    end: np.ndarray
    right: np.ndarray
    names: list[str]
    """Of the columns of `features`; the first is the edit's class."""
    features: np.ndarray

    def where(self, mask: np.ndarray) -> "Rows":
        return Rows(
            self.sentence[mask], self.start[mask], self.end[mask], self.right[mask], self.names, self.features[mask]
        )


def read_sentences(prefixes: str) -> Sentences:
    cells = [
        line.split("\t")
        for prefix in prefixes.split(",")
        for line in Path(f"{prefix}.sentences.tsv").read_text().splitlines()[1:]
    ]
    text = lambda index: np.array([row[index] for row in cells])
    number = lambda index: np.array([int(row[index]) for row in cells])
    return Sentences(text(2), text(3), words=number(4), errors=number(5), tokens_read=number(6))


def read_rows(prefixes: str, look: str) -> Rows:
    """Sentences of the second table are numbered on from the last of the first."""
    tables, names, first = [], [], 0
    for prefix in prefixes.split(","):
        with Path(f"{prefix}.{look}.tsv").open() as lines:
            names = lines.readline().rstrip("\n").split("\t")
            rows = lines.readlines()
        # Of sentences that only the n-gram model was asked about there are no rows of the other looks.
        table = np.loadtxt(rows, delimiter="\t", dtype=np.float32, ndmin=2) if rows else np.empty((0, len(names)), np.float32)
        table[:, 0] += first
        tables.append(table)
        first += len(read_sentences(prefix).words)
    table = np.concatenate(tables)
    whole = table[:, :4].astype(np.int32)
    return Rows(whole[:, 0], whole[:, 1], whole[:, 2], whole[:, 3].astype(bool), names[4:], table[:, 4:])
