"""lintian's explanations of its tags, in deb822 fields."""

import re
from collections.abc import Iterator

from . import decode, markdown

EXPLANATION = re.compile(r"^Explanation: (.*\n(?: .*\n?)*)", re.MULTILINE)
EMPTY_LINE = re.compile(r"^ \.$", re.MULTILINE)


def extract_lintian(data: bytes) -> Iterator[str]:
    for match in EXPLANATION.finditer(decode(data)):
        yield from markdown.paragraphs(re.sub(r"^ ", "", EMPTY_LINE.sub("", match[1]), flags=re.MULTILINE))
