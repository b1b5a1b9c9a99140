"""Error and speed of the converted graph: verify.py FOLDER STEM FIXTURE.json TEXT...

FOLDER as for convert.py. Against the model in float32, on chunks of 128 tokens of the TEXT files, with two other ways to int8 beside it. FIXTURE.json is
written with the tokens and float32 embeddings of texts.json, for the tests.
"""

import json
import logging
import sys
import time
from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from tokenizers import Tokenizer

from calibration import TOKENS, chunks_of, measure_ranges, open_session
from encoder import Rounding, build_encoder
from weights import Weights

REPETITIONS = 9
# Tokens that _cut_pairs looks at: it takes seconds for each ten.
CUT_TOKENS = 24
DIGITS = 5


def main(folder, stem, fixture, *paths):
    weights = Weights(folder)
    description = json.loads(Path(f"{stem}.model.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(f"{stem}.tokenizer.json")
    floats = build_encoder(weights)
    exact = open_session(floats.SerializeToString())
    _write_fixture(Path(fixture), exact, tokenizer, description["maximumTokens"])
    chunks = [chunk for path in paths for chunk in chunks_of(Path(path).read_text(encoding="utf-8"), tokenizer)]
    graphs = {
        "float32": exact,
        "converted": open_session(f"{stem}.encoder.onnx"),
        "quantize_dynamic, per channel": _dynamic(floats),
        "MatMulNBits, 8 bits, blocks of 32": _blocks(floats, 32),
        "MatMulNBits, 8 bits, blocks of 128": _blocks(floats, 128),
    }
    # In the order that each was added; the last is the artefact.
    ranges = measure_ranges(weights, tokenizer)
    steps = {
        "a scale for each row": Rounding(smoothing=None, gelu_floor=0, pairs=False),
        "smoothed columns too": Rounding(gelu_floor=0, pairs=False),
        "gelu + .17 too": Rounding(pairs=False),
        "pairs that fit 16 bits too": Rounding(),
    }
    expected = _one_by_one(exact, chunks)
    print(f"{len(chunks)} chunks of {TOKENS} tokens; cosine to float32: mean, least; most that a value moves in a batch of 8; ms a chunk")
    for (name, session), ms in zip(graphs.items(), _milliseconds(graphs.values(), chunks)):
        rows = _one_by_one(session, chunks)
        moved = np.abs(_embed(session, chunks[:8]) - rows[:8]).max()
        cosines = (rows * expected).sum(axis=1)
        print(f"{name}: {cosines.mean():.4f}, {cosines.min():.4f}; {moved:.4f}; {ms:.1f}")
    print("cosine to float32, mean and least; pairs of products in a million that 16 bits cut, and what the product of the worst matrix loses by that")
    for name, rounding in steps.items():
        model = build_encoder(weights, ranges, rounding=rounding)
        cosines = (_one_by_one(open_session(model.SerializeToString()), chunks) * expected).sum(axis=1)
        cut, lost = _cut_pairs(model, chunks[0][:CUT_TOKENS])
        print(f"{name}: {cosines.mean():.4f}, {cosines.min():.4f}; {1e6 * cut:.0f}, {100 * lost:.1f} %")


def _cut_pairs(model, text):
    """
    On processors without VNNI two neighbouring products of a byte and an int8 are added in 16 bits, and cut to them. The share of such sums that are cut, and the length of
    what is cut off relative to that of the product, of the worst matrix.
    """
    weights = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMulIntegerToFloat"]
    for node in products:
        model.graph.output.append(onnx.helper.make_tensor_value_info(node.input[0], onnx.TensorProto.UINT8, None))
    names = [node.input[0] for node in products]
    shares, losses = [], []
    for node, rows in zip(products, open_session(model.SerializeToString()).run(names, {"input_ids": text[None]})):
        codes, zero = weights[node.input[1]].T.astype(np.int32), weights[node.input[4]].item()
        cut, lost, length = 0, 0.0, 0.0
        for row in rows[0].astype(np.int32):
            pairs = row[0::2] * codes[:, 0::2] + row[1::2] * codes[:, 1::2]
            excess = pairs - np.clip(pairs, -32768, 32767)
            cut += np.count_nonzero(excess)
            lost += float((excess.sum(axis=1).astype(np.float64) ** 2).sum())
            length += float(((codes @ row - zero * codes.sum(axis=1)).astype(np.float64) ** 2).sum())
        shares.append(cut / (len(rows[0]) * codes.size / 2))
        losses.append((lost / length) ** 0.5)
    return float(np.mean(shares)), max(losses)


def _embed(session, texts):
    return session.run(["embeddings"], {"input_ids": np.array(texts, np.int64)})[0]


def _one_by_one(session, texts):
    return np.concatenate([_embed(session, [text]) for text in texts])


def _milliseconds(sessions, chunks):
    """Of processor time, medians of repetitions that take turns, with one thread."""
    times = [[] for _ in sessions]
    for index in range(REPETITIONS):
        for own, session in zip(times, sessions):
            start = time.process_time()
            _embed(session, [chunks[index % len(chunks)]])
            own.append(time.process_time() - start)
    return [1000 * float(np.median(own)) for own in times]


def _dynamic(floats):
    """One scale for all activations of a product."""
    source, target = Path("float.onnx"), Path("dynamic.onnx")
    source.write_bytes(floats.SerializeToString())
    # The operators of other domains give float32, which the quantizer cannot know.
    options = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    quantize_dynamic(source, target, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8, extra_options=options)
    session = open_session(str(target))
    source.unlink()
    target.unlink()
    return session


def _blocks(floats, size):
    """A scale for each block of a row of activations and weights."""
    copy = onnx.ModelProto()
    copy.CopyFrom(floats)
    config = DefaultWeightOnlyQuantConfig(block_size=size, is_symmetric=True, accuracy_level=4, bits=8)
    quantizer = MatMulNBitsQuantizer(copy, algo_config=config)
    quantizer.process()
    return open_session(quantizer.model.model.SerializeToString())


def _write_fixture(path, exact, tokenizer, maximum):
    texts = json.loads((Path(__file__).parent / "texts.json").read_text(encoding="utf-8"))
    lines = []
    for text in texts:
        ids = tokenizer.encode(text, add_special_tokens=False).ids[: maximum - 2]
        ids = [tokenizer.token_to_id("[CLS]"), *ids, tokenizer.token_to_id("[SEP]")]
        values = [round(float(value), DIGITS) for value in _embed(exact, [ids])[0]]
        lines.append(json.dumps({"text": text, "ids": ids, "embedding": values}, ensure_ascii=False, separators=(",", ":")))
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    logging.disable(logging.INFO)
    main(*sys.argv[1:])
