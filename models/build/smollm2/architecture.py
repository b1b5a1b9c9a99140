"""What the graphs need to know of a llama-architecture model."""

from dataclasses import dataclass

import numpy as np

LAYER_NORMS = ("attn_norm", "ffn_norm")
LAYER_MATRICES = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
EMBEDDING, OUTPUT, OUTPUT_NORM, ROTARY_FACTORS = "token_embd.weight", "output.weight", "output_norm.weight", "rope_freqs.weight"


@dataclass(frozen=True)
class Architecture:
    layers: int
    hidden: int
    heads: int
    key_value_heads: int
    head_size: int
    feed_forward: int
    vocabulary: int
    rope_base: float
    epsilon: float

    @property
    def query_width(self):
        return self.heads * self.head_size

    @property
    def key_value_width(self):
        return self.key_value_heads * self.head_size


def read_architecture(weights):
    """From the metadata of a GGUF file; ValueError names what the graphs can't do."""
    name = weights.metadata("general.architecture")
    if name != "llama":
        raise ValueError(f"architecture {name}, not llama")
    layers, hidden = weights.metadata("llama.block_count"), weights.metadata("llama.embedding_length")
    heads = weights.metadata("llama.attention.head_count")
    architecture = Architecture(
        layers=layers,
        hidden=hidden,
        heads=heads,
        key_value_heads=weights.metadata("llama.attention.head_count_kv", heads),
        head_size=weights.metadata("llama.attention.key_length", hidden // heads),
        feed_forward=weights.metadata("llama.feed_forward_length"),
        vocabulary=weights.shape(EMBEDDING)[0],
        rope_base=weights.metadata("llama.rope.freq_base", 10000.0),
        epsilon=round(weights.metadata("llama.attention.layer_norm_rms_epsilon"), 10),
    )
    rotated = weights.metadata("llama.rope.dimension_count", architecture.head_size)
    if rotated != architecture.head_size:
        raise ValueError(f"{rotated} of a head's {architecture.head_size} values are rotated; all must be")
    scaling = weights.metadata("llama.rope.scaling.type", "none")
    if scaling != "none":
        raise ValueError(f"positions are scaled ({scaling}), which is not supported")
    _check_tensors(weights, layers)
    return architecture


def _check_tensors(weights, layers):
    known = {EMBEDDING, OUTPUT, OUTPUT_NORM, ROTARY_FACTORS}
    known |= {f"blk.{layer}.{part}.weight" for layer in range(layers) for part in LAYER_NORMS + LAYER_MATRICES}
    unknown = sorted(weights.names - known)
    if unknown:
        raise ValueError(f"tensor {unknown[0]} has no place in the graphs")
    missing = sorted(known - weights.names - {OUTPUT, ROTARY_FACTORS})
    if missing:
        raise ValueError(f"no tensor {missing[0]} in the file")


def rotary_frequencies(weights, architecture):
    """Radians a position, float64, [head_size / 2]."""
    size = architecture.head_size
    frequencies = architecture.rope_base ** -(np.arange(0, size, 2) / size)
    return frequencies / weights.floats(ROTARY_FACTORS) if ROTARY_FACTORS in weights else frequencies
