"""Texts of games that only the text with mistakes is made of, in each game's own data format."""

import re
from collections.abc import Iterator

from . import decode

FILLETS_LINE = re.compile(r'dialogId\("[^"]*",\s*"[^"]*",\s*"((?:[^"\\]|\\.)*)"\)')
GEARHEAD_MESSAGE = re.compile(r"^\s*[A-Za-z0-9_%]+ <([^<>\\%]*)>", re.MULTILINE)
STRING_TABLE_ENTRY = re.compile(r"^[A-Z][A-Z0-9_]+\n(?:'''(.*?)'''|([^\n]+))$", re.MULTILINE | re.DOTALL)


def extract_fillets(data: bytes) -> Iterator[str]:
    """Fish Fillets: the lines of its dialogues."""
    for match in FILLETS_LINE.finditer(decode(data)):
        yield match[1].replace('\\"', '"')


def extract_gearhead(data: bytes) -> Iterator[str]:
    """GearHead: messages, and what is said in conversations. Those with parts to be filled in are left out."""
    for match in GEARHEAD_MESSAGE.finditer(decode(data)):
        yield match[1]


def extract_string_table(data: bytes) -> Iterator[str]:
    """FreeOrion's strings: a key, and the text in the line below or in three quotes. Those with parts to be filled in are left out."""
    for match in STRING_TABLE_ENTRY.finditer(decode(data)):
        for paragraph in (match[1] or match[2] or "").split("\n"):
            if not re.search(r"%\d|\[\[|<", paragraph):
                yield paragraph
