"""HTML, and the XML vocabularies whose paragraphs look like it (DocBook, Mallard), by lxml's forgiving HTML parser."""

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from . import PLACEHOLDER, decode

BLOCKS = frozenset(
    """address article aside blockquote body center dd details dir div dl fieldset figcaption figure hr html li main
    menu ol p section table tbody tfoot thead tr td ul intro refpara
    abstract chapter glossdef item itemizedlist listitem note orderedlist page para sect1 sect2 sect3 simpara tip
    variablelist varlistentry warning""".split()
)
SKIPPED = frozenset(
    """applet audio button canvas caption datalist dt embed footer form h1 h2 h3 h4 h5 h6 head header iframe input nav
    noscript object option picture pre script select style summary sup svg template textarea th title video
    funcsynopsis indexterm literallayout mediaobject programlisting screen synopsis term""".split()
)
CODE = frozenset(
    """code kbd math samp tt var
    classname cmd cmdsynopsis command constant envar file filename function input keycombo literal methodname option
    parameter property replaceable sys systemitem type userinput varname""".split()
)
SKIPPED_CLASSES = frozenset(
    """admonition-title breadcrumbs classifier copyright docnav docutils-footnote footer footnote-reference headerlink
    highlight highlight-default highlight-python highlight-none index-entries lineno literal-block literalblock
    member-signature methodsignature nav navbar navfooter navheader navigation navtop programlisting prettyprint
    related rubric screen sig sourceCode sourcecode sphinxsidebar subnav summary-table sidebar-title
    synopsis toc toctree-wrapper topic-title title tocset verbatim versionlabel viewcode-link
    SCodeFlow SVerbatim RktBlk SIntrapara-code tocview navsettop navsetbottom refelem""".split()
)
CODE_CLASSES = frozenset(
    """command classname code codeph computeroutput constant envar filename function inlinecode keyword literal math
    menuselection-code methodname option parameter pre property replaceable samp stt structfield structname symbol
    systemitem tt type userinput varname
    RktSym RktVar RktKw RktVal RktPn RktStxLink RktValLink RktValDef RktModLink RktInBG RktIn RktRes RktOut RktCmt
    RktRdr RktMeta RktPlain RktMod RktErr RktOpt RktStxDef""".split()
)
WHOLE_LINE_BREAKS = re.compile(r"(?:\s*\x1e\s*){2,}")
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENGLISH_ONLY = re.compile(r"""<html[^>]*\blang\s*=\s*["']?(?!en)[a-z]{2}""", re.IGNORECASE)


def extract(data: bytes, code_tags: frozenset[str] = CODE) -> Iterator[str]:
    """The paragraphs of a page, in order. `code_tags` are the elements whose content becomes the placeholder."""
    text = XML_DECLARATION.sub("", decode(data))
    if not text.strip() or ENGLISH_ONLY.search(text[:2000]):
        return
    try:
        root = lxml.html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return
    blocks: list[str] = []
    pending: list[str] = []
    _walk(root, blocks, pending, code_tags, depth=0)
    _flush(blocks, pending)
    yield from blocks


def _flush(blocks: list[str], pending: list[str]) -> None:
    if not pending:
        return
    text = "".join(pending)
    pending.clear()
    for part in WHOLE_LINE_BREAKS.split(text):
        part = part.replace("\x1e", " ").strip()
        if part:
            blocks.append(part)


def _walk(node, blocks: list[str], pending: list[str], code_tags: frozenset[str], depth: int) -> None:
    tag = node.tag
    if not isinstance(tag, str) or depth > 400:  # comments, processing instructions; hostile nesting
        return
    classes = node.get("class", "").split()
    if tag == "br":
        pending.append("\x1e")
        return
    if tag in code_tags or any(c in CODE_CLASSES for c in classes):
        if tag not in BLOCKS:
            pending.append(PLACEHOLDER)
            return
        if tag != "p":
            _flush(blocks, pending)
            return
    if tag in SKIPPED or any(c in SKIPPED_CLASSES for c in classes) or node.get("role") == "navigation":
        if tag != "sup":
            _break_around(tag, blocks, pending)
        return
    block = tag in BLOCKS
    if block:
        _flush(blocks, pending)
    elif tag == "q":
        pending.append("“")
    if node.text:
        pending.append(node.text)
    for child in node:
        _walk(child, blocks, pending, code_tags, depth + 1)
        if child.tail:
            pending.append(child.tail)
    if block:
        _flush(blocks, pending)
    elif tag == "q":
        pending.append("”")


INLINE_SKIPPED = frozenset("a button input span svg indexterm object picture noscript".split())


def _break_around(tag: str, blocks: list[str], pending: list[str]) -> None:
    """A dropped block still ends the paragraph before it; a dropped inline element does not."""
    if tag not in INLINE_SKIPPED:
        _flush(blocks, pending)
