"""Weights of a GGUF file as they lie there: codes and scales of blocks of 32, nothing rounded again."""

from dataclasses import dataclass

import numpy as np
from gguf import GGMLQuantizationType, GGUFReader

BLOCK = 32


@dataclass(frozen=True)
class Blocks:
    """w = scale * code + minimum, each block of 32 along a row with its own scale and minimum.

    codes: uint8, [rows, blocks, 32]; scales: float16, [rows, blocks]; minima: float16, [rows, blocks].
    """

    codes: np.ndarray
    scales: np.ndarray
    minima: np.ndarray

    def dequantised(self):
        """float32, [rows, 32 * blocks]."""
        scales, minima = self.scales.astype(np.float32), self.minima.astype(np.float32)
        return (self.codes * scales[..., None] + minima[..., None]).reshape(len(self.codes), -1)


@dataclass(frozen=True)
class SignedBlocks:
    """w = scale * code. codes: int8, [rows, blocks, 32]; scales: float16, [rows, blocks]."""

    codes: np.ndarray
    scales: np.ndarray

    def dequantised(self):
        """float32, [rows, 32 * blocks]."""
        return (self.codes * self.scales.astype(np.float32)[..., None]).reshape(len(self.codes), -1)


class Weights:
    """The tensors of a GGUF file by their names there."""

    def __init__(self, path):
        self._reader = GGUFReader(path)
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}

    def metadata(self, key):
        """Value of a metadata field; a KeyError names a field that isn't there."""
        return self._reader.fields[key].contents()

    def floats(self, name):
        tensor = self._of_type(name, GGMLQuantizationType.F32)
        return np.array(tensor.data, dtype=np.float32).reshape(_shape(tensor))

    def q4_1(self, *names):
        """Matrices that read the same input, one below the other."""
        parts = [_read_q4_1(self._of_type(name, GGMLQuantizationType.Q4_1)) for name in names]
        return Blocks(*(np.concatenate(arrays) for arrays in zip(*parts)))

    def q8_0(self, name):
        tensor = self._of_type(name, GGMLQuantizationType.Q8_0)
        raw = _raw_blocks(tensor, bytes_per_block=34)
        return SignedBlocks(codes=raw[..., 2:].view(np.int8), scales=_float16(raw[..., :2]))

    def _of_type(self, name, expected):
        tensor = self._tensors[name]
        if tensor.tensor_type != expected:
            raise ValueError(f"{name} is {tensor.tensor_type.name}, not {expected.name}")
        return tensor


def _shape(tensor):
    return [int(length) for length in reversed(tensor.shape)]


def _raw_blocks(tensor, bytes_per_block):
    rows, columns = _shape(tensor)
    return np.array(tensor.data).view(np.uint8).reshape(rows, columns // BLOCK, bytes_per_block)


def _float16(pairs):
    return np.ascontiguousarray(pairs).view("<f2")[..., 0]


def _read_q4_1(tensor):
    raw = _raw_blocks(tensor, bytes_per_block=20)
    nibbles = raw[..., 4:]
    # ggml keeps the first half of a block in the low nibbles and the second in the high ones.
    codes = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1)
    return codes, _float16(raw[..., 0:2]), _float16(raw[..., 2:4])
