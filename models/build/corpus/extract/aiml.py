"""AIML, the markup of dialogue systems: what the system answers. What it is asked is in capitals and left out."""

import re
from collections.abc import Iterator
from html import unescape

from . import decode

TEMPLATE = re.compile(r"<template>(.*?)</template>", re.DOTALL)
SILENT = re.compile(r"<(think|srai|condition|javascript|system|learn)\b[^>]*(?<!/)>.*?</\1>|<!--.*?-->", re.DOTALL)
INSERTED = re.compile(r"<(?:star|get|bot|name|that|input|person2?|gender|date|size|id|version|sr|set|formal|uppercase|lowercase)\b")
BREAK = re.compile(r"</?(?:li|br|p|random)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


def extract(data: bytes) -> Iterator[str]:
    """The alternatives of each answer, but for those in which something said before is inserted."""
    for template in TEMPLATE.findall(decode(data)):
        for answer in BREAK.split(SILENT.sub("", template)):
            if not INSERTED.search(answer):
                yield unescape(TAG.sub(" ", answer))
