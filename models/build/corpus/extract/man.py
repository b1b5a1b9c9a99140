"""Manual pages, formatted by mandoc to HTML. Bold and italic words are commands and arguments: placeholders."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from reading import read

from . import PLACEHOLDER, html

EMPHASIS = re.compile(r"<(b|i|var|code)(?: [^>]*)?>([^<]*)</\1>")
PLAIN_EMPHASIS = re.compile(r"(?:not|never|only|must|all|and|or|no|any|before|after|very|always|both|same|every|is)\b")
SECTION_NUMBER = re.compile(rf"{PLACEHOLDER}\s?\(\d\w{{0,3}}\)")
CROSS_REFERENCE = re.compile(r'<a class="Xr"[^>]*>[^<]*</a>')


def extract(path: Path, mandoc: Path) -> Iterator[str]:
    """`mandoc` is the formatter's executable; a page that it cannot read gives nothing."""
    run = subprocess.run(
        [str(mandoc), "-T", "html", "-O", "fragment"], input=read(path), capture_output=True, timeout=60
    )
    page = CROSS_REFERENCE.sub(PLACEHOLDER, run.stdout.decode("utf-8", errors="replace"))
    page = SECTION_NUMBER.sub(PLACEHOLDER, EMPHASIS.sub(_emphasis, page))
    yield from html.extract(f"<html><body>{page}</body></html>".encode())


def _emphasis(match: re.Match[str]) -> str:
    return match[2] if PLAIN_EMPHASIS.fullmatch(match[2]) else PLACEHOLDER
