"""Markdown (CommonMark with tables), by markdown-it-py."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import PLACEHOLDER, decode, html

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
ALERT = re.compile(r"^\[!\w+\]\s*")
ADMONITION = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?|:::+|///).*$", re.MULTILINE)
LIQUID = re.compile(r"\{%.*?%\}|\{\{<.*?>\}\}|<!--.*?-->", re.DOTALL)
EMOJI_NAME = re.compile(r":[a-z][a-z0-9_+]+:")
UNRESOLVED = re.compile(rf"\[({PLACEHOLDER}|[^\[\]\n]{{1,80}})\](?:\[[^\[\]\n]*\])?")
HTML_CODE = re.compile(r"<(code|kbd|samp|tt|var|pre)\b[^>]*>")
URL = re.compile(r"^(?:https?://|www\.)")


def extract(data: bytes) -> Iterator[str]:
    yield from paragraphs(decode(data))


def paragraphs(text: str) -> Iterator[str]:
    text = LIQUID.sub("", FRONT_MATTER.sub("", text.replace("\r\n", "\n")))
    tokens = PARSER.parse(ADMONITION.sub("", text))
    for number, token in enumerate(tokens):
        if token.type == "html_block":
            yield from html.extract(f"<html><body>{token.content}</body></html>".encode())
        elif token.type == "inline" and tokens[number - 1].type == "paragraph_open":
            yield _plain(token.children or [])


def _plain(children: list[Token]) -> str:
    parts: list[str] = []
    code_html = 0
    for child in children:
        if child.type == "html_inline":
            if HTML_CODE.match(child.content):
                code_html += 1
                parts.append(PLACEHOLDER)
            elif re.match(r"</(?:code|kbd|samp|tt|var|pre)>", child.content):
                code_html = max(0, code_html - 1)
            elif child.content.lower().startswith("<br"):
                parts.append(" ")
        elif code_html:
            continue
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("code_inline", "autolink"):
            parts.append(PLACEHOLDER)
        elif child.type == "text":
            parts.append(PLACEHOLDER if URL.match(child.content) and " " not in child.content else child.content)
    text = UNRESOLVED.sub(r"\1", ALERT.sub("", "".join(parts)))
    return EMOJI_NAME.sub("", text)
