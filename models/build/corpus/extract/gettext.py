"""Compiled message catalogues (GNU gettext's `.mo`): the English originals of a program's or game's messages."""

import re
import struct
from collections.abc import Iterator

LITTLE_ENDIAN = b"\xde\x12\x04\x95"
BREAK = re.compile(r"\n\s*\n")


def extract(data: bytes) -> Iterator[str]:
    """Every message without its context, of plural forms the singular. A blank line parts paragraphs."""
    order = "<" if data.startswith(LITTLE_ENDIAN) else ">"
    count, originals = struct.unpack_from(f"{order}II", data, 8)
    for index in range(count):
        length, start = struct.unpack_from(f"{order}II", data, originals + 8 * index)
        message = data[start : start + length].decode("utf-8", errors="replace").split("\x04")[-1].split("\0")[0]
        for paragraph in BREAK.split(message.replace("\\n", "\n")):
            if "%" not in paragraph:
                yield paragraph
