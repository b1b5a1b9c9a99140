"""Weights of a GGUF file as they lie there: codes and scales of blocks of 32, nothing rounded again."""

from dataclasses import dataclass

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf import GGUFReader

BLOCK = 32


@dataclass(frozen=True)
class Blocks4:
    """Q4_1: w = scale * code + minimum; Q4_0: w = scale * (code - 8). Each block of 32 along a row has its own scale (and minimum).

    codes: uint8 below 16, [rows, blocks, 32]; scales: float16, [rows, blocks]; minima: float16, [rows, blocks], or None for Q4_0.
    """

    codes: np.ndarray
    scales: np.ndarray
    minima: np.ndarray | None

    def dequantised(self):
        """float32, [rows, 32 * blocks]."""
        scales = self.scales.astype(np.float32)[..., None]
        if self.minima is None:
            values = (self.codes.astype(np.int8) - 8) * scales
        else:
            values = self.codes * scales + self.minima.astype(np.float32)[..., None]
        return values.reshape(len(self.codes), -1)

    @property
    def packed(self):
        """uint8, [rows, blocks, 16]: neighbours share a byte, the first in the low bits."""
        return self.codes[..., 0::2] | (self.codes[..., 1::2] << 4)


@dataclass(frozen=True)
class Blocks8:
    """Q8_0: w = scale * code. codes: int8, [rows, blocks, 32]; scales: float16, [rows, blocks]."""

    codes: np.ndarray
    scales: np.ndarray

    def dequantised(self):
        """float32, [rows, 32 * blocks]."""
        return (self.codes * self.scales.astype(np.float32)[..., None]).reshape(len(self.codes), -1)

    @property
    def unsigned(self):
        """uint8, [rows, blocks, 32]: code + 128."""
        return (self.codes.astype(np.int16) + 128).astype(np.uint8)


@dataclass(frozen=True)
class Floats:
    """F16 or F32. values: [rows, columns]."""

    values: np.ndarray

    def dequantised(self):
        """float32, [rows, columns]."""
        return self.values.astype(np.float32)


class Weights:
    """The tensors of a GGUF file by their names there. ValueError names what cannot be converted."""

    def __init__(self, path):
        self._reader = GGUFReader(path)
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}

    def __contains__(self, name):
        return name in self._tensors

    @property
    def names(self):
        return self._tensors.keys()

    def metadata(self, key, *default):
        """Value of a metadata field; ValueError names a field that isn't there and has no default."""
        field = self._reader.fields.get(key)
        if field is not None:
            return field.contents()
        if default:
            return default[0]
        raise ValueError(f"no {key} in the file's metadata")

    def shape(self, name):
        """Rows before columns."""
        return _shape(self._tensor(name))

    def bytes_of(self, name):
        return int(self._tensor(name).n_bytes)

    def floats(self, name):
        tensor = self._tensor(name)
        if tensor.tensor_type not in (Type.F32, Type.F16):
            raise ValueError(f"{name} is {tensor.tensor_type.name}, not F32 or F16")
        return np.array(tensor.data, dtype=np.float32).reshape(_shape(tensor))

    def matrix(self, name):
        """Blocks4, Blocks8 or Floats."""
        tensor = self._tensor(name)
        kind = tensor.tensor_type
        if kind == Type.Q4_1:
            raw = _raw_blocks(tensor, bytes_per_block=20)
            return Blocks4(_nibbles(raw[..., 4:]), _float16(raw[..., 0:2]), _float16(raw[..., 2:4]))
        if kind == Type.Q4_0:
            raw = _raw_blocks(tensor, bytes_per_block=18)
            return Blocks4(_nibbles(raw[..., 2:]), _float16(raw[..., :2]), None)
        if kind == Type.Q8_0:
            raw = _raw_blocks(tensor, bytes_per_block=34)
            return Blocks8(codes=raw[..., 2:].view(np.int8), scales=_float16(raw[..., :2]))
        if kind in (Type.F16, Type.F32):
            return Floats(np.array(tensor.data).reshape(_shape(tensor)))
        raise ValueError(f"{name} is {kind.name}; Q8_0, Q4_0, Q4_1, F16 and F32 can be converted")

    def _tensor(self, name):
        if name not in self._tensors:
            raise ValueError(f"no tensor {name} in the file")
        return self._tensors[name]


def stacked(matrices):
    """Matrices that read the same input, one below the other where they are alike: a shorter list in the same order."""
    groups = []
    for matrix in matrices:
        if groups and _alike(groups[-1][0], matrix):
            groups[-1].append(matrix)
        else:
            groups.append([matrix])
    return [_stack(group) for group in groups]


def _alike(a, b):
    if isinstance(a, Blocks4) and isinstance(b, Blocks4):
        return (a.minima is None) == (b.minima is None)
    if isinstance(a, Floats) and isinstance(b, Floats):
        return a.values.dtype == b.values.dtype
    return type(a) is type(b)


def _stack(group):
    fields = ([getattr(matrix, name) for matrix in group] for name in group[0].__dataclass_fields__)
    return type(group[0])(*(None if parts[0] is None else np.concatenate(parts) for parts in fields))


def _shape(tensor):
    return [int(length) for length in reversed(tensor.shape)]


def _raw_blocks(tensor, bytes_per_block):
    rows, columns = _shape(tensor)
    return np.array(tensor.data).view(np.uint8).reshape(rows, columns // BLOCK, bytes_per_block)


def _float16(pairs):
    return np.ascontiguousarray(pairs).view("<f2")[..., 0]


def _nibbles(packed):
    """ggml keeps the first half of a block in the low nibbles and the second in the high ones."""
    return np.concatenate([packed & 15, packed >> 4], axis=-1)
