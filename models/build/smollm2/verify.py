"""Error a token of the converted graphs, and of llama.cpp if llama-cpp-python is installed: verify.py GGUF STEM [REFERENCE.json]

Against the model in float32 numpy, on the texts of sentences.json, each after the prefix. REFERENCE.json is written with the log probabilities of
their tokens, for the tests and benchmarks of other forms of the model.
"""

import json
import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from architecture import read_architecture
from blocks import Weights
from reference import Reference
from session import Model


def main(source, stem, output=None):
    weights = Weights(source)
    architecture = read_architecture(weights)
    tokenizer = Tokenizer.from_file(f"{stem}.tokenizer.json")
    texts = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))
    ids = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
    model, reference = Model(stem, architecture), Reference(weights, architecture)
    exact = [_of_targets(reference.log_probabilities(np.array([*model.prefix, *text])), model.prefix, text) for text in ids]
    if output:
        lines = [
            json.dumps({"text": text, "logProbabilities": [round(float(value), 5) for value in values]}, ensure_ascii=False)
            for text, values in zip(texts, exact)
        ]
        Path(output).write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    _report("converted", [model.score(text) for text in ids], exact)
    try:
        import llama_cpp
    except ImportError:
        return
    _report("llama.cpp", _score_by_llama(llama_cpp, source, model.prefix, ids), exact)


def _of_targets(log_probabilities, prefix, ids):
    return log_probabilities[np.arange(len(prefix) - 1, len(prefix) - 1 + len(ids)), ids]


def _score_by_llama(llama_cpp, source, prefix, ids):
    longest = max(map(len, ids)) + len(prefix)
    model = llama_cpp.Llama(source, n_ctx=longest, n_batch=longest, n_threads=2, logits_all=True, verbose=False)
    scores = []
    for text in ids:
        model.reset()
        model.eval([*prefix, *text])
        logits = np.array(model.scores[: len(prefix) + len(text)], np.float64)
        shifted = logits - logits.max(axis=-1, keepdims=True)
        scores.append(_of_targets(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), prefix, text))
    return scores


def _report(name, scores, exact):
    errors = np.abs(np.concatenate(scores) - np.concatenate(exact))
    print(
        f"{name}: {len(errors)} tokens, mean {errors.mean():.4f}, 99th percentile {np.quantile(errors, 0.99):.3f}, "
        f"greatest {errors.max():.3f} nat"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
