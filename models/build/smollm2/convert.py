"""Converts a llama-architecture GGUF in Q4_1, with its embedding in Q8_0, to ONNX without loss: convert.py GGUF OUTPUT_PREFIX"""

import sys
from pathlib import Path

from architecture import read_architecture
from blocks import Weights
from body import build_body
from boundaries import tokens_beginning_words, write_boundaries
from description import write_description
from graph import WeightFile
from head import build_head
from prefix import PREFIXES, prefix_file, write_prefix
from tokenizer import write_tokenizer

EMBEDDING = "token_embd.weight"
# Weights of as many layers as stay under 50 MB.
LAYER_FILES = 2


def main(source, stem):
    weights = Weights(source)
    architecture = read_architecture(weights)
    stem = Path(stem)
    embedding_file = WeightFile(f"{stem}.embedding.bin")
    layer_files = [WeightFile(f"{stem}.layers{index}.bin") for index in range(LAYER_FILES)]
    embedding = weights.q8_0(EMBEDDING)
    beginning = tokens_beginning_words(weights)

    def layer_file(layer):
        return layer_files[layer * LAYER_FILES // architecture.layers]

    body = build_body(weights, architecture, embedding, embedding_file, layer_file)
    head = build_head(architecture, embedding, embedding_file, beginning)
    for file in (embedding_file, *layer_files):
        file.close()
    for name, model in (("body", body), ("head", head)):
        Path(f"{stem}.{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
    for name, tokens in PREFIXES.items():
        write_prefix(weights, architecture, tokens, prefix_file(stem, name))
    write_boundaries(beginning, Path(f"{stem}.boundaries.bin"))
    write_tokenizer(weights, Path(f"{stem}.tokenizer.json"))
    write_description(weights, architecture, stem, source)


if __name__ == "__main__":
    main(*sys.argv[1:])
