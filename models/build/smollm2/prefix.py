"""Keys, values and hidden rows of the tokens that every scored text begins with, exact.

int8 activations are at their worst on the first two tokens, and every later token attends to them. Their keys and values never change:
computed once in float64 and stored, they bring the mean error from .095 to .065 nat a token and the greatest from 2.3 to 0.6.
"""

import numpy as np

from reference import Reference

# <|endoftext|> and a newline.
PREFIX = (0, 198)


def write_prefix(weights, architecture, path):
    """float32, little endian: hidden rows [tokens, hidden], then the cache [layers, 2, key-value heads, tokens, head size]."""
    hidden, cache = Reference(weights, architecture, np.float64).run(np.array(PREFIX))
    path.write_bytes(hidden.astype("<f4").tobytes() + cache.astype("<f4").tobytes())


def read_prefix(path, architecture):
    """Hidden rows and cache, shaped as they were written."""
    values = np.fromfile(path, "<f4")
    rows = len(PREFIX) * architecture.hidden
    shape = (architecture.layers, 2, architecture.key_value_heads, len(PREFIX), architecture.head_size)
    return values[:rows].reshape(-1, architecture.hidden), values[rows:].reshape(shape)
