"""tokenizer.json of a byte-level BPE whose tables lie in a GGUF file."""

import json

# tokenizer.ggml.token_type
CONTROL, USER_DEFINED = 3, 4
END_OF_TEXT = "<|endoftext|>"

LLAMA_3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def _byte_level(use_regex):
    return {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": use_regex}


# By tokenizer.ggml.pre.
SPLITTERS = {
    "smollm": [{"type": "Digits", "individual_digits": True}, _byte_level(True)],
    "gpt-2": [_byte_level(True)],
    "llama-bpe": [
        {"type": "Split", "pattern": {"Regex": LLAMA_3}, "behavior": "Isolated", "invert": False},
        _byte_level(False),
    ],
}
# Their whole words are tokens even where no merges lead to them.
IGNORING_MERGES = ("llama-bpe",)


def write_tokenizer(weights, path):
    """ValueError if the file asks for another kind of tokenizer than these."""
    model, splitter = weights.metadata("tokenizer.ggml.model"), weights.metadata("tokenizer.ggml.pre", "none")
    if model != "gpt2" or splitter not in SPLITTERS:
        known = ", ".join(SPLITTERS)
        raise ValueError(f"tokenizer {model} with pre-tokenizer {splitter}; only gpt2 with {known} can be converted")
    tokens = weights.metadata("tokenizer.ggml.tokens")
    types = weights.metadata("tokenizer.ggml.token_type")
    added = [
        {
            "id": token_id,
            "content": token,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": kind == CONTROL,
        }
        for token_id, (token, kind) in enumerate(zip(tokens, types))
        if kind in (CONTROL, USER_DEFINED)
    ]
    content = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": SPLITTERS[splitter]},
        "post_processor": None,
        "decoder": _byte_level(True),
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": splitter in IGNORING_MERGES,
            "vocab": {token: token_id for token_id, token in enumerate(tokens)},
            "merges": weights.metadata("tokenizer.ggml.merges"),
        },
    }
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def text_boundary(weights):
    """The token that stands between texts: SmolLM2's file names those that begin and end a turn of a chat instead."""
    tokens = weights.metadata("tokenizer.ggml.tokens")
    return tokens.index(END_OF_TEXT) if END_OF_TEXT in tokens else weights.metadata("tokenizer.ggml.bos_token_id")
