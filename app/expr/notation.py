"""The interpreters for writing: LaTeX, plain text, and the language itself.

One table a notation: for every operation how it is written, how tightly it binds, and how tightly each argument has to.
An argument that binds less tightly gets brackets; nothing else ever does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.core import symbols

from .literals import INFINITY
from .tree import Call, Gradient, Name, Node, Number, rewrite

_SAME_FOR_EVERY_AXIS = {"count", "examples", "concat", "unslice", "head", "tail"}
_LOSSES = ("cross_entropy", "squared_error")
MEAN = "mean_"
"""Begins the name of a loss that is the mean over the examples."""
SUM, PREFIX, PRODUCT, MATRIX_PRODUCT, APPLIED, POWER, ATOM = range(1, 8)


@dataclass(frozen=True, slots=True)
class Form:
    """How one operation is written: a template, its own level, and the least level of each argument."""

    template: str
    level: int
    args: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Notation:
    """How leaves, brackets and operations are written."""

    name: Callable[[str], str]
    brackets: str
    forms: Mapping[str, Form]
    function: Callable[[str], str]
    axes: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes trees in one notation.

    Args:
        notation: the table.
        gradient: how the gradient by a quantity is called.
        is_scalar: tells which nodes are 1×1; a product with one of them is written without ∘.
    """

    notation: Notation
    gradient: Callable[[str], str] = str
    is_scalar: Callable[[Node], bool] = lambda node: isinstance(node, Number)

    def write(self, node: Node, least: int = SUM) -> str:
        """Write `node`, in brackets where it binds less tightly than `least`."""
        text, level = self._written(node)
        return text if level >= least else self.notation.brackets.format(text)

    def _written(self, node: Node) -> tuple[str, int]:
        match node:
            case Name(id=name):
                return self.notation.name(name), ATOM
            case Gradient(of=name):
                text = self.gradient(name)
                return text, APPLIED if text.startswith(r"\frac") else ATOM
            case Number(value=value):
                return "" if value == INFINITY else _number(value), self._level(value)
            case Call():
                form = self._form(node)
                args = [self.write(arg, least) for arg, least in zip(self._ordered(node), form.args, strict=False)]
                return form.template.format(*args), form.level

    def _level(self, value: float) -> int:
        """A minus sign binds as one; and in the language `2.T` is no number, so a number there is no atom."""
        positive = POWER if self.notation is SOURCE else ATOM
        return positive if value >= 0 else PREFIX

    def along(self, node: Call) -> str:
        """Which way a function goes through its matrix. A loss is one number whichever way."""
        if node.axis is None or self.notation is SOURCE or node.op in _SAME_FOR_EVERY_AXIS or node.op.endswith(_LOSSES):
            return ""
        return self.notation.axes[node.axis]

    def _ordered(self, node: Call) -> tuple[Node, ...]:
        """The factor that is a number is written first: 2x, not x2."""
        if (
            node.op == "mul"
            and "scale" in self.notation.forms
            and self.is_scalar(node.args[1])
            and not self.is_scalar(node.args[0])
        ):
            return (node.args[1], node.args[0])
        return node.args

    def _form(self, node: Call) -> Form:
        forms = self.notation.forms
        if node.op == "mul" and "scale" in forms and any(map(self.is_scalar, node.args)):
            return forms["times" if isinstance(self._ordered(node)[1], Number) else "scale"]
        if node.op == "spread" and "ones" in forms and node.args[0] == Number(1.0):
            return forms["ones"]
        if node.op == "pow" and "power" in forms and self.is_scalar(node.args[0]):
            return forms["power"]
        if node.op == "div" and "fraction" in forms and any(map(self.is_scalar, node.args)):
            return forms["fraction"]
        form = forms.get(node.op if node.axis is None or node.op in _SAME_FOR_EVERY_AXIS else f"{node.op}/{node.axis}")
        if form is not None:
            return form
        name = (self.notation.function(node.op) + self.along(node)).replace("{", "{{").replace("}", "}}")
        holes = ", ".join(f"{{{k}}}" for k in range(len(node.args)))
        axis = "" if node.axis is None or self.notation is not SOURCE else f", axis={node.axis}"
        mean = ', reduction="mean"' if self.notation is SOURCE and node.op.startswith(MEAN) else ""
        return Form(f"{name.removeprefix(MEAN)}({holes}{axis}{mean})", ATOM, (SUM,) * len(node.args))


def _infix(mark: str, level: int) -> Form:
    return Form(f"{{0}}{mark}{{1}}", level, (level, level + 1))


_FUNCTIONS = {
    "relu": "ReLU", "cross_entropy": "CE", "squared_error": "SE", "log_softmax": "log softmax",
    "leaky_relu": "LeakyReLU", "elu": "ELU", "silu": "SiLU", "gelu": "GELU", "binary_cross_entropy": "BCE", "maximum": "max", "minimum": "min", "sigmoid": "σ",
}  # fmt: skip


def function_with_axis(op: str, axis: int | None) -> str:
    """The bare name of a function in LaTeX, with the way it goes through its matrix."""
    return function_latex(op) + Writer(LATEX).along(Call(op, (), axis))


def function_latex(op: str) -> str:
    """The bare name of a function in LaTeX, as it stands before its brackets."""
    if op.startswith(MEAN):
        return r"\tfrac{1}{N}" + function_latex(op.removeprefix(MEAN))
    return r"\sigma" if op == "sigmoid" else rf"\operatorname{{{function_text(op).replace(' ', chr(92) + ',')}}}"


def function_text(op: str) -> str:
    """The bare name of a function."""
    return "1/N " + function_text(op.removeprefix(MEAN)) if op.startswith(MEAN) else _FUNCTIONS.get(op, op)


def _number(value: float) -> str:
    """In decimals, and without an exponent as far as that can be read."""
    return (
        format(Decimal(repr(value)).normalize(), "f") if 1e-9 <= abs(value) < 1e15 else repr(value).removesuffix(".0")
    )


LATEX = Notation(
    name=symbols.latex,
    brackets=r"\left({}\right)",
    function=function_latex,
    axes=(r"_{\downarrow}", r"_{\rightarrow}"),
    forms={
        "add": Form("{0} + {1}", SUM, (SUM, PRODUCT)),
        "sub": Form("{0} - {1}", SUM, (SUM, PRODUCT)),
        "neg": Form("-{0}", PREFIX, (PREFIX,)),
        "mul": _infix(r" \circ ", PRODUCT),
        "scale": Form(r"{0}\,{1}", MATRIX_PRODUCT, (MATRIX_PRODUCT, APPLIED)),
        "times": _infix(r" \cdot ", MATRIX_PRODUCT),
        "div": Form(r"{0} \oslash {1}", PRODUCT, (PRODUCT, APPLIED)),
        "fraction": Form(r"\frac{{{0}}}{{{1}}}", APPLIED, (SUM, SUM)),
        "matmul": _infix(" ", MATRIX_PRODUCT),
        "pow": Form(r"{0}^{{\circ {1}}}", POWER, (ATOM, SUM)),
        "power": Form("{0}^{{{1}}}", POWER, (ATOM, SUM)),
        "square": Form(r"{0}^{{\circ 2}}", POWER, (ATOM,)),
        "norm": Form(r"\left\lVert {0} \right\rVert", ATOM, (SUM,)),
        "count": Form("n", ATOM, (SUM,)),
        "examples": Form("N", ATOM, (SUM,)),
        "transpose": Form(r"{0}^{{\top}}", POWER, (ATOM,)),
        "exp": Form("e^{{{0}}}", POWER, (SUM,)),
        "log": Form(r"\log {0}", APPLIED, (ATOM,)),
        "sqrt": Form(r"\sqrt{{{0}}}", ATOM, (SUM,)),
        "abs": Form(r"\left|{0}\right|", ATOM, (SUM,)),
        "sum": Form(r"{{\textstyle\sum}} {0}", PREFIX, (PRODUCT,)),
        "sum/0": Form(r"\mathbf{{1}}^{{\top}} {0}", MATRIX_PRODUCT, (APPLIED,)),
        "sum/1": Form(r"{0}\,\mathbf{{1}}", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "spread": Form(r"{0}\,\mathbf{{1}}", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "spread/0": Form(r"\mathbf{{1}}\,{0}", MATRIX_PRODUCT, (APPLIED,)),
        "spread/1": Form(r"{0}\,\mathbf{{1}}^{{\top}}", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "ones": Form(r"\mathbf{{1}}", ATOM, (SUM, SUM)),
        "slice/0": Form(r"{{{0}}}_{{{1}:{2},\,:}}", ATOM, (ATOM, SUM, SUM)),
        "slice/1": Form(r"{{{0}}}_{{:,\,{1}:{2}}}", ATOM, (ATOM, SUM, SUM)),
        "unslice": Form(r"\operatorname{{pad}}({0})", ATOM, (SUM, SUM, SUM)),
        "vec": Form(r"\operatorname{{vec}}({0})", ATOM, (SUM,)),
        "kron": _infix(r" \otimes ", PRODUCT),
        "eye": Form("I", ATOM, (SUM,)),
        "eye/0": Form("I", ATOM, (SUM,)),
        "eye/1": Form("I", ATOM, (SUM,)),
        "gather": Form(r"\mathbf{{1}}^{{\top}}", POWER, (SUM,)),
        "gather/0": Form(r"\mathbf{{1}}^{{\top}} \otimes I", PRODUCT, (SUM,)),
        "gather/1": Form(r"I \otimes \mathbf{{1}}^{{\top}}", PRODUCT, (SUM,)),
        "select": Form(r"\Pi", ATOM, (SUM, SUM)),
        "head": Form(r"\operatorname{{first}}({0})", ATOM, (SUM, SUM)),
        "tail": Form(r"\operatorname{{last}}({0})", ATOM, (SUM, SUM)),
    },
)
TEXT = Notation(
    name=symbols.symbol,
    brackets="({})",
    function=function_text,
    axes=("↓", "→"),
    forms={
        "add": Form("{0} + {1}", SUM, (SUM, PRODUCT)),
        "sub": Form("{0} − {1}", SUM, (SUM, PRODUCT)),
        "neg": Form("−{0}", PREFIX, (PREFIX,)),
        "mul": _infix(" ∘ ", PRODUCT),
        "scale": Form("{0}·{1}", MATRIX_PRODUCT, (MATRIX_PRODUCT, APPLIED)),
        "times": _infix("·", MATRIX_PRODUCT),
        "div": Form("{0} ⊘ {1}", PRODUCT, (PRODUCT, APPLIED)),
        "fraction": _infix(" / ", PRODUCT),
        "matmul": _infix("·", MATRIX_PRODUCT),
        "pow": Form("{0}^{1}", POWER, (ATOM, ATOM)),
        "power": Form("{0}^{1}", POWER, (ATOM, ATOM)),
        "square": Form("{0}²", POWER, (ATOM,)),
        "norm": Form("‖{0}‖", ATOM, (SUM,)),
        "count": Form("n", ATOM, (SUM,)),
        "examples": Form("N", ATOM, (SUM,)),
        "transpose": Form("{0}ᵀ", POWER, (ATOM,)),
        "log": Form("log {0}", APPLIED, (ATOM,)),
        "sqrt": Form("√{0}", APPLIED, (ATOM,)),
        "abs": Form("|{0}|", ATOM, (SUM,)),
        "sum": Form("Σ {0}", PREFIX, (PRODUCT,)),
        "sum/0": Form("1ᵀ·{0}", MATRIX_PRODUCT, (APPLIED,)),
        "sum/1": Form("{0}·1", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "spread": Form("{0}·1", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "spread/0": Form("1·{0}", MATRIX_PRODUCT, (APPLIED,)),
        "spread/1": Form("{0}·1ᵀ", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "ones": Form("1", ATOM, (SUM, SUM)),
        "slice/0": Form("{0}[{1}:{2}, :]", ATOM, (ATOM, SUM, SUM)),
        "slice/1": Form("{0}[:, {1}:{2}]", ATOM, (ATOM, SUM, SUM)),
        "unslice": Form("pad({0})", ATOM, (SUM, SUM, SUM)),
        "kron": _infix(" ⊗ ", PRODUCT),
        "eye": Form("I", ATOM, (SUM,)),
        "eye/0": Form("I", ATOM, (SUM,)),
        "eye/1": Form("I", ATOM, (SUM,)),
        "gather": Form("1ᵀ", POWER, (SUM,)),
        "gather/0": Form("1ᵀ ⊗ I", PRODUCT, (SUM,)),
        "gather/1": Form("I ⊗ 1ᵀ", PRODUCT, (SUM,)),
        "select": Form("Π", ATOM, (SUM, SUM)),
        "head": Form("first({0})", ATOM, (SUM, SUM)),
        "tail": Form("last({0})", ATOM, (SUM, SUM)),
    },
)
SOURCE = Notation(
    name=str,
    brackets="({})",
    function=str,
    forms={
        "add": _infix(" + ", SUM),
        "sub": _infix(" - ", SUM),
        "mul": _infix(" * ", PREFIX),
        "div": _infix(" / ", PREFIX),
        "matmul": _infix(" @ ", PREFIX),
        "neg": Form("-{0}", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "pow": Form("{0} ** {1}", APPLIED, (POWER, MATRIX_PRODUCT)),
        "transpose": Form("{0}.T", ATOM, (ATOM,)),
        "slice/0": Form("{0}[{1}:{2}, :]", ATOM, (ATOM, SUM, SUM)),
        "slice/1": Form("{0}[:, {1}:{2}]", ATOM, (ATOM, SUM, SUM)),
    },
)


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
