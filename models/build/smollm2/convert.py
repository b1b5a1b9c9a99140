"""Converts a llama-architecture GGUF (tensors in Q8_0, Q4_0, Q4_1, F16, F32) to ONNX without loss: convert.py GGUF STEM [PREFIXES.json]

Writes STEM.model.json, which describes the rest, and the files it lists.
"""

import sys
from pathlib import Path

from architecture import EMBEDDING, OUTPUT, read_architecture
from blocks import Weights
from body import build_body
from boundaries import tokens_beginning_words, write_boundaries
from description import write_description
from graph import WeightFile
from head import build_head
from prefix import prefix_file, read_prefixes, write_prefix
from tokenizer import write_tokenizer

# What a file of layers holds at most; GitHub warns from 50 MB.
LAYER_FILE_BYTES = 49_000_000


def main(source, stem, prefixes=None, accuracy_level=4):
    weights = Weights(source)
    architecture = read_architecture(weights)
    stem = Path(stem)
    tokenizer = Path(f"{stem}.tokenizer.json")
    write_tokenizer(weights, tokenizer)
    beginning = tokens_beginning_words(weights)
    layer_bytes = sum(weights.bytes_of(name) for name in weights.names if name.startswith("blk."))
    layer_files = [WeightFile(f"{stem}.layers{index}.bin") for index in range(-(-layer_bytes // LAYER_FILE_BYTES))]
    embedding, embedding_file = weights.matrix(EMBEDDING), WeightFile(f"{stem}.embedding.bin")
    files = [embedding_file, *layer_files]

    def layer_file(layer):
        return layer_files[layer * len(layer_files) // architecture.layers]

    body = build_body(weights, architecture, embedding, embedding_file, layer_file, accuracy_level)
    if OUTPUT in weights:
        files.append(WeightFile(f"{stem}.output.bin"))
        head = build_head(architecture, weights.matrix(OUTPUT), "output", files[-1], beginning, accuracy_level)
    else:
        head = build_head(architecture, embedding, "embedding", embedding_file, beginning, accuracy_level)
    for file in files:
        file.close()
    for name, model in (("body", body), ("head", head)):
        Path(f"{stem}.{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
    write_boundaries(beginning, Path(f"{stem}.boundaries.bin"))
    prefixes = read_prefixes(prefixes, weights, tokenizer)
    for prefix in prefixes:
        write_prefix(weights, architecture, prefix.tokens, prefix_file(stem, prefix.name))
    write_description(weights, architecture, stem, source, [file.name for file in files], prefixes)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except ValueError as error:
        sys.exit(f"{sys.argv[1]}: {error}")
