"""Programs that are small and mean harm: chains, fans and nests, as large as a program may be.

Every program is well formed; the sizes of its inputs are given with it. Used to hold that no endpoint gives a 500 on any of
them, and that what a program costs grows with its size and no faster.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

Make = Callable[[int], str]
MOST_CHARACTERS = 3_990
MOST_LINES = 64
_ROW = 88


@dataclass(frozen=True, slots=True)
class Adversary:
    """A family of programs.

    Args:
        name: says what it does.
        make: the program with `n` of what it repeats.
        shapes: of the inputs that it reads.
    """

    name: str
    make: Make
    shapes: dict[str, tuple[int, int]]

    def largest(self, most: int = MOST_CHARACTERS) -> int:
        """The largest n whose program has at most `most` characters and 64 lines."""
        n = 1
        while 2 * n <= most and _fits(self.make(2 * n), most):
            n *= 2
        step = n
        while step:
            if _fits(self.make(n + step), most):
                n += step
            step //= 2
        return n


def values_of(shapes: dict[str, tuple[int, int]]) -> dict[str, list[list[float]]]:
    """Numbers for inputs of these shapes: small, positive, not all alike."""
    return {
        name: [[0.5 + 0.25 * ((i + 2 * j) % 3) for j in range(columns)] for i in range(rows)]
        for name, (rows, columns) in shapes.items()
    }


def balanced(sign: str, leaf: str, n: int) -> str:
    """`n` leaves between signs, bracketed as a balanced tree."""
    if n == 1:
        return leaf
    return f"({balanced(sign, leaf, n // 2)}{sign}{balanced(sign, leaf, n - n // 2)})"


def balanced_over(leaves: list[str]) -> str:
    """The product of these leaves, bracketed as a balanced tree."""
    half = len(leaves) // 2
    return f"({balanced_over(leaves[:half])}*{balanced_over(leaves[half:])})" if half else leaves[0]


def _fits(text: str, most: int) -> bool:
    return len(text) <= most and text.count("\n") < MOST_LINES


def _flat(sign: str, leaf: str) -> Make:
    """Written one after the other, as far as brackets may nest, and what is more in brackets of its own."""

    def make(n: int) -> str:
        rows = [sign.join([leaf] * min(_ROW, n - k)) for k in range(0, n, _ROW)]
        return "J=sum(" + (rows[0] if len(rows) == 1 else sign.join(f"({row})" for row in rows)) + ")"

    return make


def _balanced(sign: str, leaf: str) -> Make:
    return lambda n: "J=sum(" + balanced(sign, leaf, n) + ")"


def _nested(function: str, leaf: str = "x") -> Make:
    """As deep as brackets may be, and then again beside it."""

    return _rows(lambda n: f"{function}(" * n + leaf + ")" * n)


def _rows(row: Make) -> Make:
    """Rows that are as deep as brackets may be, side by side."""
    deepest = 60
    return lambda n: "J=sum(" + "+".join(row(min(deepest, n - k)) for k in range(0, n, deepest)) + ")"


def _lines(line: Callable[[int], str], last: str) -> Make:
    """`n` lines and a loss."""
    return lambda n: "\n".join([*(line(k) for k in range(n)), last.format(n=n - 1)])


def _all_earlier(k: int) -> str:
    return f"a{k}=" + "+".join(["x", *(f"a{j}" for j in range(k))])


def _earlier_products(k: int) -> str:
    return f"a{k}=" + "*".join(["x", *(f"a{j}" for j in range(k))])


_VECTOR = {"x": (2, 1)}
_SQUARE = {"A": (2, 2)}


def _a(name: str, make: Make, shapes: dict[str, tuple[int, int]] | None = None) -> Adversary:
    return Adversary(name, make, _VECTOR if shapes is None else shapes)


ADVERSARIES: tuple[Adversary, ...] = (
    _a("sum of squares", _flat("+", "x*x")),
    _a("sum of squares by brackets", _balanced("+", "x*x")),
    _a("sum of one quantity", _flat("+", "x")),
    _a("sum of one quantity by brackets", _balanced("+", "x")),
    _a("differences", _flat("-", "x")),
    _a("differences by brackets", _balanced("-", "x")),
    _a("product", _flat("*", "x")),
    _a("product by brackets", _balanced("*", "x")),
    _a("quotients", _flat("/", "x")),
    _a("quotients by brackets", _balanced("/", "x")),
    _a("quotients of sums", _flat("/", "(x+x)")),
    _a("powers by brackets", _balanced("**", "x")),
    _a("powers", _rows(lambda n: "(" * n + "x" + "**x)" * n)),
    _a("matrix products", _flat("@", "A"), _SQUARE),
    _a("matrix products by brackets", _balanced("@", "A"), _SQUARE),
    _a("transposes", lambda n: "J=sum(" + "+".join(["A" + ".T" * 60] * max(1, n // 60)) + ")", _SQUARE),
    _a("nested softmax", _nested("softmax")),
    _a("nested relu", _nested("relu")),
    _a("nested tanh of sums", _nested("tanh", "(x+x)")),
    _a("nested exp", _nested("exp")),
    _a("nested sigmoid", _nested("sigmoid")),
    _a("nested logs of softmax", _nested("log_softmax")),
    _a("nested minus", lambda n: "J=sum(" + "+".join(["-" * 60 + "x"] * max(1, n // 60)) + ")"),
    _a("sum of softmax", _flat("+", "softmax(x)")),
    _a("sum of relu", _flat("+", "relu(x)")),
    _a("product of softmax", _flat("*", "softmax(x)")),
    _a("product of softmax by brackets", _balanced("*", "softmax(x)")),
    _a("sum of losses", _flat("+", "mse(x,x)")),
    _a("sum of cross-entropies", _flat("+", "cross_entropy(y,softmax(x))"), {"x": (2, 1), "y": (2, 1)}),
    _a("lines that read all earlier ones", _lines(_all_earlier, "J=sum(a{n})")),
    _a("lines that multiply all earlier ones", _lines(_earlier_products, "J=sum(a{n})")),
    _a("lines that double", _lines(lambda k: f"a{k}={'x' if k == 0 else f'a{k - 1}'}+{'x' if k == 0 else f'a{k - 1}'}", "J=sum(a{n})")),
    _a("lines that square", _lines(lambda k: f"a{k}={'x' if k == 0 else f'a{k - 1}'}*{'x' if k == 0 else f'a{k - 1}'}", "J=sum(a{n})")),
    _a("lines of softmax", _lines(lambda k: f"a{k}=softmax({'x' if k == 0 else f'a{k - 1}'})", "J=sum(a{n})")),
    _a("lines of products", _lines(lambda k: f"a{k}=" + "@".join(["A"] * 28), "J=sum(a{n})"), _SQUARE),
    _a("concat of many", lambda n: "J=sum(concat(" + ",".join(["x"] * n) + "))"),
    _a("stack of many", lambda n: "J=sum(stack(" + ",".join(["x"] * n) + "))"),
    _a("long names", lambda n: "J=sum(" + "*".join(["x" * 31 + "1"] * n) + ")", {"x" * 31 + "1": (2, 1)}),
    _a("many inputs", lambda n: "J=sum(" + balanced_over([f"x{k}" for k in range(n)]) + ")", {}),
    _a("maximum of many", _rows(lambda n: "maximum(x," * n + "x" + ")" * n)),
    _a("slices", _flat("+", "x[0:1]")),
    _a("nested slices", _rows(lambda n: "x" + "[0:2]" * n)),
    _a("numbers", _flat("+", "1.5*x")),
    _a("products of numbers", _flat("*", "1.5")),
)  # fmt: skip
"""The families. Those without shapes read inputs of which the sizes are guessed, or are given as numbers."""

_SIGNS = ("+", "-", "*", "/", "+", "*")
_FUNCTIONS = ("relu", "softmax", "tanh", "exp", "sigmoid", "-", "norm_like", "log_softmax", "square")


def random_program(seed: int, characters: int = MOST_CHARACTERS) -> str:
    """A program over a column x and earlier lines, made of chains, fans and nests. The same for the same seed."""
    chance = Random(seed)
    lines: list[str] = []
    names = ["x"]
    left = characters - 40
    count = chance.randint(1, 40)
    for k in range(count):
        share = max(10, left // max(1, count - k))
        line = f"a{k}={_expression(chance, names, chance.randint(5, share), 0)}"
        if len(line) + 1 > left:
            break
        lines.append(line)
        left -= len(line) + 1
        names.append(f"a{k}")
    lines.append(f"J=sum({names[-1]}*{names[-1]})")
    return "\n".join(lines)


def _expression(chance: Random, names: list[str], budget: int, depth: int) -> str:
    if budget < 8 or depth > 60:
        return chance.choice(names)
    kind = chance.random()
    if kind < 0.25:
        function = chance.choice(("relu", "softmax", "tanh", "exp", "sigmoid", "log_softmax"))
        return f"{function}({_expression(chance, names, budget - len(function) - 2, depth + 1)})"
    if kind < 0.5:
        leaf = _expression(chance, names, min(12, budget // 2), depth + 1)
        sign = chance.choice(_SIGNS)
        leaf = leaf if leaf.isalnum() else f"({leaf})"
        times = max(1, min(30, budget // (len(leaf) + 1)))
        return sign.join([leaf] * times)
    left = chance.randint(1, max(1, budget - 4))
    sign = chance.choice(_SIGNS)
    return f"({_expression(chance, names, left, depth + 1)}{sign}{_expression(chance, names, budget - left - 3, depth + 1)})"
