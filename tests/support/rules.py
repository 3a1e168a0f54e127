"""The text of a rule with arrays in the place of its names."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from app.core.arrays import Array, Shape
from app.core.errors import ShapeError
from app.engine.sizes import SizeTable
from app.expr.letters import Letters, Sizes
from app.expr.notations.source import as_source
from app.expr.numbers import compile_numbers
from app.expr.tree import Call, Name, Node, Number, rewrite, substitute
from app.ops.row import Fusion, Row
from app.ops.rules import APPLY, arguments_of, backward_rule, for_numbers, in_primitives, rule, sends_back
from app.ops.table import ROWS

_ABOVE_ZERO = ("positive", "nonnegative", "probability", "above -1")
_CONSTANTS = {"n": 4.0, "stop": 2.0, "step": 1.0, "min": -0.9, "max": 0.8, "size": 2.0, "rows": -1.0, "columns": 3.0}
_SHAPES: tuple[Shape, ...] = ((3, 1), (1, 3), (2, 3), (3, 2), (1, 1))
_LARGE: tuple[Shape, ...] = ((4, 5), (2, 2), (3, 3), (1, 1))
_MOST_ARGUMENTS = 3
Y, G = Name("y"), Name("g")


@dataclass(frozen=True)
class Case:
    """An operation called on arguments of certain shapes, with certain constants."""

    row: Row
    shapes: tuple[Shape, ...]
    axis: int | None
    numbers: tuple[float, ...] = ()

    @property
    def letters(self) -> str:
        return "abc"[: len(self.shapes)]

    @property
    def call(self) -> Call:
        constants = self.numbers or tuple(_CONSTANTS.get(c.name, c.default or 0.0) for c in self.row.constants)
        return Call(self.row.name, (*map(Name, self.letters), *map(Number, constants)), self.axis)

    @property
    def title(self) -> str:
        return f"{as_source(self.call)} {' '.join(f'{m}x{n}' for m, n in self.shapes)}"

    def arguments(self, seed: int = 3) -> dict[str, Array]:
        """Numbers in the domain of the operation, and away from its kinks."""
        random = np.random.default_rng(seed)
        found = {}
        for k, (letter, shape) in enumerate(zip(self.letters, self.shapes, strict=True)):
            size = random.uniform(0.4, 1.6, shape)
            last = k == len(self.shapes) - 1  # the domain is that of the last argument: log(a), a / b, -Σ a log(b)
            above = (self.row.domain in _ABOVE_ZERO and last) or (self.row.domain == "positive base" and k == 0)
            above |= self.row.target_is_probability
            sign = 1 if above else random.choice([-1, 1], shape)
            found[letter] = size * sign * (0.5 if self.row.domain == "probability" else 1)
            if k == self.row.ids:
                rows = self.call.args[-1] if isinstance(self.row.names_rows_of, str) else None
                most = int(rows.value) if isinstance(rows, Number) else self.shapes[0][0]
                found[letter] = random.integers(0, most, shape).astype(np.float64)
        return found

    def value(self, arguments: Mapping[str, Array]) -> Array:
        return numbers(for_numbers(self.call), arguments)

    def table(self) -> SizeTable:
        return table_of(dict(zip(self.letters, self.shapes, strict=True)))

    def sends_to(self) -> list[int]:
        """The arguments to which a gradient goes."""
        return [k for k in range(len(arguments_of(self.call))) if sends_back(self.call, k)]


def form_along(fusion: Fusion, axis: int | None) -> Node:
    """What a fusion is for, along an axis."""
    return rewrite(rule(fusion.form), lambda n: replace(n, axis=axis) if isinstance(n, Call) and ROWS[n.op].axis else n)


def cases(row: Row) -> Iterator[Case]:
    """Every way to call `row` on a few shapes, whether or not they fit."""
    counts = range(1, _MOST_ARGUMENTS + 1) if row.is_variadic else [len(row.args)]
    shapes = _LARGE if any(c.name in ("stride", "size") for c in row.constants) else _SHAPES
    for axis in (None, 0, 1) if row.axis else (None,):
        for count in counts:
            for chosen in product(shapes, repeat=count):
                for constants in _constants_of(row):
                    yield Case(row, chosen, axis, constants)


def _constants_of(row: Row) -> list[tuple[float, ...]]:
    """Different numbers where they decide where cells go."""
    match [constant.name for constant in row.constants]:
        case ["stride", "padding"]:
            return [(1, 0), (2, 1), (1, 2), (3, 0)]
        case ["start", "stop", "step"]:
            return [(0, 2, 1), (0, float("inf"), 2), (float("inf"), float("inf"), -1), (-1, 0, -2)]
        case ["rows", "columns"]:
            return [(-1, 3), (3, 2), (1, -1)]
        case ["size"]:
            return [(1,), (2,)]
    return [()]


def fits(case: Case) -> bool:
    """What the shape rule says."""
    try:
        case.table().shape(case.call)
    except ShapeError:
        return False
    return True


def table_of(shapes: Mapping[str, Shape]) -> SizeTable:
    """Sizes of names, each with letters of its own."""
    letters = Letters()
    return SizeTable({name: Sizes(*map(letters.new, shape)) for name, shape in shapes.items()}, letters)


def numbers(tree: Node, arrays: Mapping[str, Array]) -> Array:
    slots: dict[Node, int] = {Name(name): slot for slot, name in enumerate(arrays)}
    with np.errstate(all="ignore"):
        result: Array = compile_numbers(tree, slots, APPLY)(list(arrays.values()))
    return result


def tree_numbers(tree: Node, arrays: Mapping[str, Array]) -> Array:
    """The value of a tree, by the stable way."""
    return numbers(for_numbers(tree), arrays)


def text_numbers(text: str, arrays: Mapping[str, Array], axis: int | None, written_out: bool = False) -> Array:
    """The value of a rule. `written_out` leaves no NumPy function of an operation in it."""
    tree = substitute(rule(text), {}, axis)
    return numbers(in_primitives(tree) if written_out else for_numbers(tree), arrays)


def backward(case: Case, k: int, arguments: Mapping[str, Array], g: Array) -> Array:
    """The rule by argument `k`, added up over the axes along which broadcasting stretched the argument."""
    scope = {**arguments, "y": case.value(arguments), "g": g}
    return fitted(tree_numbers(backward_rule(case.call, k, Y, G), scope), case.shapes[k])


def fitted(g: Array, shape: Shape) -> Array:
    axes = tuple(axis for axis in (0, 1) if shape[axis] == 1 and g.shape[axis] != 1)
    return np.asarray(g.sum(axis=axes, keepdims=True)) if axes else g


def slope(function: Callable[[Array], Array], at: Array, direction: Array, step: float) -> Array:
    """The central difference of `function` along `direction`."""
    return (function(at + step * direction) - function(at - step * direction)) / (2 * step)
