"""Shares of pairs judged right after each of many prefixes: choose.py GGUF STEM PREFIXES.json PAIRS.jsonl [OF_EACH_PARADIGM]

A pair is right if the sum of the log probabilities of the good sentence's tokens is greater. Printed are the mean over paradigms with its 95 %
interval (bootstrap within paradigms), and the same with the end of the sentence scored, as a newline, <|endoftext|> or <|im_end|>.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parent.parent))

from architecture import read_architecture  # noqa: E402
from blocks import Weights  # noqa: E402
from reference import Reference  # noqa: E402
from tree import Tree, TreeScorer  # noqa: E402

NODES = 256
ENDS = {"newline": 198, "<|endoftext|>": 0, "<|im_end|>": 2}
RESAMPLES = 2000


def read_pairs(path, of_each=None):
    by_group = defaultdict(list)
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        by_group[pair.get("paradigm") or pair["type"]].append((pair["good"], pair["bad"]))
    return {group: pairs[:of_each] for group, pairs in by_group.items()}


class Scorer:
    def __init__(self, source, stem, threads=1):
        self._weights = Weights(source)
        self._architecture = read_architecture(self._weights)
        self.tokenizer = Tokenizer.from_file(f"{stem}.tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._sessions = [
            onnxruntime.InferenceSession(f"{stem}.{part}.onnx", options, providers=["CPUExecutionProvider"])
            for part in ("body", "head")
        ]

    def encode(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def scores(self, prefix, sentences, lead=""):
        """Sum over tokens and, after them, of each of ENDS: [sentences, 1 + ends]."""
        ids = np.array(self.encode(prefix))
        hidden, cache = Reference(self._weights, self._architecture).run(ids)
        scorer = TreeScorer(*self._sessions, self._architecture.layers, hidden.astype(np.float32), cache.astype(np.float32))
        result = np.zeros((len(sentences), 1 + len(ENDS)))
        tree, paths = Tree(), []
        for index, sentence in enumerate(sentences):
            paths.append((index, tree.add(self.encode(lead + sentence))))
            # A pair stays together.
            if index % 2 == 1 and len(tree) >= NODES or index + 1 == len(sentences):
                edges, after = scorer.edges(tree, tuple(ENDS.values()))
                for of, path in paths:
                    result[of] = [edges[path].sum(), *after[path[-1]]]
                tree, paths = Tree(), []
        return result


def interval(shares, rng):
    """Mean over groups of the share of true values, and the bounds of its 95 % interval."""
    resampled = np.mean(
        [rng.choice(np.array(group, float), (RESAMPLES, len(group))).mean(axis=1) for group in shares], axis=0
    )
    return np.mean([np.mean(group) for group in shares]), *np.quantile(resampled, (0.025, 0.975))


def main(source, stem, prefixes, path, of_each=None, details=None):
    groups = read_pairs(path, of_each and int(of_each))
    sentences = [sentence for pairs in groups.values() for pair in pairs for sentence in pair]
    scorer, saved = Scorer(source, stem), {}
    for name, prefix in json.loads(Path(prefixes).read_text(encoding="utf-8")).items():
        prefix, lead = (prefix, "") if isinstance(prefix, str) else prefix
        scores = scorer.scores(prefix, sentences, lead)
        saved[name] = scores
        line = []
        for label, values in {"": scores[:, 0], **{end: scores[:, 0] + scores[:, 1 + i] for i, end in enumerate(ENDS)}}.items():
            right = values[0::2] > values[1::2]
            parts = np.split(right, np.cumsum([len(pairs) for pairs in groups.values()])[:-1])
            mean, low, high = interval(parts, np.random.default_rng(1))
            line.append(f"{label} {100 * mean:.1f} ({100 * low:.1f} to {100 * high:.1f})".strip())
        print(f"{name}, {len(scorer.encode(prefix))} tokens: {'; '.join(line)}", flush=True)
        if details:
            np.savez(details, **saved)


if __name__ == "__main__":
    main(*sys.argv[1:])
