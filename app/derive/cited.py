"""How an identity is spoken of where it is cited: its label, and the sentence about the operation at hand."""

from __future__ import annotations

from collections.abc import Iterable

from app.expr.notations.notation import Writer
from app.expr.tree import Call
from app.i18n import Language, say
from app.ops.rules import arguments_of, operation
from app.ops.table import ROWS

_ADDITION = operation("a + b")


def label_of(language: Language, key: str) -> str:
    """What an identity is called: "identity (5)", "transpose"."""
    return say(language, "label.number", key=key) if key.isdigit() else say(language, f"label.{key}")


def labels_of(language: Language, keys: Iterable[str]) -> str:
    """What several are called."""
    return " · ".join(label_of(language, key) for key in keys)


def words_about(node: Call, text: Writer, output: str = "") -> dict[str, str]:
    """What a sentence about an operation may name: all of it, its first and its last argument, and its output.

    Args:
        text: writes plain text.
        output: the symbol of its value; "" where that has none, and all of it stands for it.
    """
    args = arguments_of(node) if node.op in ROWS else node.args
    is_copy = node.op == _ADDITION and len(args) == 1  # z = x is a sum of one term
    whole = text.write(args[0] if is_copy else node)
    return {"whole": whole, "left": text.write(args[0]), "right": text.write(args[-1]), "out": output or whole}
