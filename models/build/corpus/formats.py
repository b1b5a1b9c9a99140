"""Which extractor reads which `format` of the source lists."""

from collections.abc import Callable, Iterator
from pathlib import Path

from extract import html, sword, text, wordnet
from reading import read

Extractor = Callable[[Path], Iterator[str]]


def _of_bytes(extract: Callable[[bytes], Iterator[str]]) -> Extractor:
    return lambda path: extract(read(path))


EXTRACTORS: dict[str, Extractor] = {
    "dict": _of_bytes(text.extract_dict),
    "html": _of_bytes(html.extract),
    "info": _of_bytes(text.extract_info),
    "sword": sword.extract_testament,
    "text": _of_bytes(text.extract),
    "wordnet-definitions": _of_bytes(wordnet.definitions),
    "wordnet-examples": _of_bytes(wordnet.examples),
}

FRAGMENT_FORMATS = frozenset({"wordnet-definitions", "wordnet-examples"})
"""Formats whose lines are glosses rather than sentences: no capital at the start, no full stop."""
