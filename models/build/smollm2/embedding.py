"""The token embedding, which is also the output matrix: both graphs point to the same bytes."""

import numpy as np


def codes(graph, embedding, file):
    """uint8, [vocabulary, blocks, 32]: MatMulNBits takes 8-bit codes without a zero point to be 128 too large."""
    unsigned = (embedding.codes.astype(np.int16) + 128).astype(np.uint8)
    return graph.weight("embedding.codes", unsigned, file)


def scales(graph, embedding, file):
    """float16, [vocabulary, blocks]."""
    return graph.weight("embedding.scales", embedding.scales, file)

