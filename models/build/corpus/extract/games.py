"""Texts of games: dialogue and descriptions in each game's own data format."""

import json
import re
from collections.abc import Iterator

from . import decode, text

WML_STRING = re.compile(r'_\s*"((?:[^"]|"")*)"')
WML_MARKUP = re.compile(r"<[^<>\n]*>|\{[A-Z_]+[^{}\n]*\}")
BACKTICKED = re.compile(r"^\s*(?:description |dialog |conversation |log |spaceport )?`\t?(.*)`\s*$", re.MULTILINE)
QUOTED_DESCRIPTION = re.compile(r'^\s*(?:description|dialog|spaceport|log)\s+"(.*)"\s*$', re.MULTILINE)
ESCAPED_STRING = re.compile(r'_\("((?:[^"\\]|\\.)*)"\)', re.DOTALL)
CDDA_TAG = re.compile(r"<[a-z_]+:?[^<>]*>")
CDDA_KEYS = frozenset(
    "description text dynamic_line yes no str str_sp and or message lore offer accepted rejected advice inquire success "
    "failure sound".split()
)


def extract_wml(data: bytes) -> Iterator[str]:
    """Battle for Wesnoth: translatable strings of WML."""
    for match in WML_STRING.finditer(decode(data)):
        string = match[1].replace('""', '"')
        if "^" in string[:40]:
            string = string.split("^", 1)[1]
        if "|" not in string and "$" not in string:
            yield from _lines(WML_MARKUP.sub("", string))


def extract_endless_sky(data: bytes) -> Iterator[str]:
    """Endless Sky: backticked lines of conversations, descriptions."""
    source = decode(data)
    for pattern in (BACKTICKED, QUOTED_DESCRIPTION):
        for match in pattern.finditer(source):
            if not re.search(r"<[a-z ]+>|\$\{|&\[", match[1]):
                yield match[1]


def extract_freeciv(data: bytes) -> Iterator[str]:
    """Freeciv: `_("...")` strings, in which `\\` ends a source line and `\\n` is a new line."""
    for match in ESCAPED_STRING.finditer(decode(data)):
        string = match[1].replace("\\\n", "").replace('\\"', '"')
        if string.startswith("?") and ":" in string:
            string = string.split(":", 1)[1]
        yield from text.paragraphs(string.replace("\\n", "\n").replace("\\t", " "))


def extract_crawl(data: bytes) -> Iterator[str]:
    """Dungeon Crawl's descriptions: entries between `%%%%`, the key in the first line."""
    for entry in decode(data).split("%%%%"):
        lines = [line for line in entry.strip().split("\n")[1:] if not line.startswith(("#", ":", "{", "}", "<"))]
        if not any("@" in line or "{{" in line for line in lines):
            yield from text.paragraphs("\n".join(lines))


def extract_cataclysm(data: bytes) -> Iterator[str]:
    """Cataclysm: Dark Days Ahead: descriptions and dialogue in JSON."""
    try:
        tree = json.loads(decode(data))
    except ValueError:
        return
    for string in _json_strings(tree, wanted=False):
        if " " in string and not CDDA_TAG.search(string) and "%" not in string and "$" not in string:
            yield from _lines(string)


def _json_strings(value: object, wanted: bool) -> Iterator[str]:
    if isinstance(value, str):
        if wanted:
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from _json_strings(item, wanted)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _json_strings(item, key in CDDA_KEYS)


def _lines(string: str) -> Iterator[str]:
    """A blank line parts paragraphs; a single line break is wrapping only if the line is long."""
    for paragraph in re.split(r"\n\s*\n", string):
        yield " ".join(line.strip() for line in paragraph.split("\n"))
