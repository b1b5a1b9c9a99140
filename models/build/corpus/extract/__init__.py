"""Extractors: each turns one kind of file into raw prose blocks.

Every module here offers `extract(data: bytes) -> Iterator[str]`. A block is the text of one paragraph, list item or
comparable unit, not yet cleaned: white space is as found, inline code is already `PLACEHOLDER`, and `BREAK_HYPHEN`
stands where a line ended in a hyphen that may or may not belong to the word.
"""

PLACEHOLDER = "\ue001"
"""Stands for inline code, a formula, a key or a path: the tokenizer reads it as a noun."""

BREAK_HYPHEN = "\ue002"
"""A hyphen at a line's end in plain text: the sentence that holds one is dropped, as its spelling is unknown."""


def decode(data: bytes) -> str:
    """UTF-8 if the bytes are, else Windows-1252 (a superset of Latin-1 in practice)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
