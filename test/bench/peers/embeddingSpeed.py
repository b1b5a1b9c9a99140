"""Times the shipped embedding model in Python's onnxruntime: reads requests as lines of JSON, answers each with a line.

{kind: "about"} -> {version}
{kind: "embed", model, threads, texts, batch} -> {ms}: texts of one number of tokens to vectors, so many in a run
"""

import json
import sys
import time

import numpy as np
import onnxruntime
from tokenizers import Tokenizer


class Model:
    def __init__(self, stem, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(f"{stem}.encoder.onnx", options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(f"{stem}.tokenizer.json")

    def embed(self, texts, batch):
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        parts = [np.array(ids[start : start + batch], np.int64) for start in range(0, len(ids), batch)]
        return np.concatenate([self._session.run(["embeddings"], {"input_ids": part})[0] for part in parts])


def main():
    models = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["kind"] == "about":
            answer = {"version": onnxruntime.__version__}
        else:
            key = request["model"], request["threads"]
            if key not in models:
                models[key] = Model(*key)
            started = time.perf_counter()
            models[key].embed(request["texts"], request["batch"])
            answer = {"ms": 1000 * (time.perf_counter() - started)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
