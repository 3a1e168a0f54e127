"""The language itself: what is written is read again as the same tree."""

from __future__ import annotations

from app.expr.tree import Call, Name, Node, rewrite

from .notation import (
    ALIKE,
    APPLIED,
    ATOM,
    COMPARISON,
    MATRIX_PRODUCT,
    MEAN,
    POWER,
    PREFIX,
    SUM,
    SUMMED,
    Form,
    Notation,
    Writer,
    bare,
    infix,
)


def _options(node: Call) -> str:
    axis = "" if node.axis is None else f", axis={node.axis}"
    reduction = next((prefix[:-1] for prefix in (MEAN, SUMMED) if node.op.startswith(prefix)), "")
    return axis + (f', reduction="{reduction}"' if reduction else "")


def _compared(mark: str) -> Form:
    return Form(f"{{0}} {mark} {{1}}", COMPARISON, (SUM, SUM))


SOURCE = Notation(
    name=str,
    brackets="({})",
    function=lambda node: bare(node.op),
    options=_options,
    infinity="inf",
    number_level=POWER,  # `2.T` is no number
    forms={
        "add": infix("+", SUM),
        "sub": infix("-", SUM),
        "mul": infix("*", PREFIX),
        "div": infix("/", PREFIX),
        "matmul": infix("@", PREFIX),
        "neg": Form("-{0}", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "pow": Form("{0} ** {1}", APPLIED, (POWER, MATRIX_PRODUCT)),
        "transpose": Form("{0}.T", ATOM, (ATOM,)),
        "slice/0": Form("{0}[{bounds}, :]", ATOM, (ATOM,)),
        "slice/1": Form("{0}[:, {bounds}]", ATOM, (ATOM,)),
        "greater": _compared(">"),
        "greater_equal": _compared(">="),
        "less": _compared("<"),
        "less_equal": _compared("<="),
        "equal": _compared("=="),
        "not_equal": _compared("!="),
    },
)


def is_function(op: str) -> bool:
    """Whether an operation is written by its name, and not between or behind its arguments."""
    return ALIKE.get(op, op) not in SOURCE.forms


def as_source(node: Node) -> str:
    """The text in the language that would be read as `node`."""
    return Writer(SOURCE).write(node)


def as_written(node: Node) -> str:
    """The same in the user's words: a part that got a name of ours stands as it was written."""
    return as_source(_in_their_words(node))


def _in_their_words(node: Node) -> Node:
    def change(n: Node) -> Node:
        return _in_their_words(n.written) if isinstance(n, Name) and n.written is not None else n

    return rewrite(node, change)
