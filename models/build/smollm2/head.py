"""The graph from hidden rows to what is asked of the next token."""

import numpy as np
from onnx import TensorProto

from graph import Graph
from matrices import Matrices


def build_head(architecture, output, stored_as, file, beginning, accuracy_level=4):
    """Log probabilities of each row's targets always; ranks, entropies and boundaries where `detailed` asks, since they copy the logits.

    A branch of one graph, not a graph of its own: each session packs the output matrix anew, 39 MB. A rank is the number
    of tokens that are likelier (with several targets a row it takes a copy of the logits for each); entropies are in nats; boundary_log_probs are of the next token being one of `beginning`
    (bool, [vocabulary]: see boundaries.py). The output matrix lies in `file` under `stored_as`, which may be where the body has its embedding.
    """
    graph = Graph("head")
    graph.input("hidden", TensorProto.FLOAT, ["rows", architecture.hidden])
    graph.input("targets", TensorProto.INT64, ["rows", "targets_per_row"])
    graph.input("detailed", TensorProto.BOOL, [])
    Matrices(graph, accuracy_level).multiply_by("hidden", output, stored_as, "logits", file)
    graph.node("LogSoftmax", ["logits"], "all_log_probs", axis=-1)
    graph.node("GatherElements", ["all_log_probs", "targets"], "log_probs", axis=-1)
    graph.constant("begins_word", beginning[:, None])
    graph.node("Cast", ["begins_word"], "begins_word.weights", to=TensorProto.FLOAT)
    details = ["ranks", "entropies", "boundary_log_probs"]
    graph.node("If", ["detailed"], details, then_branch=_detail(), else_branch=_no_detail())
    graph.output("log_probs", TensorProto.FLOAT, ["rows", "targets_per_row"])
    graph.output("ranks", TensorProto.INT64, ["detailed_rows", "targets_per_row"])
    graph.output("entropies", TensorProto.FLOAT, ["detailed_rows"])
    graph.output("boundary_log_probs", TensorProto.FLOAT, ["detailed_rows"])
    graph.output("logits", TensorProto.FLOAT, ["rows", architecture.vocabulary])
    return graph.model()


def _detail():
    graph = Graph("detail")
    graph.constant("middle_axis", np.array([1], np.int64))
    graph.node("Unsqueeze", ["all_log_probs", "middle_axis"], "compared")
    graph.node("Unsqueeze", ["log_probs", "last_axis"], "compared_with")
    graph.node("Greater", ["compared", "compared_with"], "likelier")
    graph.node("Cast", ["likelier"], "likelier_counts", to=TensorProto.INT32)
    graph.node("ReduceSum", ["likelier_counts", "last_axis"], "counts", keepdims=0)
    graph.node("Cast", ["counts"], "detail.ranks", to=TensorProto.INT64)
    graph.node("Exp", ["all_log_probs"], "probabilities")
    graph.node("Mul", ["probabilities", "all_log_probs"], "expected")
    graph.node("ReduceSum", ["expected", "last_axis"], "negative_entropies", keepdims=0)
    graph.node("Neg", ["negative_entropies"], "detail.entropies")
    graph.node("MatMul", ["probabilities", "begins_word.weights"], "boundary_columns")
    graph.node("Squeeze", ["boundary_columns", "last_axis"], "boundary_probabilities")
    graph.node("Log", ["boundary_probabilities"], "detail.boundary_log_probs")
    graph.output("detail.ranks", TensorProto.INT64, ["rows", "targets_per_row"])
    graph.output("detail.entropies", TensorProto.FLOAT, ["rows"])
    graph.output("detail.boundary_log_probs", TensorProto.FLOAT, ["rows"])
    return graph.subgraph()


def _no_detail():
    graph = Graph("no_detail")
    graph.node("Identity", [graph.constant("no_ranks", np.zeros((0, 1), np.int64))], "no_detail.ranks")
    nothing = graph.constant("nothing", np.zeros(0, np.float32))
    graph.node("Identity", [nothing], "no_detail.entropies")
    graph.node("Identity", [nothing], "no_detail.boundary_log_probs")
    graph.output("no_detail.ranks", TensorProto.INT64, ["none", 1])
    graph.output("no_detail.entropies", TensorProto.FLOAT, ["none"])
    graph.output("no_detail.boundary_log_probs", TensorProto.FLOAT, ["none"])
    return graph.subgraph()
