"""Debian's own control-like formats: package descriptions and lintian's explanations of tags."""

import re
from collections.abc import Iterator

from . import decode, markdown, text

DESCRIPTION = re.compile(r"^Description-en: .*\n((?: .*\n?)+)", re.MULTILINE)
EXPLANATION = re.compile(r"^Explanation: (.*\n(?: .*\n?)*)", re.MULTILINE)
VERBATIM = re.compile(r"^  .*$", re.MULTILINE)
EMPTY_LINE = re.compile(r"^ \.$", re.MULTILINE)


def extract_packages(data: bytes) -> Iterator[str]:
    """Long descriptions of packages: ` .` is a blank line, two blanks begin a verbatim line."""
    for match in DESCRIPTION.finditer(decode(data)):
        yield from text.paragraphs(EMPTY_LINE.sub("", VERBATIM.sub("", match[1])))


def extract_lintian(data: bytes) -> Iterator[str]:
    for match in EXPLANATION.finditer(decode(data)):
        yield from markdown.paragraphs(re.sub(r"^ ", "", EMPTY_LINE.sub("", match[1]), flags=re.MULTILINE))
