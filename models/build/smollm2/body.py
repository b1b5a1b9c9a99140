"""The graph from token ids to hidden rows, with key-value cache in and out."""

import numpy as np
from onnx import TensorProto

import embedding as token_embedding
from blocks import BLOCK
from graph import MICROSOFT, Graph

# Positions that the rotary tables hold. The runtime feeds 1,024 tokens at most, cache and input together.
POSITIONS = 2048
# A code of MatMulNBits without a zero point stands for code - 8.
IMPLIED_ZERO_POINT = 8


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
        self._weights, self._arch, self._accuracy_level = weights, architecture, accuracy_level
        self._block_sums, self._new_key_values = {}, []
        graph = self.graph
        graph.input("input_ids", TensorProto.INT64, ["batch", "tokens"])
        graph.input("position_ids", TensorProto.INT64, ["batch", "tokens"])
        graph.input("attention_bias", TensorProto.FLOAT, ["bias_batch", 1, "tokens", "total"])
        graph.input("seqlens_k", TensorProto.INT32, ["batch"])
        graph.input("total_sequence_length", TensorProto.INT32, [])
        graph.constant("flat", np.array([-1, architecture.hidden], np.int64))
        graph.constant("last_axis", np.array([-1], np.int64))
        qkv = architecture.hidden + 2 * architecture.key_value_width
        graph.constant("qkv_tail", np.array([qkv], np.int64))
        graph.node("Shape", ["input_ids"], "ids_shape")
        graph.node("Concat", ["ids_shape", "qkv_tail"], "qkv_shape", axis=0)
        # The sum of layers so far, and what the next norm adds to it.
        self._residual = self._pending = None

    def embed(self, embedding, file):
        graph = self.graph
        codes = token_embedding.codes(graph, embedding, file)
        scales = token_embedding.scales(graph, embedding, file)
        graph.node("Gather", [codes, "input_ids"], "embedded.codes", axis=0)
        graph.node("Cast", ["embedded.codes"], "embedded.unsigned", to=TensorProto.FLOAT)
        graph.node("Sub", ["embedded.unsigned", graph.constant("embedded.zero_point", np.float32(128))], "embedded.signed")
        graph.node("Gather", [scales, "input_ids"], "embedded.half_scales", axis=0)
        graph.node("Cast", ["embedded.half_scales"], "embedded.flat_scales", to=TensorProto.FLOAT)
        graph.node("Unsqueeze", ["embedded.flat_scales", "last_axis"], "embedded.scales")
        graph.node("Mul", ["embedded.signed", "embedded.scales"], "embedded.blocks")
        self._residual = graph.node("Reshape", ["embedded.blocks", "flat"], "embedded")
        cosines, sines = _rotary_tables(self._arch)
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
        graph, arch, name = self.graph, self._arch, f"layer.{layer}"
        normed = self._normalise(f"blk.{layer}.attn_norm.weight", f"{name}.attention_norm")
        blocks = self._weights.q4_1(*(f"blk.{layer}.attn_{part}.weight" for part in "qkv"))
        flat = self._multiply(normed, blocks, f"{name}.qkv_flat", file)
        attended = self._attend(layer, graph.node("Reshape", [flat, "qkv_shape"], f"{name}.qkv"))
        graph.node("Reshape", [attended, "flat"], f"{name}.attended_flat")
        blocks = self._weights.q4_1(f"blk.{layer}.attn_output.weight")
        self._pending = self._multiply(f"{name}.attended_flat", blocks, f"{name}.attention_output", file)
        normed = self._normalise(f"blk.{layer}.ffn_norm.weight", f"{name}.feed_forward_norm")
        gated = self._gate(layer, normed, file)
        blocks = self._weights.q4_1(f"blk.{layer}.ffn_down.weight")
        self._pending = self._multiply(gated, blocks, f"{name}.down", file)

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
        widths = graph.constant("qkv_widths", np.array([arch.hidden] + 2 * [arch.key_value_width], np.int64))
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
        blocks = self._weights.q4_1(f"blk.{layer}.ffn_gate.weight", f"blk.{layer}.ffn_up.weight")
        both = self._multiply(normed, blocks, f"{name}.gate_up", file)
        widths = graph.constant("gate_up_widths", np.array(2 * [arch.feed_forward], np.int64))
        graph.node("Split", [both, widths], [f"{name}.gate", f"{name}.up"], axis=-1)
        # x sigmoid(alpha x), which is SiLU for alpha 1.
        graph.node("QuickGelu", [f"{name}.gate"], f"{name}.activated", MICROSOFT, alpha=1.0)
        return graph.node("Mul", [f"{name}.activated", f"{name}.up"], f"{name}.gated")

    def _multiply(self, x, blocks, name, file):
        """x times the matrix: sum over blocks of d (q - 8) . x, in int4, and of (m + 8 d) times the block's sum of x."""
        graph = self.graph
        rows, count, _ = blocks.codes.shape
        packed = blocks.codes[..., 0::2] | (blocks.codes[..., 1::2] << 4)
        codes = graph.weight(f"{name}.codes", packed, file)
        half_scales = graph.weight(f"{name}.half_scales", blocks.scales, file)
        half_minima = graph.weight(f"{name}.half_minima", blocks.minima, file)
        graph.node("Cast", [half_scales], f"{name}.scales", to=TensorProto.FLOAT)
        graph.node("Cast", [half_minima], f"{name}.minima", to=TensorProto.FLOAT)
        eight = graph.constant("implied_zero_point", np.float32(IMPLIED_ZERO_POINT))
        graph.node("Mul", [f"{name}.scales", eight], f"{name}.shift")
        graph.node("Add", [f"{name}.minima", f"{name}.shift"], f"{name}.means")
        product = graph.node(
            "MatMulNBits",
            [x, codes, f"{name}.scales"],
            f"{name}.product",
            MICROSOFT,
            K=count * BLOCK,
            N=rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=self._accuracy_level,
        )
        return graph.node("Gemm", [self._sum_blocks(x, count), f"{name}.means", product], name, transB=1)

    def _sum_blocks(self, x, count):
        """Shared by every matrix that reads x."""
        if x not in self._block_sums:
            graph = self.graph
            shape = graph.constant(f"blocks.{count}", np.array([-1, count, BLOCK], np.int64))
            graph.node("Reshape", [x, shape], f"{x}.blocks")
            sums = graph.node("ReduceSum", [f"{x}.blocks", "last_axis"], f"{x}.block_sums", keepdims=0)
            self._block_sums[x] = sums
        return self._block_sums[x]


def _rotary_tables(architecture):
    """Cosines and sines of position times frequency, float32, [POSITIONS, head_size / 2]."""
    half = np.arange(0, architecture.head_size, 2) / architecture.head_size
    angles = np.outer(np.arange(POSITIONS), architecture.rope_base**-half)
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)
