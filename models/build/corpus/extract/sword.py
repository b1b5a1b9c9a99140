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
PARAGRAPH = re.compile(r"<(?:div|lg|milestone|p)\b[^>]*>|</(?:p|lg|div)>|<CM>")
LINE = re.compile(r"</?(?:l|q|lb|item|list)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
BREAK = "\x1e"
NOTE_MARK = "\x1d"
NOTE_IN_WORD = re.compile(rf"(\w){NOTE_MARK}+(\w)")


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
        verse = LINE.sub(" ", PARAGRAPH.sub(BREAK, NOTE_IN_WORD.sub(r"\1 \2", NOTE.sub(NOTE_MARK, verse))))
        verses.append(TAG.sub("", verse.replace(NOTE_MARK, "")))
    for paragraph in re.split(f"{BREAK}+", " ".join(verses)):
        if paragraph.strip():
            yield paragraph
