"""Tiny models with random weights, made on the spot: what they say means nothing, and is printable.

    python tests/servers/tiny.py transformers FOLDER     a folder that transformers loads
    python tests/servers/tiny.py gguf FILE               a file that llama.cpp loads

It runs in whatever Python has the libraries, and uses nothing of this project. The same seed makes the same model.
Neither ever ends a reply itself: the rows of its output for all tokens that no reader should see are zero.
"""

from __future__ import annotations

import string
import sys
from pathlib import Path
from typing import Any

CONTEXT = 512
"""Tokens, each of them a character, that the models read."""
LETTERS = tuple(string.ascii_letters + string.digits + string.punctuation + " \n")
TEMPLATE = (
    "{% for message in messages %}<{{ message['role'] }}>{{ message['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)


def make_tokenizer(template: str | None = TEMPLATE) -> Any:
    """Return a tokenizer of transformers with a token for each printable character."""
    from tokenizers import Tokenizer, decoders, models
    from transformers import PreTrainedTokenizerFast

    vocabulary = {token: number for number, token in enumerate(("<unk>", "<s>", "</s>", *LETTERS))}
    tokenizer = Tokenizer(models.BPE(vocabulary, [], unk_token="<unk>"))
    tokenizer.decoder = decoders.Fuse()
    made = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", bos_token="<s>", eos_token="</s>")
    made.chat_template = template
    return made


def make_model(seed: int = 0) -> Any:
    """Return a model of transformers."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=3 + len(LETTERS),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=4,
        max_position_embeddings=CONTEXT,
        initializer_range=0.5,
        bos_token_id=1,
        eos_token_id=2,
        pad_token_id=2,
        tie_word_embeddings=False,
    )
    model = LlamaForCausalLM(config).eval()
    with torch.no_grad():
        model.lm_head.weight[:3] = 0
    return model


def write_transformers(folder: Path) -> None:
    """Write the model and its tokenizer into `folder`."""
    make_model().save_pretrained(folder)
    make_tokenizer().save_pretrained(folder)


def write_gguf(path: Path) -> None:
    """Write a model of llama.cpp, with a tokenizer that also has a token for each byte."""
    import numpy as np
    from gguf import GGUFWriter, TokenType

    width, inner, heads = 64, 128, 4
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    kinds = [TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL, *[TokenType.BYTE] * 256]
    letters = ["▁" if letter == " " else letter for letter in LETTERS if letter != "\n"]
    hidden = len(tokens)
    writer = GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(width)
    writer.add_block_count(1)
    writer.add_feed_forward_length(inner)
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(width // heads)
    writer.add_vocab_size(hidden + len(letters))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([*tokens, *letters])
    writer.add_token_scores([0.0] * hidden + [-1.0] * len(letters))
    writer.add_token_types([*kinds, *[TokenType.NORMAL] * len(letters)])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_chat_template(TEMPLATE)

    random = np.random.default_rng(0)

    def tensor(name: str, *shape: int) -> None:
        ones = name.endswith("norm.weight")
        values = np.ones(shape, np.float32) if ones else random.normal(0, 0.3, shape).astype(np.float32)
        if name == "output.weight":
            values[:hidden] = 0
        writer.add_tensor(name, values)

    tensor("token_embd.weight", hidden + len(letters), width)
    tensor("output_norm.weight", width)
    tensor("output.weight", hidden + len(letters), width)
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        tensor(f"blk.0.{part}.weight", width, width)
    for part in ("attn_norm", "ffn_norm"):
        tensor(f"blk.0.{part}.weight", width)
    tensor("blk.0.ffn_gate.weight", inner, width)
    tensor("blk.0.ffn_up.weight", inner, width)
    tensor("blk.0.ffn_down.weight", width, inner)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    {"transformers": write_transformers, "gguf": write_gguf}[sys.argv[1]](Path(sys.argv[2]))
