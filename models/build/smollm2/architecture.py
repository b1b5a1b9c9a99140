"""What the graphs need to know of a llama-architecture model."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Architecture:
    layers: int
    hidden: int
    heads: int
    key_value_heads: int
    feed_forward: int
    vocabulary: int
    rope_base: float
    epsilon: float

    @property
    def head_size(self):
        return self.hidden // self.heads

    @property
    def key_value_width(self):
        return self.key_value_heads * self.head_size


def read_architecture(weights):
    """From the metadata of a GGUF file; ValueError if it's another architecture."""
    name = weights.metadata("general.architecture")
    if name != "llama":
        raise ValueError(f"architecture {name}, not llama")
    return Architecture(
        layers=weights.metadata("llama.block_count"),
        hidden=weights.metadata("llama.embedding_length"),
        heads=weights.metadata("llama.attention.head_count"),
        key_value_heads=weights.metadata("llama.attention.head_count_kv"),
        feed_forward=weights.metadata("llama.feed_forward_length"),
        vocabulary=weights.metadata("llama.vocab_size"),
        rope_base=weights.metadata("llama.rope.freq_base"),
        epsilon=round(weights.metadata("llama.attention.layer_norm_rms_epsilon"), 10),
    )
