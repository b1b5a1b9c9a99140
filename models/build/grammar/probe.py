"""
Learns to see mistakes in what the neural model holds: `python probe.py TRAINING VALIDATION PROBE.json`, both from hiddenRows.ts.

For each kind of mistake a logistic regression over the hidden rows after the token before, the token itself and the two tokens after says whether the
token is part of such a mistake, or something is missing before it.
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

WIDTH = 576
OFFSETS = (-1, 0, 1, 2)
"""Of the rows from the token."""
KINDS = {
    "determiner-insert": ["determiner-insert"],
    "determiner-delete": ["determiner-delete"],
    "determiner-replace": ["determiner-replace"],
    "preposition-insert": ["preposition-insert"],
    "preposition-delete": ["preposition-delete"],
    "preposition-replace": ["preposition-replace"],
    "noun-number": ["noun-number"],
    "agreement": ["agreement"],
    "verb-form": ["verb-form"],
    "verb-tense": ["verb-tense", "auxiliary"],
    "comma-insert": ["comma-insert"],
    "comma-delete": ["comma-delete"],
    "spelling": ["spelling", "confusion", "apostrophe", "hyphen", "capital"],
    "word": [
        "derivation", "comparison", "pronoun", "conjunction", "word-order", "function-word-insert", "function-word-delete",
        "punctuation", "repetition", "collocation", "word-choice",
    ],
}  # fmt: skip
ANY = "any"
PASSES, BATCH, RATE, DECAY = 8, 256, 1e-3, 2e-5


def read(prefix: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hidden rows with room at both ends of each sentence, the places of its tokens there, and the target of each token and kind."""
    lines = Path(f"{prefix}.tokens.tsv").read_text().splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    sentence = np.array([int(row[0]) for row in cells])
    classes = np.array([row[3] for row in cells])
    # The last token of a sentence is not read and has no row; the next one's may lag behind where writing was cut.
    hidden = np.fromfile(f"{prefix}.rows.f32", np.float32)
    count = min(len(cells), len(hidden) // WIDTH)
    hidden = hidden[: count * WIDTH].reshape(count, WIDTH)
    sentence, classes = sentence[:count], classes[:count]
    gaps = np.concatenate([[0], (np.diff(sentence) != 0).cumsum()])
    places = np.arange(count) + 3 * gaps + 3
    padded = np.zeros((places[-1] + 4, WIDTH), np.float32)
    padded[places] = hidden
    targets = np.stack([np.isin(classes, own) for own in KINDS.values()] + [classes != "none"], 1)
    return padded, places, targets


def inputs(padded: np.ndarray, places: np.ndarray) -> np.ndarray:
    return np.concatenate([padded[places + offset] for offset in OFFSETS], 1)


def train(padded: np.ndarray, places: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Adam (Kingma and Ba 2015) on the sum of the cross entropies."""
    random = np.random.default_rng(20261127)
    weights = np.zeros((len(OFFSETS) * WIDTH, targets.shape[1]), np.float32)
    bias = np.log(targets.mean(0) + 1e-4).astype(np.float32)
    first, second, step = np.zeros_like(weights), np.zeros_like(weights), 0
    steps = PASSES * (len(places) // BATCH)
    for _ in range(PASSES):
        order = random.permutation(len(places))
        for start in range(0, len(order) - BATCH, BATCH):
            chosen = order[start : start + BATCH]
            x = inputs(padded, places[chosen])
            error = 1 / (1 + np.exp(-(x @ weights + bias))) - targets[chosen]
            gradient = x.T @ error / BATCH + DECAY * weights
            step += 1
            rate = RATE * (1 - step / (steps + 1))
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient * gradient - second)
            weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
            bias -= 0.1 * rate * error.mean(0) * BATCH
    return weights, bias


def main() -> None:
    training, validation, output = sys.argv[1:]
    padded, places, targets = read(training)
    scale = padded[places].std(0) + 1e-3
    padded /= scale
    weights, bias = train(padded, places, targets)
    del padded
    padded, places, targets = read(validation)
    padded /= scale
    scores = np.concatenate(
        [inputs(padded, places[start : start + 4096]) @ weights + bias for start in range(0, len(places), 4096)]
    )
    print("| kind | tokens | AUC | average precision |\n| --- | --- | --- | --- |")
    for index, kind in enumerate([*KINDS, ANY]):
        right = targets[:, index]
        print(
            f"| {kind} | {right.sum()} | {roc_auc_score(right, scores[:, index]):.3f} "
            f"| {average_precision_score(right, scores[:, index]):.3f} |"
        )
    # [offsets, width, kinds] to rows of bytes, one a kind and offset.
    rows = (weights.reshape(len(OFFSETS), WIDTH, -1) / scale[None, :, None]).transpose(2, 0, 1)
    steps = np.abs(rows).max(2) / 127
    quantized = np.round(rows / steps[..., None]).astype(np.int8)
    probe = {
        "model": "smollm2-135m",
        "offsets": OFFSETS,
        "kinds": [
            {
                "classes": KINDS.get(kind, []),
                "bias": round(float(bias[index]), 4),
                "steps": [float(f"{step:.5g}") for step in steps[index]],
                "weights": [base64.b64encode(row.tobytes()).decode() for row in quantized[index]],
            }
            for index, kind in enumerate([*KINDS, ANY])
        ],
    }
    Path(output).write_text(json.dumps(probe) + "\n")


main()
