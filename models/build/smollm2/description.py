"""STEM.model.json: what a runtime needs to know of the converted files, and a checksum of each."""

import hashlib
import json
from pathlib import Path

from body import POSITIONS
from prefix import PREFIXES, prefix_file

FORMAT = "surprisal-causal-lm"
VERSION = 1


def write_description(weights, architecture, stem, source):
    """Files are named relative to the description; every one beginning with STEM is listed."""
    roles = {
        ".body.onnx": {"role": "body"},
        ".head.onnx": {"role": "head"},
        ".tokenizer.json": {"role": "tokenizer"},
        ".boundaries.bin": {"role": "boundaries"},
    }
    weight_files = sorted(stem.parent.glob(f"{stem.name}.layers*.bin"))
    for path in (Path(f"{stem}.embedding.bin"), *weight_files):
        roles[path.name.removeprefix(stem.name)] = {"role": "weights"}
    for name, tokens in PREFIXES.items():
        roles[prefix_file(stem, name).name.removeprefix(stem.name)] = {"role": "prefix", "name": name, "tokens": list(tokens)}
    description = {
        "format": FORMAT,
        "version": VERSION,
        "name": weights.metadata("general.name"),
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
        "endOfText": _end_of_text(weights),
        "files": [_entry(Path(f"{stem}{suffix}"), fields) for suffix, fields in roles.items()],
    }
    Path(f"{stem}.model.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")


def _end_of_text(weights):
    """The token between texts: chat models name the end of a turn as their end of sequence, which isn't that."""
    tokens = weights.metadata("tokenizer.ggml.tokens")
    return tokens.index("<|endoftext|>") if "<|endoftext|>" in tokens else weights.metadata("tokenizer.ggml.eos_token_id")


def _entry(path, fields):
    return {"file": path.name, **fields, "bytes": path.stat().st_size, "sha256": _sha256(path)}


def _sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
