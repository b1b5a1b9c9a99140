"""The converted graphs in onnxruntime: scoring of whole texts after the stored prefix, for measuring."""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from prefix import prefix_file, read_prefix

SLICE_ROWS = 64


class Model:
    def __init__(self, stem, architecture, prefix="text", threads=2):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._body, self._head = (
            onnxruntime.InferenceSession(f"{stem}.{part}.onnx", options, providers=["CPUExecutionProvider"])
            for part in ("body", "head")
        )
        description = json.loads(Path(f"{stem}.model.json").read_text(encoding="utf-8"))
        self.prefix = next(file["tokens"] for file in description["files"] if file.get("name") == prefix)
        self._prefix_hidden, cache = read_prefix(prefix_file(stem, prefix), architecture, len(self.prefix))
        self._past = {
            f"past_key_values.{layer}.{part}": cache[layer, index][None]
            for layer in range(architecture.layers)
            for index, part in enumerate(("key", "value"))
        }

    def score(self, ids):
        """Natural log of the probability of each token of a text, given the prefix and what stands before it."""
        before = len(self.prefix)
        total = before + len(ids)
        feeds = self._past | {
            "input_ids": np.array([ids], np.int64),
            "position_ids": np.arange(before, total, dtype=np.int64)[None],
            "attention_bias": np.zeros((1, 1, len(ids), total), np.float32),
            "in_place": np.array(False),
            "seqlens_k": np.array([total - 1], np.int32),
            "total_sequence_length": np.array(total, np.int32),
        }
        rows = np.concatenate([self._prefix_hidden[-1:], self._body.run(["hidden"], feeds)[0][:-1]])
        targets = np.array(ids, np.int64)
        return np.concatenate([
            self._head.run(["log_probs"], {"hidden": rows[part], "targets": targets[part, None], "detailed": np.array(False)})[0][:, 0]
            for part in (slice(start, start + SLICE_ROWS) for start in range(0, len(ids), SLICE_ROWS))
        ])
