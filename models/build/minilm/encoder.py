"""The graph from token ids to embeddings."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper

sys.path.append(str(Path(__file__).parent.parent / "smollm2"))

from graph import MICROSOFT, Graph

MAX_CODE = 127


@dataclass(frozen=True)
class Rounding:
    """How products are rounded to int8: as the artefact is, unless verify.py leaves something out to see what it is worth."""

    # How much of a column's range goes from activations into weights (SmoothQuant, Xiao et al. 2023, takes half); None: nothing is moved.
    smoothing: float | None = 0.6
    # The least value of gelu is -0.16997: what is added makes its outputs positive, so that all 255 steps are theirs.
    gelu_floor: float = 0.17
    # Neighbours in a row of weights add up to 128 at most.
    pairs: bool = True


def products(weights):
    """(name of the product's input in the graph, name of the matrix, [outputs, inputs]) of every matrix product."""
    for layer in range(weights.layers):
        prefix = f"encoder.layer.{layer}"
        yield f"{layer}.input", f"{layer}.query_key_value", weights.query_key_value(layer, "weight")
        yield f"{layer}.attended", f"{layer}.attention", weights[f"{prefix}.attention.output.dense.weight"]
        yield f"{layer}.middle", f"{layer}.up", weights[f"{prefix}.intermediate.dense.weight"]
        yield f"{layer}.activated", f"{layer}.down", weights[f"{prefix}.output.dense.weight"]


def token_rows(weights):
    """The name of the tensor that has each token's row of the layer before the last, whose own rows are all bent towards the vector of the text."""
    return f"{weights.layers - 1}.input"


def last_rows(weights):
    """The name of the tensor whose rows, in the mean, become the vector of the text."""
    return f"{weights.layers}.input"


def build_encoder(weights, ranges=None, probe=False, rounding=Rounding()):
    """
    input_ids, int64 [texts, tokens], all texts of one length and whole: no padding. embeddings, float32 [texts, hidden], of length 1.

    ranges: the greatest magnitude of each column of each product's input, by the input's name; without them the graph computes in float32.
    probe: the inputs of products are outputs too.
    """
    encoder = _Encoder(weights, ranges, rounding)
    encoder.embed()
    for layer in range(weights.layers):
        encoder.add_layer(layer)
    encoder.pool()
    if probe:
        for name, _, matrix in products(weights):
            encoder.graph.output(name, TensorProto.FLOAT, ["texts", "tokens", matrix.shape[1]])
    return encoder.graph.model()


class _Encoder:
    def __init__(self, weights, ranges, rounding):
        self.graph = Graph("encoder")
        self._weights, self._ranges, self._rounding = weights, ranges, rounding
        self._matrices = {name: (x, matrix) for x, name, matrix in products(weights)}
        self.graph.input("input_ids", TensorProto.INT64, ["texts", "tokens"])
        self.graph.constant("last_axis", np.array([-1], np.int64))

    def embed(self):
        graph, weights = self.graph, self._weights
        words = weights["embeddings.word_embeddings.weight"]
        if self._ranges is None:
            graph.node("Gather", [graph.constant("words", words), "input_ids"], "word_rows")
        else:
            codes, scales = _row_codes(words)
            graph.node("Gather", [graph.constant("words.codes", codes), "input_ids"], "word_codes")
            graph.node("Cast", ["word_codes"], "word_steps", to=TensorProto.FLOAT)
            graph.node("Gather", [graph.constant("words.scales", scales[:, None]), "input_ids"], "word_scales")
            graph.node("Mul", ["word_steps", "word_scales"], "word_rows")
        # One segment only: its embedding is part of every position's.
        places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        graph.node("Shape", ["input_ids"], "length", start=1, end=2)
        zero = graph.constant("zero", np.array([0], np.int64))
        graph.node("Slice", [graph.constant("places", places), zero, "length", zero], "place_rows")
        graph.node("Add", ["word_rows", "place_rows"], "embedded")
        self._normalize("embedded", "embeddings.LayerNorm", "0.input")

    def add_layer(self, layer):
        graph, weights, prefix = self.graph, self._weights, f"encoder.layer.{layer}"
        self._multiply(f"{layer}.query_key_value")
        parts = [f"{layer}.{part}" for part in ("query", "key", "value")]
        graph.node("Split", [f"{layer}.query_key_value"], parts, axis=-1, num_outputs=3)
        bias = self._float(f"{layer}.query_key_value.bias", weights.query_key_value(layer, "bias"))
        graph.node("MultiHeadAttention", [*parts, bias], f"{layer}.attended", MICROSOFT, num_heads=weights.heads)
        self._multiply(f"{layer}.attention")
        bias = weights[f"{prefix}.attention.output.dense.bias"]
        self._add_residual(f"{layer}.attention", f"{layer}.input", bias)
        self._normalize(f"{layer}.attention.sum", f"{prefix}.attention.output.LayerNorm", f"{layer}.middle")
        self._multiply(f"{layer}.up")
        bias = self._float(f"{layer}.up.bias", weights[f"{prefix}.intermediate.dense.bias"])
        graph.node("BiasGelu", [f"{layer}.up", bias], f"{layer}.activated", MICROSOFT)
        bias = weights[f"{prefix}.output.dense.bias"] - self._multiply(f"{layer}.down", self._rounding.gelu_floor)
        self._add_residual(f"{layer}.down", f"{layer}.middle", bias)
        self._normalize(f"{layer}.down.sum", f"{prefix}.output.LayerNorm", f"{layer + 1}.input")

    def pool(self):
        graph, last = self.graph, f"{self._weights.layers}.input"
        # The sum, since a mean has the same direction. By a product, since ReduceMean sums a single text in another order than several.
        one = graph.constant("one", np.array([1], np.int64))
        graph.node("Concat", [one, "length"], "ones_shape", axis=0)
        ones = helper.make_tensor("value", TensorProto.FLOAT, [1], [1.0])
        graph.node("ConstantOfShape", ["ones_shape"], "ones", value=ones)
        graph.node("MatMul", ["ones", last], "sums")
        graph.node("Squeeze", ["sums", one], "sum")
        graph.node("LpNormalization", ["sum"], "embeddings", axis=-1, p=2)
        graph.output("embeddings", TensorProto.FLOAT, ["texts", self._weights.hidden])

    def _add_residual(self, product, residual, bias):
        # SkipLayerNormalization does this, the norm and no more, in 255 µs instead of 75 (128 tokens).
        self.graph.node("Add", [product, residual], f"{product}.unbiased")
        self.graph.node("Add", [f"{product}.unbiased", self._float(f"{product}.bias", bias)], f"{product}.sum")

    def _normalize(self, x, name, out):
        scale, bias = (self._float(f"{out}.norm.{part}", self._weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        self.graph.node("LayerNormalization", [x, scale, bias], out, axis=-1, epsilon=self._weights.epsilon)

    def _multiply(self, name, floor=0.0):
        """
        The matrix times its input. In int8, each row of the input is rounded by a scale of its own, so that it is the same whatever stands
        beside it. A floor, more than what the input has below zero, is added to it first; what the product has too much by that is given back.
        """
        graph, (x, matrix) = self.graph, self._matrices[name]
        if self._ranges is None:
            graph.node("MatMul", [x, self._float(f"{name}.weights", matrix.T)], name)
            return 0
        smoothing = self._smoothing(self._ranges[x] + floor, matrix)
        codes, scales = (_product_codes if self._rounding.pairs else _row_codes)(matrix * smoothing)
        if floor:
            graph.node("Add", [x, self._float("floor", floor)], f"{name}.raised")
            x = f"{name}.raised"
        graph.node("Mul", [x, self._float(f"{name}.smoothing", 1 / smoothing)], f"{name}.smooth")
        magnitude = f"{name}.smooth" if floor else graph.node("Abs", [f"{name}.smooth"], f"{name}.magnitude")
        graph.node("ReduceMax", [magnitude, "last_axis"], f"{name}.maximum", keepdims=1)
        # A row of zeros stays one.
        graph.node("Max", [f"{name}.maximum", self._float("least", 1e-9)], f"{name}.scale")
        graph.node("Div", [f"{name}.smooth", f"{name}.scale"], f"{name}.scaled")
        steps, zero = (255, 0) if floor else (MAX_CODE, 128)
        step, zero = self._float(f"step.{steps}", 1 / steps), graph.constant(f"zero.{steps}", np.uint8(zero))
        graph.node("QuantizeLinear", [f"{name}.scaled", step, zero], f"{name}.rounded")
        operands = [f"{name}.rounded", graph.constant(f"{name}.codes", codes.T), step, self._float(f"{name}.scales", scales), zero]
        graph.node("MatMulIntegerToFloat", operands, f"{name}.unscaled", MICROSOFT)
        graph.node("Mul", [f"{name}.unscaled", f"{name}.scale"], name)
        # Of the matrix as it is rounded, or the floor would carry the rounding's errors with it.
        return floor * (codes * scales[:, None] / smoothing).sum(axis=1)

    def _smoothing(self, ranges, matrix):
        """What each column of the input is divided by and the matrix's multiplied: a column of great values would leave few steps to the others."""
        share = self._rounding.smoothing
        if share is None:
            return np.ones(len(ranges))
        columns = np.maximum(np.abs(matrix).max(axis=0), 1e-5)
        factors = np.maximum(ranges, 1e-5) ** share / columns ** (1 - share)
        return factors / np.exp(np.log(factors).mean())

    def _float(self, name, array):
        return self.graph.constant(name, np.asarray(array, np.float32))


def _row_codes(matrix):
    """int8 codes and float32 scales of each row."""
    return _rounded(matrix, np.abs(matrix).max(axis=1))


def _product_codes(matrix):
    """
    The same, with neighbours whose sum is 128 at most. Processors without VNNI add up two products at once in 16 bits and cut what does not
    fit: 255 times 128 does, so every processor computes the same.
    """
    pairs = np.abs(matrix[:, 0::2] + matrix[:, 1::2]).max(axis=1)
    return _rounded(matrix, np.maximum(np.abs(matrix).max(axis=1), pairs))


def _rounded(matrix, ranges):
    scales = np.maximum(ranges, 1e-9) / MAX_CODE
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32)
