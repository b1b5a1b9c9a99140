"""Which tokens begin a new word after the text so far: what the correction of word probabilities sums over.

A model over subwords gives P("dog") with all that may follow: "dogs", "dogma". What a word's last token is worth as an end of
the word is the probability that the next token begins a new one (Pimentel and Meister 2024; Oh and Schuler 2024).

A token begins one unless its first character can go on with a word: a letter, a digit, a combining mark, an underscore, what is
not seen (joiners, soft hyphens). So white space, punctuation and symbols begin one, as do control tokens, which end the text.
Apostrophes are as in server/src/text/tokens.ts, where `'s` is mostly a token of its own: what can only go on (`'t`, `'re`, `'ve`,
`'m`, `'ll`, `'d`) does, while `'s`, `'` and a typographic apostrophe begin one, so that no word's probability exceeds 1.
The vocabulary's bytes are no whole characters: a token with the first bytes of one begins a word if most of the
characters that start with these bytes do; one with the later bytes alone goes on.
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
    bytes_of = _bytes_by_symbol()
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
    category = unicodedata.category(character)
    return character == "_" or category.startswith(CONTINUING_CATEGORIES)


@cache
def _assigned():
    """UTF-8 of every character that has a meaning."""
    characters = map(chr, range(0x80, sys.maxunicode + 1))
    return [(c, c.encode()) for c in characters if unicodedata.category(c) not in ("Cs", "Cn", "Co")]


def _characters_from(prefix):
    return [character for character, encoded in _assigned() if encoded.startswith(prefix)]


def _bytes_by_symbol():
    """The byte that each character of a byte-level BPE's vocabulary stands for, as in GPT-2."""
    visible = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in visible]
    return {chr(byte): byte for byte in visible} | {chr(256 + index): byte for index, byte in enumerate(hidden)}
