"""Converts small models of random weights in each type of tensor and compares the graphs with the reference: self_check.py"""

import sys
import tempfile
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type

import convert
from architecture import ROTARY_FACTORS, read_architecture
from blocks import Weights
from boundaries import bytes_by_symbol
from reference import Reference
from session import Model

LAYERS, HIDDEN, HEADS, KEY_VALUE_HEADS, FEED_FORWARD = 3, 128, 4, 2, 192
# Nats a token: of float arithmetic in another order, and of inputs rounded to int8.
FLOAT_TOLERANCE, INT8_TOLERANCE = 2e-4, 0.1
ALL = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down", "token_embd")

CASES = {
    "Q4_1, embedding Q8_0": {"all": Type.Q4_1, "token_embd": Type.Q8_0},
    "Q8_0": {"all": Type.Q8_0},
    "Q4_0": {"all": Type.Q4_0},
    "Q4_1": {"all": Type.Q4_1},
    "F16": {"all": Type.F16},
    "F32": {"all": Type.F32},
    "Q4_0, output Q8_0": {"all": Type.Q4_0, "output": Type.Q8_0},
    "Q4_1, output F16": {"all": Type.Q4_1, "output": Type.F16},
    "mixed in one layer": {"all": Type.Q4_1, "attn_v": Type.Q8_0, "attn_k": Type.Q4_0, "ffn_up": Type.F16, "ffn_down": Type.Q8_0},
    "scaled frequencies": {"all": Type.Q8_0, "rope_freqs": Type.F32},
    "wide heads": {"all": Type.Q8_0, "head_size": 64},
}
REFUSED = {
    "another architecture": ({"all": Type.F32, "architecture": "qwen2"}, "architecture qwen2"),
    "a type": ({"all": Type.F32, "ffn_up": Type.BF16}, "blk.0.ffn_up.weight is BF16"),
    "a tensor too many": ({"all": Type.F32, "extra": "blk.0.attn_q.bias"}, "tensor blk.0.attn_q.bias"),
    "a tensor missing": ({"all": Type.F32, "without": "blk.1.ffn_up.weight"}, "no tensor blk.1.ffn_up.weight"),
    "a tokenizer": ({"all": Type.F32, "splitter": "qwen2"}, "pre-tokenizer qwen2"),
}


def write_model(path, case, seed):
    rng, name = np.random.default_rng(seed), case.get("architecture", "llama")
    head_size = case.get("head_size", HIDDEN // HEADS)
    writer = gguf.GGUFWriter(path, name)
    writer.add_block_count(LAYERS)
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_VALUE_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000.0)
    if head_size != HIDDEN // HEADS:
        writer.add_key_length(head_size)
        writer.add_rope_dimension_count(head_size)
    tokens = ["<|endoftext|>", *bytes_by_symbol(), "th", "Ġth", "Ġthe"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(case.get("splitter", "smollm"))
    writer.add_token_list(tokens)
    writer.add_token_types([3] + [1] * (len(tokens) - 1))
    writer.add_token_merges(["t h", "Ġ th", "Ġth e"])
    query, key_value = HEADS * head_size, KEY_VALUE_HEADS * head_size
    shapes = {
        "attn_q": (query, HIDDEN),
        "attn_k": (key_value, HIDDEN),
        "attn_v": (key_value, HIDDEN),
        "attn_output": (HIDDEN, query),
        "ffn_gate": (FEED_FORWARD, HIDDEN),
        "ffn_up": (FEED_FORWARD, HIDDEN),
        "ffn_down": (HIDDEN, FEED_FORWARD),
    }

    def add(tensor, shape, kind):
        if tensor == case.get("without"):
            return
        values = (rng.normal(size=shape) * shape[-1] ** -0.5).astype(np.float32)
        writer.add_tensor(tensor, gguf.quants.quantize(values, kind), raw_dtype=kind)

    add("token_embd.weight", (len(tokens), HIDDEN), case.get("token_embd", case["all"]))
    if "output" in case:
        add("output.weight", (len(tokens), HIDDEN), case["output"])
    for layer in range(LAYERS):
        for part, shape in shapes.items():
            add(f"blk.{layer}.{part}.weight", shape, case.get(part, case["all"]))
        for part in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{part}.weight", rng.uniform(0.5, 1.5, HIDDEN).astype(np.float32))
    writer.add_tensor("output_norm.weight", rng.uniform(0.5, 1.5, HIDDEN).astype(np.float32))
    if "rope_freqs" in case:
        writer.add_tensor(ROTARY_FACTORS, rng.uniform(1, 8, head_size // 2).astype(np.float32))
    if "extra" in case:
        writer.add_tensor(case["extra"], np.zeros(HIDDEN, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def greatest_error(source, stem, accuracy_level):
    convert.main(source, stem, accuracy_level=accuracy_level)
    weights = Weights(source)
    architecture = read_architecture(weights)
    model = Model(stem, architecture, threads=1)
    ids = np.random.default_rng(7).integers(1, architecture.vocabulary, 40).tolist()
    before = len(model.prefix)
    rows = Reference(weights, architecture, np.float64).log_probabilities(np.array([*model.prefix, *ids]))
    return np.abs(model.score(ids) - rows[np.arange(before - 1, before - 1 + len(ids)), ids]).max()


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed, (name, case) in enumerate(CASES.items()):
            source = Path(folder) / f"{seed}.gguf"
            write_model(source, case, seed)
            errors = [greatest_error(source, Path(folder) / f"{seed}.{level}", level) for level in (0, 4)]
            right = errors[0] < FLOAT_TOLERANCE and errors[1] < INT8_TOLERANCE
            failed += not right
            print(f"{'ok' if right else 'FAILED'}: {name}: float {errors[0]:.1e}, int8 {errors[1]:.3f} nat")
        for name, (case, expected) in REFUSED.items():
            source = Path(folder) / "refused.gguf"
            write_model(source, case, 0)
            try:
                convert.main(source, Path(folder) / "refused")
                message = "was converted"
            except ValueError as error:
                message = str(error)
            right = expected in message
            failed += not right
            print(f"{'ok' if right else 'FAILED'}: refused for {name}: {message}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
