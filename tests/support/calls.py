"""Every way to call an operation on small shapes, read off its row: which shapes and constants make a result of which shape."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import pairwise, product

from app.core.arrays import Shape
from app.core.errors import ShapeError
from app.expr.signature import NumberKind
from app.ops.row import Row
from app.ops.table import ROWS
from tests.support.rules import Case

INFINITY = float("inf")
_SHAPES: tuple[Shape, ...] = tuple((m, n) for m in range(1, 5) for n in range(1, 5))
_FEW: tuple[Shape, ...] = ((1, 1), (1, 3), (2, 1), (3, 1), (2, 3))
"""The shapes of three arguments."""
_MANY = 3
"""The most arguments where there may be any number."""
_NUMBERS: dict[NumberKind, tuple[float, ...]] = {
    "number": (-0.7, 0.2, 1.5),
    "positive": (0.3, 1.0),
    "count": (1, 2, 3),
    "natural": (0, 1),
    "size": (-1, 1, 2, 3, 4, 6),
}
_CUTS = ((0, 2, 1), (1, INFINITY, 1), (0, INFINITY, 2), (-2, INFINITY, 1), (0, -1, 1), (INFINITY, INFINITY, -1), (-1, 0, -2))  # fmt: skip


@cache
def calls_of(name: str) -> dict[Shape, tuple[Case, ...]]:
    """The calls of an operation, by the shape of what comes out."""
    found: dict[Shape, list[Case]] = {}
    for case in _calls(ROWS[name]):
        if case.row.needs_axis and case.axis is None and 1 not in case.shapes[0]:
            continue
        with suppress(ShapeError):
            found.setdefault(case.table().shape(case.call), []).append(case)
    return {shape: tuple(cases) for shape, cases in found.items()}


@cache
def rows_of(shape: Shape) -> tuple[str, ...]:
    """The operations that a result of this shape may come from."""
    return tuple(name for name in ROWS if shape in calls_of(name))


def _calls(row: Row) -> Iterator[Case]:
    axes = [None, 0, 1] if row.axis else [None]
    if row.sign == "[:]":
        axes.remove(None)  # where the numbers stand says which it is
    for axis in axes:
        for shapes in _shapes(row):
            for numbers in _constants(row):
                yield Case(row, shapes, axis, numbers)


def _shapes(row: Row) -> Iterator[tuple[Shape, ...]]:
    counts = range(1, _MANY + 1) if row.is_variadic else [len(row.args)]
    for count in counts:
        if row.alike:
            yield from ((shape,) * count for shape in _SHAPES)
        else:
            yield from product(_FEW if count >= _MANY else _SHAPES, repeat=count)


def _constants(row: Row) -> Iterator[tuple[float, ...]]:
    """Numbers of their kinds; a default is among them, and bounds come as they go together."""
    kinds = [constant.kind for constant in row.constants]
    if "index" in kinds:
        yield from _CUTS
        return
    for numbers in product(*(_NUMBERS[kind] for kind in kinds)):
        is_ordered = all(a <= b for a, b in pairwise(numbers)) or set(kinds) != {"number"}
        if is_ordered and numbers.count(-1) < max(2, len(numbers)):
            yield tuple(map(float, numbers))
