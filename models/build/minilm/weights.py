"""all-MiniLM-L6-v2 as sentence-transformers keeps it: a BERT of six layers, the mean of its tokens, length 1."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

# What the graph of encoder.py computes; a folder that says something else is another model.
ARCHITECTURE = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
MODULES = ["Transformer", "Pooling", "Normalize"]


class Weights:
    def __init__(self, folder):
        """ValueError if the folder's model is of another architecture."""
        self.folder = Path(folder)
        config = self._json("config.json")
        for key, expected in ARCHITECTURE.items():
            if config[key] != expected:
                raise ValueError(f"config.json: {key} is {config[key]} instead of {expected}")
        modules = [module["type"].split(".")[-1] for module in self._json("modules.json")]
        if modules != MODULES or not self._json("1_Pooling/config.json")["pooling_mode_mean_tokens"]:
            raise ValueError(f"modules.json: {modules}; only the normalised mean can be converted")
        self.layers = config["num_hidden_layers"]
        self.heads = config["num_attention_heads"]
        self.hidden = config["hidden_size"]
        self.epsilon = config["layer_norm_eps"]
        self._tensors = load_file(self.folder / "model.safetensors")

    def _json(self, name):
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def __getitem__(self, name):
        """float32"""
        return self._tensors[name]

    def query_key_value(self, layer, part):
        """"weight" or "bias" of the three projections, one below the other."""
        names = (f"encoder.layer.{layer}.attention.self.{kind}.{part}" for kind in ("query", "key", "value"))
        return np.concatenate([self[name] for name in names])
