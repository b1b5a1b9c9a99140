"""Converts a llama-architecture GGUF in Q4_1, with its embedding in Q8_0, to ONNX without loss: convert.py GGUF OUTPUT_PREFIX"""

import sys
from pathlib import Path

from architecture import read_architecture
from blocks import Weights
from body import build_body
from graph import WeightFile
from head import build_head
from prefix import write_prefix
from tokenizer import write_tokenizer

EMBEDDING = "token_embd.weight"
# Weights of as many layers as stay under 50 MB.
LAYER_FILES = 2


def main(source, prefix):
    weights = Weights(source)
    architecture = read_architecture(weights)
    folder, stem = Path(prefix).parent, Path(prefix).name
    embedding_file = WeightFile(folder, f"{stem}.embedding.bin")
    layer_files = [WeightFile(folder, f"{stem}.layers{index}.bin") for index in range(LAYER_FILES)]
    embedding = weights.q8_0(EMBEDDING)

    def layer_file(layer):
        return layer_files[layer * LAYER_FILES // architecture.layers]

    body = build_body(weights, architecture, embedding, embedding_file, layer_file)
    head = build_head(architecture, embedding, embedding_file)
    for file in (embedding_file, *layer_files):
        file.close()
    for name, model in (("body", body), ("head", head)):
        (folder / f"{stem}.{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
    write_prefix(weights, architecture, folder / f"{stem}.prefix.bin")
    write_tokenizer(weights, folder / f"{stem}.tokenizer.json")


if __name__ == "__main__":
    main(*sys.argv[1:])
