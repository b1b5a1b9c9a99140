"""Plain text laid out by hand: dictd databases, comments, strings of games.

Paragraphs are runs of lines with like indentation between blank lines. Tables, code and headings are left to the
sentence filter, except for blocks whose lines have inner columns.
"""

import re
from collections.abc import Iterator

from . import BREAK_HYPHEN, decode

COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
BULLET = re.compile(r"^\s*(?:[-*+o•]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
RULE = re.compile(r"^\W*$")
WIDE_SENTENCE_SPACE = re.compile(r"(?<=[.?!:)\"'’]) {2,}(?=\S)")
BRACES = re.compile(r"\{([^{}\n]+(?:\n[^{}\n]+)?)\}")
MARKED = re.compile(r"(?<!\w)([*_])(?=[A-Za-z])([^*_\n]{1,80}?)(?<=[A-Za-z.,!?])\1(?!\w)")
"""Emphasis in plain text, `*so*` or `_so_`."""
TEX_QUOTES = re.compile(r"``([^`']+)''")


def extract_dict(data: bytes) -> Iterator[str]:
    """A dictd database read as text: entries begin in column one with the headword, `{...}` are cross-references."""
    yield from paragraphs(BRACES.sub(r"\1", decode(data)))


GUTENBERG_START = re.compile(r"^\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG.*$", re.MULTILINE)
GUTENBERG_END = re.compile(r"^(?:\*{3} ?END OF|End of) (?:THE |THIS )?Project Gutenberg.*$", re.MULTILINE | re.IGNORECASE)


def extract_book(data: bytes) -> Iterator[str]:
    """A book of Project Gutenberg, or any plain text: what stands between the marks of its beginning and end, if there are any."""
    book = decode(data)
    if start := GUTENBERG_START.search(book):
        book = book[start.end() :]
    if end := GUTENBERG_END.search(book):
        book = book[: end.start()]
    yield from paragraphs(book.replace("--", " -- "))


def paragraphs(text: str) -> Iterator[str]:
    text = MARKED.sub(r"\2", TEX_QUOTES.sub(r"“\1”", text.replace("\r\n", "\n")))
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.expandtabs() for line in block.split("\n") if not RULE.match(line)]
        if not lines:
            continue
        wide = sum(1 for line in lines if COLUMNS.search(WIDE_SENTENCE_SPACE.sub(" ", line.strip())))
        if wide > 0.2 * len(lines):
            continue
        yield from _split(lines)


def _split(lines: list[str]) -> Iterator[str]:
    """Parts a block where a bullet begins or the indentation changes after the second line."""
    current: list[str] = []
    indent: int | None = None
    for line in lines:
        bullet = BULLET.match(line)
        own = len(line) - len(line.lstrip())
        if current and (bullet or (indent is not None and own != indent)):
            yield join(current)
            current, indent = [], None
        if bullet:
            line = line[bullet.end() :]
            own = bullet.end()
            indent = own
        elif len(current) == 1 and indent is None:
            indent = own
        current.append(line)
    if current:
        yield join(current)


def join(lines: list[str]) -> str:
    """Lines to one string; a hyphen at a line's end is marked, as it may be the word's own or the line breaker's."""
    parts: list[str] = []
    for line in lines:
        line = line.strip()
        if len(line) > 1 and line.endswith("-") and line[-2].isalpha():
            parts.append(line + BREAK_HYPHEN)
        else:
            parts.append(line + " ")
    return "".join(parts)
