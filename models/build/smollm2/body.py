"""The graph from token ids to hidden rows, with key-value cache in and out."""

import numpy as np
from onnx import TensorProto

from architecture import rotary_frequencies
from attention import Attention
from blocks import stacked
from graph import MICROSOFT, Graph
from matrices import Matrices

# Positions that the rotary tables hold. The runtime feeds 1,024 tokens at most, cache and input together.
POSITIONS = 2048


def build_body(weights, architecture, embedding, embedding_file, layer_file, accuracy_level=4):
    """layer_file(layer) is the weight file of a layer. accuracy_level is MatMulNBits's: 4 rounds inputs to int8, 0 doesn't."""
    body = _Body(weights, architecture, accuracy_level)
    body.embed(embedding, embedding_file)
    for layer in range(architecture.layers):
        body.add_layer(layer, layer_file(layer))
    body.finish()
    return body.graph.model()


class _Body:
    def __init__(self, weights, architecture, accuracy_level):
        self.graph = Graph("body")
        self._weights, self._arch, self._new_key_values = weights, architecture, []
        graph = self.graph
        self._matrices = Matrices(graph, accuracy_level)
        graph.input("input_ids", TensorProto.INT64, ["batch", "tokens"])
        graph.input("position_ids", TensorProto.INT64, ["batch", "tokens"])
        graph.input("attention_bias", TensorProto.FLOAT, ["bias_batch", 1, "tokens", "total"])
        graph.input("seqlens_k", TensorProto.INT32, ["batch"])
        graph.input("total_sequence_length", TensorProto.INT32, [])
        graph.constant("flat", np.array([-1, architecture.hidden], np.int64))
        graph.constant("attended_shape", np.array([-1, architecture.query_width], np.int64))
        cache_shape = ["batch", architecture.key_value_heads, "cached", architecture.head_size]
        for layer in range(architecture.layers):
            for part in ("key", "value"):
                graph.input(f"past_key_values.{layer}.{part}", TensorProto.FLOAT, cache_shape)
        self._attention = Attention(graph, architecture)
        qkv = architecture.query_width + 2 * architecture.key_value_width
        graph.constant("qkv_tail", np.array([qkv], np.int64))
        graph.node("Shape", ["input_ids"], "ids_shape")
        graph.node("Concat", ["ids_shape", "qkv_tail"], "qkv_shape", axis=0)
        # The sum of layers so far, and what the next norm adds to it.
        self._residual = self._pending = None

    def embed(self, embedding, file):
        graph = self.graph
        blocks = self._matrices.rows("input_ids", embedding, "embedding", "embedded", file)
        self._residual = graph.node("Reshape", [blocks, "flat"], "embedded")
        cosines, sines = _rotary_tables(self._weights, self._arch)
        scale = graph.constant("attention_scale", np.float32(self._arch.head_size**-0.5))
        for part, table in (("cosines", cosines), ("sines", sines)):
            graph.weight(f"rotary.{part}", table, file)
            # Folded at load. Queries are scaled before products, which then need not be: one of a single row is quicker so.
            graph.node("Mul", [f"rotary.{part}", scale], f"rotary.q.{part}")
            graph.node("Identity", [f"rotary.{part}"], f"rotary.k.{part}")

    def _normalise(self, gain_name, name):
        """The norm of the residual stream; adds what is pending to the stream first."""
        graph = self.graph
        gain = graph.constant(f"{name}.gain", self._weights.floats(gain_name))
        if self._pending is None:
            return graph.node(
                "SimplifiedLayerNormalization", [self._residual, gain], name, axis=-1, epsilon=self._arch.epsilon, stash_type=1
            )
        outputs = [name, "", "", f"{name}.residual"]
        graph.node(
            "SkipSimplifiedLayerNormalization", [self._residual, self._pending, gain], outputs, MICROSOFT, epsilon=self._arch.epsilon
        )
        self._residual = outputs[3]
        return name

    def add_layer(self, layer, file):
        graph, name = self.graph, f"layer.{layer}"
        normed = self._normalise(f"blk.{layer}.attn_norm.weight", f"{name}.attention_norm")
        flat = self._multiply(layer, ("attn_q", "attn_k", "attn_v"), normed, f"{name}.qkv_flat", file)
        graph.node("Reshape", [flat, "qkv_shape"], f"{name}.qkv")
        past = [f"past_key_values.{layer}.{part}" for part in ("key", "value")]
        attended, new_key_values = self._attention.attend(f"{name}.qkv", past, name)
        self._new_key_values += new_key_values
        graph.node("Reshape", [attended, "attended_shape"], f"{name}.attended_flat")
        self._pending = self._multiply(layer, ("attn_output",), f"{name}.attended_flat", f"{name}.attention_output", file)
        normed = self._normalise(f"blk.{layer}.ffn_norm.weight", f"{name}.feed_forward_norm")
        gated = self._gate(layer, normed, file)
        self._pending = self._multiply(layer, ("ffn_down",), gated, f"{name}.down", file)

    def _multiply(self, layer, parts, x, name, file):
        matrices = stacked([self._weights.matrix(f"blk.{layer}.{part}.weight") for part in parts])
        return self._matrices.multiply(x, matrices, name, file)

    def finish(self):
        graph = self.graph
        normed = self._normalise("output_norm.weight", "hidden")
        # The cache's new part alone, since onnxruntime-node copies whatever leaves a graph: all of `present` each time.
        graph.node("Concat", self._new_key_values, "new_key_values", axis=-1)
        width = 2 * self._arch.layers * self._arch.key_value_width
        graph.output("new_key_values", TensorProto.FLOAT, ["batch", "tokens", width])
        graph.output(normed, TensorProto.FLOAT, ["rows", self._arch.hidden])

    def _gate(self, layer, normed, file):
        graph, arch, name = self.graph, self._arch, f"layer.{layer}"
        both = self._multiply(layer, ("ffn_gate", "ffn_up"), normed, f"{name}.gate_up", file)
        widths = graph.constant("gate_up_widths", np.array(2 * [arch.feed_forward], np.int64))
        graph.node("Split", [both, widths], [f"{name}.gate", f"{name}.up"], axis=-1)
        # x sigmoid(alpha x), which is SiLU for alpha 1.
        graph.node("QuickGelu", [f"{name}.gate"], f"{name}.activated", MICROSOFT, alpha=1.0)
        return graph.node("Mul", [f"{name}.activated", f"{name}.up"], f"{name}.gated")


def _rotary_tables(weights, architecture):
    """Cosines and sines of position times frequency, float32, [POSITIONS, head_size / 2]."""
    angles = np.outer(np.arange(POSITIONS), rotary_frequencies(weights, architecture))
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)
