"""How trees are written: one table a notation, and the writer that reads it.

For every operation the table says how it is written, how tightly it binds, and how tightly each argument has to. An argument
that binds less tightly gets brackets; nothing else ever does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isinf

from app.expr.tree import Call, Gradient, Name, Node, Number

COMPARISON, SUM, PREFIX, PRODUCT, MATRIX_PRODUCT, APPLIED, POWER, ATOM = range(8)
MEAN, SUMMED = "mean_", "sum_"
"""Begin the name of a loss with another `reduction` than its usual one."""
_SAME_FOR_EVERY_AXIS = {"count", "examples", "concat", "stack", "piece", "layer", "unslice"}
ALIKE = {"weighted": "mul", "over": "div"}
"""Written as something else, which they are wherever it is finite."""


@dataclass(frozen=True, slots=True)
class Form:
    """How one operation is written: a template, its own level, and the least level of each argument (the last, of all others).

    `mark` is what stands between two arguments, where that is all there is to it.
    """

    template: str
    level: int
    args: tuple[int, ...] = (SUM,)
    mark: str = ""


def infix(mark: str, level: int, space: str = " ") -> Form:
    """Two arguments with a mark between them; of several the first two are bracketed together."""
    return Form(f"{{0}}{space}{mark}{space}{{1}}", level, (level, level + 1), mark)


@dataclass(frozen=True, slots=True)
class Notation:
    """How leaves, brackets and operations are written.

    Args:
        name: of a quantity.
        brackets: a template.
        function: the bare name of an operation without a form of its own.
        options: what stands after the arguments of such an operation, such as the axis.
        axes: marks behind the name of a function for the way it goes through its matrix.
        infinity: how ∞ is written.
        number_level: how tightly a number binds that has no sign.
    """

    name: Callable[[str], str]
    brackets: str
    forms: Mapping[str, Form]
    function: Callable[[Call], str]
    options: Callable[[Call], str] = lambda _: ""
    axes: tuple[str, str] = ("", "")
    infinity: str = "∞"
    number_level: int = ATOM


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
    _written: dict[int, tuple[Node, str, int]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def forget(self) -> None:
        """Let go of the texts that are kept for nodes that are written again."""
        self._written.clear()

    def write(self, node: Node, least: int = COMPARISON) -> str:
        """Write `node`, in brackets where it binds less tightly than `least`."""
        text, level = self._text(node)
        return text if level >= least else self.notation.brackets.format(text)

    def _text(self, node: Node) -> tuple[str, int]:
        known = self._written.get(id(node))
        if known is None:
            known = self._written[id(node)] = (node, *self._made(node))
        return known[1], known[2]

    def _made(self, node: Node) -> tuple[str, int]:
        match node:
            case Name(id=name):
                return self.notation.name(name), ATOM
            case Gradient(of=name):
                text = self.gradient(name)
                return text, APPLIED if text.startswith(r"\frac") else ATOM
            case Number(value=value):
                return self._number(value), self.notation.number_level if value >= 0 else PREFIX
            case Call():
                form = self._form(node)
                levels = [*form.args, *[form.args[-1]] * len(node.args)]
                args = [self.write(arg, least) for arg, least in zip(self._ordered(node), levels, strict=False)]
                return form.template.format(*args, bounds=self._bounds(node), all=", ".join(args)), form.level

    def _number(self, value: float) -> str:
        """In decimals, and without an exponent as far as that can be read."""
        if isinf(value):
            return self.notation.infinity if value > 0 else f"-{self.notation.infinity}"
        if 1e-9 <= abs(value) < 1e15:
            return format(Decimal(repr(value)).normalize(), "f")
        return repr(value).removesuffix(".0")

    def _bounds(self, node: Call) -> str:
        """From and to of a slice, and its step unless that is 1; what nobody named is left out."""
        numbers = [arg.value for arg in node.args if isinstance(arg, Number)]
        if len(numbers) < 3:
            return ""
        start, stop, step = ("" if isinf(value) else self._number(value) for value in numbers[-3:])
        return f"{start}:{stop}" if step == "1" else f"{start}:{stop}:{step}"

    def along(self, node: Call) -> str:
        """Which way a function goes through its matrix."""
        return "" if node.axis is None or node.op in _SAME_FOR_EVERY_AXIS else self.notation.axes[node.axis]

    def _op(self, node: Call) -> str:
        op = ALIKE.get(node.op, "")
        return op if op in self.notation.forms and "scale" in self.notation.forms else node.op

    def _ordered(self, node: Call) -> tuple[Node, ...]:
        """The factor that is a number is written first: 2x, not x2."""
        if self._op(node) == "mul" and "scale" in self.notation.forms:
            a, b = node.args
            if self.is_scalar(b) and not self.is_scalar(a):
                return (b, a)
        return node.args

    def _form(self, node: Call) -> Form:
        forms, op = self.notation.forms, self._op(node)
        if op == "mul" and "scale" in forms and any(map(self.is_scalar, node.args)):
            return forms["times" if isinstance(self._ordered(node)[1], Number) else "scale"]
        if op == "spread" and "ones" in forms and node.args[0] == Number(1.0):
            return forms["ones"]
        if op == "pow" and "power" in forms and self.is_scalar(node.args[0]):
            return forms["power"]
        if op == "div" and "fraction" in forms and any(map(self.is_scalar, node.args)):
            return forms["fraction"]
        if op == "concat" and all(isinstance(arg, Number) for arg in node.args):
            return Form("[{all}]", ATOM)
        form = forms.get(op if node.axis is None or op in _SAME_FOR_EVERY_AXIS else f"{op}/{node.axis}")
        return form or self._as_function(node)

    def _as_function(self, node: Call) -> Form:
        name = (self.notation.function(node) + self.along(node)).replace("{", "{{").replace("}", "}}")
        return Form(f"{name}({{all}}{self.notation.options(node)})", ATOM)


def bare(op: str) -> str:
    """The name of a loss without what says how it is reduced."""
    return op.removeprefix(MEAN).removeprefix(SUMMED)
