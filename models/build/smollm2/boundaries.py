"""Which tokens begin a new word after the text so far: what the correction of word probabilities sums over.

A model over subwords gives P("dog") with all that may follow: "dogs", "dogma". What a word's last token is worth as an end of
the word is the probability that the next token begins a new one (Pimentel and Meister 2024; Oh and Schuler 2024).

A token begins one unless its first character goes on with a word: a letter, a combining mark, a number, an underscore, what is not seen
(joiners, soft hyphens). So white space, punctuation and symbols begin one, and control tokens, which end the text. `beginsWord` in server/src/lm/neural/wordScores.ts is the same rule.
Apostrophes are as in server/src/text/tokens.ts, where `'s` is mostly a token of its own: what can only go on (`'t`, `'re`, `'ve`,
`'m`, `'ll`, `'d`) does, while `'s`, `'` and a typographic apostrophe begin one, so that no word's probability exceeds 1.
Some tokens are no whole characters: one with the first bytes of a character begins a word if most of the characters
that start with these bytes do, rare ideographs and historic scripts not counted; one with later bytes alone goes on.
"""

import sys
import unicodedata
from functools import cache

import numpy as np

from tokenizer import CONTROL

CONTINUING_CLITICS = ("'t", "'re", "'ve", "'m", "'ll", "'d")
CONTINUING_CATEGORIES = ("L", "M", "N", "Cf")


def tokens_beginning_words(weights):
    """bool, [vocabulary]."""
    tokens = weights.metadata("tokenizer.ggml.tokens")
    types = weights.metadata("tokenizer.ggml.token_type")
    bytes_of = bytes_by_symbol()
    return np.array([
        kind == CONTROL or _begins_word(bytes(bytes_of[symbol] for symbol in token)) for token, kind in zip(tokens, types)
    ])


def write_boundaries(beginning, path):
    """A bit a token: token i is bit i % 8 of byte i // 8, the lowest first; 1 begins a word."""
    path.write_bytes(np.packbits(beginning, bitorder="little").tobytes())


def _begins_word(token):
    if token.startswith(b"'"):
        return token.decode("utf-8", "ignore") not in CONTINUING_CLITICS
    if 0x80 <= token[0] < 0xC0:
        return False
    length = _character_length(token[0])
    if len(token) >= length:
        return not _continues(token[:length].decode("utf-8"))
    continuing = [_continues(character) for character in _characters_from(token)]
    return 2 * sum(continuing) < len(continuing)


def _character_length(lead):
    return 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


def _continues(character):
    return character == "_" or unicodedata.category(character).startswith(CONTINUING_CATEGORIES)


@cache
def _in_use():
    """Characters of more than one byte, with their UTF-8."""
    categories = ((chr(code), unicodedata.category(chr(code))) for code in range(0x80, sys.maxunicode + 1))
    return [
        (character, character.encode())
        for character, category in categories
        if category not in ("Cs", "Cn", "Co") and not (category == "Lo" and ord(character) > 0xFFFF)
    ]


def _characters_from(prefix):
    return [character for character, encoded in _in_use() if encoded.startswith(prefix)]


def bytes_by_symbol():
    """The byte that each character of a byte-level BPE's vocabulary stands for, as in GPT-2."""
    visible = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in visible]
    return {chr(byte): byte for byte in visible} | {chr(256 + index): byte for index, byte in enumerate(hidden)}
