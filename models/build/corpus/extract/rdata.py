"""The `Rdata.rdb` of an R package's data: character vectors that hold a text line by line.

The file is a sequence of objects, each a big-endian u32 (its size unpacked) and a zlib stream of R's XDR serialization
(R Internals, section 1.8): a header, flags and length of the vector, then flags, length and bytes of each string.
"""

import struct
import zlib
from collections.abc import Iterator

from . import text

CHARACTER_VECTOR = 16
STRING = 9
MISSING = 0xFFFFFFFF


def extract(data: bytes) -> Iterator[str]:
    """The paragraphs of every character vector; objects of other types are passed over."""
    while data:
        stream = zlib.decompressobj()
        yield from text.paragraphs("\n".join(_strings(stream.decompress(data[4:]))).replace("--", " -- "))
        data = stream.unused_data


def _strings(serialized: bytes) -> Iterator[str]:
    encoding_length = struct.unpack_from(">I", serialized, 14)[0]
    at = 18 + encoding_length
    flags, count = struct.unpack_from(">II", serialized, at)
    at += 8
    if flags & 0xFF != CHARACTER_VECTOR:
        return
    for _ in range(count):
        flags, length = struct.unpack_from(">II", serialized, at)
        at += 8
        if flags & 0xFF != STRING:
            return
        if length != MISSING:
            yield serialized[at : at + length].decode("utf-8", errors="replace")
            at += length
