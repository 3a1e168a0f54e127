"""The text of a rule with arrays in the place of its names."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from app.core.arrays import Array, Shape
from app.core.errors import ShapeError
from app.engine.sizes import SizeTable
from app.expr.notations.source import as_source
from app.expr.numbers import compile_numbers
from app.expr.shapes import Letters, Size, Sizes
from app.expr.tree import Call, Name, Node, Number, substitute
from app.ops.row import Row
from app.ops.rules import NATIVE, for_numbers, in_primitives, rule

_ABOVE_ZERO = ("positive", "nonnegative", "probability")
_CONSTANTS = {"exponent": 3.0, "stop": 2.0}
_SHAPES: tuple[Shape, ...] = ((3, 1), (1, 3), (2, 3), (3, 2), (1, 1))


@dataclass(frozen=True)
class Case:
    """An operation called on arguments of certain shapes."""

    row: Row
    shapes: tuple[Shape, ...]
    axis: int | None

    @property
    def call(self) -> Call:
        letters = tuple(Name(letter) for letter in "ab"[: len(self.shapes)])
        constants = tuple(Number(_CONSTANTS.get(name, default or 0.0)) for name, default in self.row.constants)
        return Call(self.row.name, letters + constants, self.axis)

    @property
    def constants(self) -> dict[str, Array]:
        return {name: np.array([[_CONSTANTS.get(name, default or 0.0)]]) for name, default in self.row.constants}

    @property
    def title(self) -> str:
        return f"{as_source(self.call)} {' '.join(f'{m}x{n}' for m, n in self.shapes)}"

    def arguments(self, seed: int = 3) -> dict[str, Array]:
        """Numbers in the domain of the operation, and away from its kinks."""
        random = np.random.default_rng(seed)
        found = {}
        for k, (letter, shape) in enumerate(zip("ab", self.shapes, strict=False)):
            size = random.uniform(0.4, 1.6, shape)
            last = k == len(self.shapes) - 1  # the domain is that of the last argument: log(a), a / b, -Σ a log(b)
            sign = 1 if self.row.domain in _ABOVE_ZERO and last else random.choice([-1, 1], shape)
            found[letter] = size * sign * (0.5 if self.row.domain == "probability" and last else 1)
        return found

    def value(self, arguments: Mapping[str, Array]) -> Array:
        return numbers(for_numbers(self.call), arguments)

    def table(self) -> SizeTable:
        return table_of(dict(zip("ab", self.shapes, strict=False)))


def cases(row: Row) -> Iterator[Case]:
    """Every way to call `row` on a few shapes, whether or not they fit."""
    for axis in (None, 0, 1) if row.axis else (None,):
        for shapes in product(_SHAPES, repeat=len(row.args)):
            yield Case(row, shapes, axis)


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
    return SizeTable({name: Sizes(*(Size(n, letters.new()) for n in shape)) for name, shape in shapes.items()}, letters)


def numbers(tree: Node, arrays: Mapping[str, Array]) -> Array:
    slots: dict[Node, int] = {Name(name): slot for slot, name in enumerate(arrays)}
    with np.errstate(all="ignore"):
        result: Array = compile_numbers(tree, slots, NATIVE)(list(arrays.values()))
    return result


def text_numbers(text: str, arrays: Mapping[str, Array], axis: int | None, written_out: bool = False) -> Array:
    """The value of a rule. `written_out` leaves no NumPy function of an operation in it."""
    tree = substitute(rule(text), {}, axis)
    return numbers(in_primitives(tree) if written_out else for_numbers(tree), arrays)


def backward(case: Case, k: int, arguments: Mapping[str, Array], g: Array) -> Array:
    """The rule by argument `k`, added up over the axes along which broadcasting stretched the argument."""
    scope = {**arguments, **case.constants, "y": case.value(arguments), "g": g}
    return fitted(text_numbers(case.row.backward[k], scope, case.axis), case.shapes[k])


def fitted(g: Array, shape: Shape) -> Array:
    axes = tuple(axis for axis in (0, 1) if shape[axis] == 1 and g.shape[axis] != 1)
    return np.asarray(g.sum(axis=axes, keepdims=True)) if axes else g


def slope(function: Callable[[Array], Array], at: Array, direction: Array, step: float) -> Array:
    """The central difference of `function` along `direction`."""
    return (function(at + step * direction) - function(at - step * direction)) / (2 * step)
