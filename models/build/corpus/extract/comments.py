"""Documentation comments in source code: Rust (Markdown) and Go (plain text)."""

import re
from collections.abc import Iterator

from . import decode, markdown, text

RUST = re.compile(r"^[ \t]*//[/!](?!/) ?(.*)$")
RUST_BLOCK = re.compile(r"/\*[*!](?![*/])(.*?)\*/", re.DOTALL)
STARS = re.compile(r"^[ \t]*\* ?", re.MULTILINE)
GO = re.compile(r"^// ?(.*)$")
GO_DIRECTIVE = re.compile(r"^//(?:go:|line |export |\s*\+build|\s*Copyright|\s*TODO)")


def extract_rust(data: bytes) -> Iterator[str]:
    """`///` and `//!` runs, and `/** */` blocks, as Markdown."""
    source = decode(data)
    for comment in _runs(source, RUST):
        yield from markdown.paragraphs(comment)
    for match in RUST_BLOCK.finditer(source):
        yield from markdown.paragraphs(STARS.sub("", match[1]))


def extract_go(data: bytes) -> Iterator[str]:
    """`//` runs in column one (go/doc comments): tab-indented lines are code."""
    source = "\n".join("" if GO_DIRECTIVE.match(line) else line for line in decode(data).split("\n"))
    for comment in _runs(source, GO):
        lines = ["" if line.startswith(("\t", "    ", "#")) else line for line in comment.split("\n")]
        yield from text.paragraphs("\n".join(lines))


def _runs(source: str, pattern: re.Pattern[str]) -> Iterator[str]:
    run: list[str] = []
    for line in source.split("\n"):
        match = pattern.match(line)
        if match:
            run.append(match[1])
        elif run:
            yield "\n".join(run)
            run = []
    if run:
        yield "\n".join(run)
