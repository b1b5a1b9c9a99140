"""The model in plain numpy over dequantised weights: what every faster form of it is measured against."""

import numpy as np

from architecture import EMBEDDING, LAYER_MATRICES, LAYER_NORMS, OUTPUT, OUTPUT_NORM, rotary_frequencies


class Reference:
    def __init__(self, weights, architecture, dtype=np.float32):
        self._arch, self._weights, self._dtype = architecture, weights, dtype
        self._embedding = weights.matrix(EMBEDDING).dequantised().astype(dtype)
        self._output = weights.matrix(OUTPUT).dequantised().astype(dtype) if OUTPUT in weights else self._embedding
        self._norm = weights.floats(OUTPUT_NORM).astype(dtype)

    def log_probabilities(self, ids):
        """Natural log of the probability of each next token: [len(ids), vocabulary]; row i follows ids[: i + 1]."""
        logits = self.run(ids)[0] @ self._output.T
        shifted = logits - logits.max(axis=-1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))

    def run(self, ids):
        """Hidden rows [len(ids), hidden], and keys and values [layers, 2, key-value heads, len(ids), head size]."""
        arch = self._arch
        x, cache = self._embedding[ids], []
        angles = np.outer(np.arange(len(ids)), rotary_frequencies(self._weights, arch))
        rotation = np.cos(angles).astype(self._dtype), np.sin(angles).astype(self._dtype)
        above = np.triu(np.full((len(ids), len(ids)), -np.inf, self._dtype), k=1)
        for index in range(arch.layers):
            layer = self._read_layer(index)
            normed = _normalise(x, layer["attn_norm"], arch.epsilon)
            queries = _rotate(_heads(normed @ layer["attn_q"].T, arch.heads), rotation)
            keys = _rotate(_heads(normed @ layer["attn_k"].T, arch.key_value_heads), rotation)
            values = _heads(normed @ layer["attn_v"].T, arch.key_value_heads)
            cache.append((keys, values))
            group = arch.heads // arch.key_value_heads
            keys, values = np.repeat(keys, group, axis=0), np.repeat(values, group, axis=0)
            scores = queries @ keys.transpose(0, 2, 1) * self._dtype(arch.head_size**-0.5) + above
            attended = (_softmax(scores) @ values).transpose(1, 0, 2).reshape(len(ids), -1)
            x = x + attended @ layer["attn_output"].T
            normed = _normalise(x, layer["ffn_norm"], arch.epsilon)
            gate = normed @ layer["ffn_gate"].T
            x = x + (gate / (1 + np.exp(-gate)) * (normed @ layer["ffn_up"].T)) @ layer["ffn_down"].T
        return _normalise(x, self._norm, arch.epsilon), np.array(cache)

    def _read_layer(self, index):
        read = {name: self._weights.matrix(f"blk.{index}.{name}.weight").dequantised() for name in LAYER_MATRICES}
        read |= {name: self._weights.floats(f"blk.{index}.{name}.weight") for name in LAYER_NORMS}
        return {name: array.astype(self._dtype) for name, array in read.items()}


def _normalise(x, gain, epsilon):
    return x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + x.dtype.type(epsilon)) * gain


def _heads(x, count):
    """[tokens, count * size] to [count, tokens, size]."""
    return x.reshape(len(x), count, -1).transpose(1, 0, 2)


def _rotate(x, rotation):
    """GGUF files of this architecture hold queries and keys with the two parts of a rotated pair side by side."""
    cosines, sines = rotation
    even, odd = x[..., 0::2], x[..., 1::2]
    rotated = np.empty_like(x)
    rotated[..., 0::2] = even * cosines - odd * sines
    rotated[..., 1::2] = even * sines + odd * cosines
    return rotated


def _softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
