"""SWORD zText modules: verses in compressed blocks (SWORD's rawverse/zverse file layout).

`*.bzs` holds one record a block (offset, compressed size, size; three little-endian u32), `*.bzv` one a verse (block
u32, start u32, size u16), `*.bzz` the zlib streams. Verses are read in order and put together into paragraphs.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

NOTE = re.compile(r"<note\b.*?</note>|<title\b.*?</title>|<RF.*?Rf>|<TS.*?Ts>", re.DOTALL)
PARAGRAPH = re.compile(r"<(?:div|l|lg|milestone|p)\b[^>]*>|</(?:p|lg|div)>|<CM>")
TAG = re.compile(r"<[^>]*>")
BREAK = "\x1e"


def extract_testament(index: Path) -> Iterator[str]:
    """The paragraphs of the testament whose verse index is `index` (a `.bzv` file)."""
    blocks = list(struct.iter_unpack("<III", index.with_suffix(".bzs").read_bytes()))
    packed = index.with_suffix(".bzz").read_bytes()
    loaded: tuple[int, bytes] = (-1, b"")
    verses: list[str] = []
    for number, start, size in struct.iter_unpack("<IIH", index.read_bytes()):
        if size == 0 or number >= len(blocks):
            continue
        if loaded[0] != number:
            offset, length, _ = blocks[number]
            loaded = (number, zlib.decompress(packed[offset : offset + length]))
        verse = loaded[1][start : start + size].decode("utf-8", errors="replace")
        verses.append(TAG.sub("", PARAGRAPH.sub(BREAK, NOTE.sub("", verse))))
    for paragraph in re.split(f"{BREAK}+", " ".join(verses)):
        if paragraph.strip():
            yield paragraph
