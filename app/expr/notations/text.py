"""Plain text, for titles, sentences and accessible names: δ₁·Uᵀ."""

from __future__ import annotations

from app.core import symbols
from app.expr.tree import Call

from .notation import (
    APPLIED,
    ATOM,
    MATRIX_PRODUCT,
    MEAN,
    POWER,
    PREFIX,
    PRODUCT,
    SUM,
    SUMMED,
    Form,
    Notation,
    bare,
    infix,
)

FUNCTIONS = {
    "relu": "ReLU", "cross_entropy": "CE", "squared_error": "SE", "log_softmax": "log softmax", "leaky_relu": "LeakyReLU", "elu": "ELU",
    "silu": "SiLU", "gelu": "GELU", "binary_cross_entropy": "BCE", "maximum": "max", "minimum": "min", "sigmoid": "σ", "mse": "MSE",
    "sum_mse": "SSE", "kl_div": "KL", "huber": "Huber", "stop_gradient": "sg", "max_pool": "maxpool", "avg_pool": "avgpool",
    "window_sum": "sumpool", "upsample": "up", "toeplitz": "T", "shaped": "reshape", "unslice": "pad", "hits": "one_hot", "logsumexp": "logsumexp",
}  # fmt: skip
"""How functions are called, where that is not their name."""


def function_text(node: Call) -> str:
    """The bare name of a function."""
    op = node.op
    if op in FUNCTIONS:
        return FUNCTIONS[op]
    if op.startswith(MEAN):
        return f"1/{divisor(node)} {FUNCTIONS.get(bare(op), bare(op))}"
    return f"Σ {FUNCTIONS.get(bare(op), bare(op))}" if op.startswith(SUMMED) else op


def divisor(node: Call) -> str:
    """By what a mean divides: the number N of examples, or n of all cells."""
    return "n" if node.axis is None and bare(node.op) in ("squared_error", "binary_cross_entropy") else "N"


def _iverson(mark: str) -> Form:
    return Form(f"[{{0}} {mark} {{1}}]", ATOM, (SUM, SUM))


TEXT = Notation(
    name=symbols.symbol,
    brackets="({})",
    function=function_text,
    axes=("↓", "→"),
    forms={
        "add": Form("{0} + {1}", SUM, (SUM, PRODUCT), "+"),
        "sub": Form("{0} − {1}", SUM, (SUM, PRODUCT), "−"),
        "neg": Form("−{0}", PREFIX, (PREFIX,)),
        "mul": infix("∘", PRODUCT),
        "scale": Form("{0}·{1}", MATRIX_PRODUCT, (MATRIX_PRODUCT, APPLIED)),
        "times": infix("·", MATRIX_PRODUCT, ""),
        "div": Form("{0} ⊘ {1}", PRODUCT, (PRODUCT, APPLIED), "⊘"),
        "fraction": infix("/", PRODUCT),
        "matmul": infix("·", MATRIX_PRODUCT, ""),
        "pow": Form("{0}^{1}", POWER, (ATOM, ATOM)),
        "power": Form("{0}^{1}", POWER, (ATOM, ATOM)),
        "square": Form("{0}²", POWER, (ATOM,)),
        "norm": Form("‖{0}‖", ATOM),
        "count": Form("n", ATOM),
        "examples": Form("N", ATOM),
        "terms": Form("n", ATOM),
        "terms/0": Form("N", ATOM),
        "terms/1": Form("N", ATOM),
        "transpose": Form("{0}ᵀ", POWER, (ATOM,)),
        "log": Form("log {0}", APPLIED, (ATOM,)),
        "sqrt": Form("√{0}", APPLIED, (ATOM,)),
        "abs": Form("|{0}|", ATOM),
        "sum": Form("Σ {0}", PREFIX, (PRODUCT,)),
        "prod": Form("Π {0}", PREFIX, (PRODUCT,)),
        "others": Form("Π≠ {0}", PREFIX, (PRODUCT,)),
        "sum/0": Form("1ᵀ·{0}", MATRIX_PRODUCT, (APPLIED,)),
        "sum/1": Form("{0}·1", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "spread": Form("{0}·1", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "spread/0": Form("1·{0}", MATRIX_PRODUCT, (APPLIED,)),
        "spread/1": Form("{0}·1ᵀ", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "ones": Form("1", ATOM),
        "greater": _iverson(">"),
        "greater_equal": _iverson("≥"),
        "less": _iverson("<"),
        "less_equal": _iverson("≤"),
        "equal": _iverson("="),
        "not_equal": _iverson("≠"),
        "slice/0": Form("{0}[{bounds}, :]", ATOM, (ATOM,)),
        "slice/1": Form("{0}[:, {bounds}]", ATOM, (ATOM,)),
        "unslice": Form("pad({0})", ATOM),
        "piece": Form("piece({0}, {1})", ATOM),
        "layer": Form("{0}[{1}]", ATOM, (ATOM,)),
        "take": Form("{0}[{1}]", ATOM, (ATOM, SUM)),
        "put": Form("put({0})", ATOM),
        "reshape": Form("reshape({0})", ATOM),
        "shaped": Form("reshape({0})", ATOM),
        "conv2d": Form("{0} ⋆ {1}", PRODUCT, (APPLIED, APPLIED), "⋆"),
        "conv2d_to_input": Form("{0} ∗ {1}", PRODUCT, (APPLIED, APPLIED), "∗"),
        "conv2d_to_kernel": Form("{0} ⋆ {1}", PRODUCT, (APPLIED, APPLIED), "⋆"),
        "toeplitz": Form("T({0})", ATOM),
        "patches": Form("patches({0})", ATOM),
        "largest": Form("largest({0})", ATOM),
        "upsample": Form("up({0})", ATOM),
        "kron": infix("⊗", PRODUCT),
        "eye": Form("I", ATOM),
        "eye/0": Form("I", ATOM),
        "eye/1": Form("I", ATOM),
        "tri": Form("L", ATOM),
        "gather": Form("1ᵀ", POWER),
        "gather/0": Form("1ᵀ ⊗ I", PRODUCT),
        "gather/1": Form("I ⊗ 1ᵀ", PRODUCT),
        "select": Form("Π", ATOM),
    },
)
