"""The graph from token ids to hidden rows, with key-value cache in and out."""

import numpy as np
from onnx import TensorProto

from architecture import rotary_frequencies
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
        graph.weight("rotary.cosines", cosines, file)
        graph.weight("rotary.sines", sines, file)

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
        attended = self._attend(layer, graph.node("Reshape", [flat, "qkv_shape"], f"{name}.qkv"))
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

    def _attend(self, layer, qkv):
        graph, arch, name = self.graph, self._arch, f"layer.{layer}"
        widths = graph.constant("qkv_widths", np.array([arch.query_width] + 2 * [arch.key_value_width], np.int64))
        graph.node("Split", [qkv, widths], [f"{name}.{part}" for part in ("q", "k", "v")], axis=-1)
        for part, heads in (("q", arch.heads), ("k", arch.key_value_heads)):
            graph.node(
                "RotaryEmbedding",
                [f"{name}.{part}", "position_ids", "rotary.cosines", "rotary.sines"],
                f"{name}.rotated_{part}",
                MICROSOFT,
                interleaved=1,
                num_heads=heads,
                rotary_embedding_dim=0,
            )
        cache_shape = ["batch", arch.key_value_heads, "cached", arch.head_size]
        past = [
            graph.input(f"past_key_values.{layer}.{part}", TensorProto.FLOAT, cache_shape) for part in ("key", "value")
        ]
        present = [f"present.{layer}.{part}" for part in ("key", "value")]
        present_shape = ["batch", arch.key_value_heads, "cached_after", arch.head_size]
        for output in present:
            graph.output(output, TensorProto.FLOAT, present_shape)
        rotated = [f"{name}.rotated_q", f"{name}.rotated_k", f"{name}.v"]
        self._new_key_values += rotated[1:]
        lengths = ["seqlens_k", "total_sequence_length"]
        graph.node(
            "GroupQueryAttention",
            [*rotated, *past, *lengths, "", "", "", "attention_bias"],
            [f"{name}.attended", *present],
            MICROSOFT,
            num_heads=arch.heads,
            kv_num_heads=arch.key_value_heads,
            do_rotary=0,
            scale=arch.head_size**-0.5,
        )
        return f"{name}.attended"

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
