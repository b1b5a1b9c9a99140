"""STEM.model.json: what a runtime needs to know of the converted files, and a checksum of each."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from body import POSITIONS
from prefix import prefix_file
from tokenizer import text_boundary

FORMAT = "surprisal-causal-lm"
VERSION = 1


def write_description(weights, architecture, stem, source, weight_files, prefixes):
    """Files are named relative to the description. weight_files: names of what the graphs point to; prefixes: the first is the default."""
    roles = {
        ".body.onnx": {"role": "body"},
        ".head.onnx": {"role": "head"},
        ".tokenizer.json": {"role": "tokenizer"},
        ".boundaries.bin": {"role": "boundaries"},
    }
    roles |= {name.removeprefix(stem.name): {"role": "weights"} for name in weight_files}
    for prefix in prefixes:
        roles[prefix_file(stem, prefix.name).name.removeprefix(stem.name)] = {"role": "prefix", **asdict(prefix)}
    description = {
        "format": FORMAT,
        "version": VERSION,
        "name": weights.metadata("general.name", stem.name),
        "source": {"file": Path(source).name, "sha256": _sha256(Path(source))},
        "architecture": {
            "layers": architecture.layers,
            "hidden": architecture.hidden,
            "heads": architecture.heads,
            "keyValueHeads": architecture.key_value_heads,
            "headSize": architecture.head_size,
            "vocabularySize": architecture.vocabulary,
            "positions": POSITIONS,
        },
        "endOfText": text_boundary(weights),
        "files": [_entry(Path(f"{stem}{suffix}"), fields) for suffix, fields in roles.items()],
    }
    Path(f"{stem}.model.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")


def _entry(path, fields):
    return {"file": path.name, **fields, "bytes": path.stat().st_size, "sha256": _sha256(path)}


def _sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
