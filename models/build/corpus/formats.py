"""Which extractor reads which `format` of the source lists."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from extract import aiml, comments, descriptions, dialogues, games, gettext, html, man, markdown, pod, rdata, rst, sword, text, wordnet
from reading import read

Extractor = Callable[[Path], Iterator[str]]


def _of_bytes(extract: Callable[[bytes], Iterator[str]]) -> Extractor:
    return lambda path: extract(read(path))


BY_SUFFIX: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".html": html.extract,
    ".md": markdown.extract,
    ".mdx": markdown.extract,
    ".rs": comments.extract_rust,
    ".rst": rst.extract,
    ".txt": rst.extract,
}


def _by_suffix(path: Path) -> Iterator[str]:
    extract = BY_SUFFIX.get(path.suffix)
    return extract(read(path)) if extract else iter(())


EXTRACTORS: dict[str, Extractor] = {
    "aiml": _of_bytes(aiml.extract),
    "gettext": _of_bytes(gettext.extract),
    "rdata": _of_bytes(rdata.extract),
    "text": _of_bytes(text.extract_book),
    "by-suffix": _by_suffix,
    "cataclysm": _of_bytes(games.extract_cataclysm),
    "crawl": _of_bytes(games.extract_crawl),
    "endless-sky": _of_bytes(games.extract_endless_sky),
    "fillets": _of_bytes(dialogues.extract_fillets),
    "freeciv": _of_bytes(games.extract_freeciv),
    "gearhead": _of_bytes(dialogues.extract_gearhead),
    "go": _of_bytes(comments.extract_go),
    "lintian": _of_bytes(descriptions.extract_lintian),
    "markdown": _of_bytes(markdown.extract),
    "pod": _of_bytes(pod.extract),
    "rst": _of_bytes(rst.extract),
    "rust": _of_bytes(comments.extract_rust),
    "string-table": _of_bytes(dialogues.extract_string_table),
    "wml": _of_bytes(games.extract_wml),
    "dict": _of_bytes(text.extract_dict),
    "html": _of_bytes(html.extract),
    "sword": sword.extract_testament,
    "wordnet-definitions": _of_bytes(wordnet.definitions),
    "wordnet-examples": _of_bytes(wordnet.examples),
}

FRAGMENT_FORMATS = frozenset({"wordnet-definitions", "wordnet-examples"})
"""Formats whose lines are glosses rather than sentences: no capital at the start, no full stop."""


def extractors(mandoc: Path | None) -> dict[str, Extractor]:
    """All of them; manual pages only where the formatter `mandoc` (an executable) is given."""
    if mandoc is None:
        return EXTRACTORS
    return EXTRACTORS | {"man": partial(man.extract, mandoc=mandoc)}
