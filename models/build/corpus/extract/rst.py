"""reStructuredText, read by layout rather than fully parsed: prose paragraphs, list items and field bodies of text."""

import re
from collections.abc import Iterator

from . import PLACEHOLDER, decode
from .text import BULLET, COLUMNS, join

PROSE_DIRECTIVES = frozenset(
    """admonition attention caution container danger deprecated epigraph error hint important note pull-quote seealso
    tip topic versionadded versionchanged warning class method function attribute data exception confval option
    program py:class py:method py:function py:attribute""".split()
)
DIRECTIVE = re.compile(r"^(\s*)\.\. +([\w:+-]+)::\s*(.*)$")
EXPLICIT = re.compile(r"^(\s*)\.\.(?:\s|$)")
FIELD = re.compile(r"^\s*:[^:`\n]+:(?:\s|$)")
ADORNMENT = re.compile(r"^\s*([=\-~^\"'`#*+.:_<>])\1{2,}\s*$")
TABLE = re.compile(r"^\s*(?:\+[-=+]+\+|\|.*\||=+(?:\s+=+)+)\s*$")
LITERAL = re.compile(r"``[^`]+``|``.+?``", re.DOTALL)
ROLE = re.compile(r":([\w:+.-]+):`([^`]+)`")
LINK = re.compile(r"`([^`<]+?)\s*<[^`>]*>`_{0,2}")
INTERPRETED = re.compile(r"(?<![\w`])`([^`]+)`(_{0,2})")
STRONG = re.compile(r"(?<![\w*])\*\*(\S(?:[^*]*?\S)?)\*\*(?!\w)")
EMPHASIS = re.compile(r"(?<![\w*])\*(\S(?:[^*]*?\S)?)\*(?![\w*])")
REFERENCE = re.compile(r"\b([A-Za-z][\w-]*[A-Za-z0-9])__?(?=[\s.,;:)]|$)")
SUBSTITUTION = re.compile(r"\|[^|\s][^|\n]*\|_?|\[#?\w*\]_")
PROSE_ROLES = frozenset("abbr doc emphasis guilabel menuselection ref std:ref strong term std:doc std:term".split())


def extract(data: bytes) -> Iterator[str]:
    lines = decode(data).replace("\r\n", "\n").expandtabs(8).split("\n")
    block: list[str] = []
    skip_deeper: int | None = None
    for line in [*lines, ""]:
        indent = len(line) - len(line.lstrip())
        if not line.strip():
            literal = bool(block) and block[-1].rstrip().endswith("::")
            own = min((len(item) - len(item.lstrip()) for item in block), default=0)
            yield from _paragraphs(block)
            block = []
            if literal and skip_deeper is None:
                skip_deeper = own
            continue
        if skip_deeper is not None:
            if indent > skip_deeper:
                continue
            skip_deeper = None
        directive = DIRECTIVE.match(line)
        if directive or EXPLICIT.match(line):
            yield from _paragraphs(block)
            block = []
            if not directive or directive[2] not in PROSE_DIRECTIVES:
                skip_deeper = indent
            elif " " in directive[3] and directive[2] not in ("class", "method", "function", "topic", "admonition"):
                block = [directive[3]]
            continue
        block.append(line)


def _paragraphs(block: list[str]) -> Iterator[str]:
    if not block or any(TABLE.match(line) for line in block) or block[0].lstrip().startswith(">>>"):
        return
    if any(ADORNMENT.match(line) for line in block):
        block = _without_titles(block)
    if sum(1 for line in block if COLUMNS.search(line.strip())) > 0.3 * len(block):
        return
    current: list[str] = []
    previous: int | None = None
    for line in block:
        own = len(line) - len(line.lstrip())
        bullet = BULLET.match(line)
        if bullet or FIELD.match(line) or (previous is not None and len(current) == 1 and own > previous):
            if current and (bullet or FIELD.match(line)):
                yield inline(join(current))
            current = []  # what stood alone before a deeper line was a definition list's term
        if FIELD.match(line):
            line = FIELD.sub("", line)
        elif bullet:
            line = line[bullet.end() :]
            own = bullet.end()
        current.append(line)
        previous = own
    if current:
        yield inline(join(current))


def _without_titles(block: list[str]) -> list[str]:
    titles = {number for number, line in enumerate(block) if ADORNMENT.match(line)}
    dropped = titles | {number - 1 for number in titles} if len(titles) == 1 else titles | {min(titles) + 1}
    return [line for number, line in enumerate(block) if number not in dropped]


def inline(text: str) -> str:
    text = LITERAL.sub(PLACEHOLDER, text)
    text = ROLE.sub(_role, text)
    text = LINK.sub(r"\1", text)
    text = INTERPRETED.sub(lambda match: match[1] if match[2] else PLACEHOLDER, text)
    text = STRONG.sub(r"\1", text)
    text = EMPHASIS.sub(r"\1", text)
    text = SUBSTITUTION.sub(PLACEHOLDER, text)
    text = REFERENCE.sub(r"\1", text)
    if text.rstrip().endswith("::"):
        text = text.rstrip()[:-1]
    return text.replace("\\ ", "").replace("\\", "")


def _role(match: re.Match[str]) -> str:
    if match[1].lower() not in PROSE_ROLES:
        return PLACEHOLDER
    label, bracket, _ = match[2].partition("<")
    label = label.strip()
    if bracket or match[1] in ("term", "guilabel", "menuselection", "abbr", "emphasis", "strong"):
        return re.sub(r"\s*\([^)]*\)$", "", label)
    return PLACEHOLDER
