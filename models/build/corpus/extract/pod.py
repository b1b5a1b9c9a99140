"""Perl's plain old documentation (perlpod)."""

import re
from collections.abc import Iterator

from . import PLACEHOLDER, decode

FORMATTED = re.compile(r"([A-Z])(?:<<\s+((?:(?!\s>>).)*?)\s+>>|<([^<>]*)>)", re.DOTALL)
ENTITIES = {"lt": "<", "gt": ">", "verbar": "|", "sol": "/", "eacute": "é", "uuml": "ü", "ouml": "ö", "auml": "ä"}


def extract(data: bytes) -> Iterator[str]:
    skipping = False
    for paragraph in re.split(r"\n[ \t]*\n", decode(data)):
        paragraph = paragraph.strip("\n")
        if paragraph.startswith("=begin"):
            skipping = True
        elif paragraph.startswith("=end"):
            skipping = False
        elif not skipping and paragraph and paragraph[0] not in "= \t":
            yield inline(paragraph)


def inline(text: str) -> str:
    """Formatting codes to plain text, innermost first."""
    for _ in range(4):
        text, changes = FORMATTED.subn(_plain, text)
        if not changes:
            break
    return text


def _plain(match: re.Match[str]) -> str:
    code, content = match[1], match[2] if match[2] is not None else match[3]
    if code in "CF":
        return PLACEHOLDER
    if code == "L":
        label, bar, _ = content.partition("|")
        return label if bar and not label.startswith("http") else PLACEHOLDER
    if code == "E":
        return ENTITIES.get(content, "")
    return "" if code in "XZ" else content
