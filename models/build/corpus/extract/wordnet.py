"""WordNet's data files: the gloss of every synset, parted into definitions and example sentences (wndb(5WN))."""

import re
from collections.abc import Iterator

from . import decode

QUOTED = re.compile(r'"([^"]+)"')


def definitions(data: bytes) -> Iterator[str]:
    for gloss in _glosses(data):
        for part in QUOTED.sub("", gloss).split(";"):
            part = part.strip(" ;,-")
            if part:
                yield part


def examples(data: bytes) -> Iterator[str]:
    for gloss in _glosses(data):
        yield from QUOTED.findall(gloss)


def _glosses(data: bytes) -> Iterator[str]:
    for line in decode(data).splitlines():
        if not line.startswith("  ") and " | " in line:
            yield line.split(" | ", 1)[1]
