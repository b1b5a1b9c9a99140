"""tokenizer.json of a byte-level BPE whose tables lie in a GGUF file."""

import json

# tokenizer.ggml.token_type
CONTROL = 3


def write_tokenizer(weights, path):
    """ValueError if the file asks for another kind of tokenizer than SmolLM2's."""
    model, splitter = weights.metadata("tokenizer.ggml.model"), weights.metadata("tokenizer.ggml.pre")
    if (model, splitter) != ("gpt2", "smollm"):
        raise ValueError(f"tokenizer {model} with pre-tokenizer {splitter}, not gpt2 with smollm")
    tokens = weights.metadata("tokenizer.ggml.tokens")
    types = weights.metadata("tokenizer.ggml.token_type")
    special = [
        {
            "id": token_id,
            "content": token,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": True,
        }
        for token_id, (token, kind) in enumerate(zip(tokens, types))
        if kind == CONTROL
    ]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    content = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": None,
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [{"type": "Digits", "individual_digits": True}, byte_level],
        },
        "post_processor": None,
        "decoder": byte_level,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": {token: token_id for token_id, token in enumerate(tokens)},
            "merges": weights.metadata("tokenizer.ggml.merges"),
        },
    }
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
