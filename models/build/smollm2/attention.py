"""Grouped-query attention over cached and new tokens, in two ways that differ in rounding and in what they copy."""

import numpy as np
from onnx import TensorProto

from graph import MICROSOFT, Graph


class Attention:
    """Adds attention to a body whose inputs are there.

    GroupQueryAttention joins past and new keys in a buffer of its own, once for each query head: exact to the bit wherever a text is cut into runs,
    and with 300 cached tokens a third of the time that one token takes. Where `in_place` asks, products read the past where it lies, twice as fast;
    a sum over past and new tokens is then two sums, which depends on the cut.
    """

    def __init__(self, graph, architecture):
        self._graph, self._arch = graph, architecture
        graph.input("in_place", TensorProto.BOOL, [])
        sizes = [architecture.query_width] + 2 * [architecture.key_value_width]
        graph.constant("qkv_widths", np.array(sizes, np.int64))
        # The past may have slots that hold nothing yet; in place, the bias closes them.
        graph.node("Shape", ["past_key_values.0.key"], "slots", start=2, end=3)
        graph.node("Shape", ["input_ids"], "new_tokens", start=1, end=2)
        graph.node("Concat", ["slots", "new_tokens"], "past_and_new", axis=0)

    def attend(self, qkv, past, name):
        """qkv: queries, keys and values side by side, [batch, tokens, widths]. Gives what is attended to, queries' width, then new keys and values."""
        graph, arch = self._graph, self._arch
        graph.node("Split", [qkv, "qkv_widths"], [f"{name}.{part}" for part in ("q", "k", "v")], axis=-1)
        for part, heads in (("q", arch.heads), ("k", arch.key_value_heads)):
            graph.node(
                "RotaryEmbedding",
                [f"{name}.{part}", "position_ids", f"rotary.{part}.cosines", f"rotary.{part}.sines"],
                f"{name}.rotated_{part}",
                MICROSOFT,
                interleaved=1,
                num_heads=heads,
                rotary_embedding_dim=0,
            )
        rotated = [f"{name}.rotated_q", f"{name}.rotated_k", f"{name}.v"]
        branches = {"then_branch": self._in_place(rotated, past, name), "else_branch": self._joined(rotated, past, name)}
        graph.node("If", ["in_place"], f"{name}.attended", **branches)
        return f"{name}.attended", rotated[1:]

    def _joined(self, rotated, past, name):
        graph, name = Graph("joined"), f"{name}.joined"
        graph.node(
            "GroupQueryAttention",
            [*rotated, *past, "seqlens_k", "total_sequence_length", "", "", "", "attention_bias"],
            [f"{name}.attended", f"{name}.keys", f"{name}.values"],
            MICROSOFT,
            num_heads=self._arch.heads,
            kv_num_heads=self._arch.key_value_heads,
            do_rotary=0,
            scale=1.0,
        )
        graph.output(f"{name}.attended", TensorProto.FLOAT, None)
        return graph.subgraph()

    def _in_place(self, rotated, past, name):
        """[groups, members, tokens, head size]: a product of one row reads keys and values as they lie, several rows are packed first."""
        graph, name = Graph("in_place"), f"{name}.in_place"
        groups, size = self._arch.key_value_heads, self._arch.head_size
        members = self._arch.heads // groups
        graph.constant(f"{name}.query_shape", np.array([-1, groups, members, size], np.int64))
        graph.constant(f"{name}.new_shape", np.array([-1, groups, 1, size], np.int64))
        graph.constant(f"{name}.past_shape", np.array([groups, 1, -1, size], np.int64))
        for part, values, shape in zip(("q", "k", "v"), rotated, ("query", "new", "new")):
            graph.node("Reshape", [values, f"{name}.{shape}_shape"], f"{name}.{part}_by_token")
            graph.node("Transpose", [f"{name}.{part}_by_token"], f"{name}.{part}", perm=[1, 2, 0, 3])
        for part, values in zip(("k", "v"), past):
            graph.node("Reshape", [values, f"{name}.past_shape"], f"{name}.past_{part}")
        for keys in ("past_k", "k"):
            graph.node("FusedMatMul", [f"{name}.q", f"{name}.{keys}"], f"{name}.{keys}_scores", MICROSOFT, transB=1)
        graph.node("Concat", [f"{name}.past_k_scores", f"{name}.k_scores"], f"{name}.scores", axis=-1)
        graph.node("Add", [f"{name}.scores", "attention_bias"], f"{name}.biased")
        graph.node("Softmax", [f"{name}.biased"], f"{name}.weights", axis=-1)
        graph.node("Split", [f"{name}.weights", "past_and_new"], [f"{name}.past_weights", f"{name}.new_weights"], axis=-1)
        graph.node("MatMul", [f"{name}.past_weights", f"{name}.past_v"], f"{name}.from_past")
        graph.node("MatMul", [f"{name}.new_weights", f"{name}.v"], f"{name}.from_new")
        graph.node("Add", [f"{name}.from_past", f"{name}.from_new"], f"{name}.by_head")
        graph.node("Transpose", [f"{name}.by_head"], f"{name}.attended", perm=[2, 0, 1, 3])
        graph.output(f"{name}.attended", TensorProto.FLOAT, None)
        return graph.subgraph()
