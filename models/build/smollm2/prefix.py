"""Keys, values and hidden rows of the tokens that scored texts begin with, exact.

int8 activations are at their worst on the first two tokens, and every later token attends to them. Their keys and values never change:
computed once in float64 and stored, they bring the mean error from .095 to .065 nat a token and the greatest from 2.3 to 0.6.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from reference import Reference
from tokenizer import text_boundary


@dataclass(frozen=True)
class Prefix:
    """tokens: ids; lead: what joins a text to them; task: what it is for."""

    name: str
    tokens: list[int]
    lead: str
    task: str


def read_prefixes(path, weights, tokenizer_path):
    """path: a JSON object {name: {text, lead, task}}; without one, a boundary between texts and a newline."""
    tokenizer = Tokenizer.from_file(str(tokenizer_path))

    def encode(text):
        return tokenizer.encode(text, add_special_tokens=False).ids

    if path is None:
        return [Prefix("text", [text_boundary(weights), *encode("\n")], "", "any")]
    entries = json.loads(Path(path).read_text(encoding="utf-8")).items()
    return [Prefix(name, encode(entry["text"]), entry["lead"], entry["task"]) for name, entry in entries]


def prefix_file(stem, name):
    return Path(f"{stem}.prefix-{name}.bin")


def write_prefix(weights, architecture, tokens, path):
    """float32, little endian: hidden rows [tokens, hidden], then the cache [layers, 2, key-value heads, tokens, head size]."""
    hidden, cache = Reference(weights, architecture, np.float64).run(np.array(tokens))
    path.write_bytes(hidden.astype("<f4").tobytes() + cache.astype("<f4").tobytes())


def read_prefix(path, architecture, count):
    """Hidden rows and cache of `count` tokens, shaped as they were written."""
    values = np.fromfile(path, "<f4")
    rows = count * architecture.hidden
    shape = (architecture.layers, 2, architecture.key_value_heads, count, architecture.head_size)
    return values[:rows].reshape(-1, architecture.hidden), values[rows:].reshape(shape)
