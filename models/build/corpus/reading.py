"""Files as bytes, whatever they are compressed with."""

import bz2
import gzip
import lzma
from pathlib import Path

MAX_BYTES = 64 << 20


def read(path: Path) -> bytes:
    """The content, decompressed by suffix (`.dz`, dictzip, is gzip), at most 64 MiB of it."""
    opener = {".gz": gzip.open, ".dz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}.get(path.suffix, open)
    with opener(path, "rb") as file:
        return file.read(MAX_BYTES)
