"""The shape rules that more than one operation has."""

from __future__ import annotations

from functools import reduce

from app.core.errors import ShapeError
from app.expr.letters import ONE, SCALAR, Letters, Size, Sizes
from app.expr.notations.source import as_written
from app.expr.tree import Call


def broadcast(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    """Cell by cell: sizes are equal, or 1 and stretched, as in NumPy. Raises: ShapeError("shapes-do-not-broadcast")."""
    if len(args) == 1:
        return args[0]
    _check_broadcast(node, args, letters)
    return reduce(lambda a, b: Sizes(*map(letters.stretched, a, b)), args)


def of_first(_node: Call, args: list[Sizes], _letters: Letters) -> Sizes:
    """The shape of the first argument."""
    return args[0]


def of_second(_node: Call, args: list[Sizes], _letters: Letters) -> Sizes:
    """The shape of the second argument, which is there for its shape alone."""
    return args[1]


def of_third(_node: Call, args: list[Sizes], _letters: Letters) -> Sizes:
    """The shape of the third argument, which is there for its shape alone."""
    return args[2]


def scalar(_node: Call, _args: list[Sizes], _letters: Letters) -> Sizes:
    """1×1, whatever the arguments are."""
    return SCALAR


def reduced(node: Call, args: list[Sizes], _letters: Letters) -> Sizes:
    """All cells, every column (axis 0) or every row (axis 1) becomes one cell."""
    rows, columns = args[0]
    return Sizes(ONE if node.axis != 1 else rows, ONE if node.axis != 0 else columns)


def alike(node: Call, a: Sizes, b: Sizes, letters: Letters) -> Sizes:
    """Two arguments that have to have one shape, as those of a loss. Raises: ShapeError("shapes-differ")."""
    for left, right in zip(a, b, strict=True):
        if differ(letters, left, right):
            spoken_left, spoken_right = spoken(node, a, b)
            raise ShapeError(
                "shapes-differ", f"{as_written(node)}: {spoken_left} and {spoken_right}, and they have to have the same shape.",
                hint="Transpose one of them, or give them the same shape.", place=node.place, params=params(node, a, b),
            )  # fmt: skip
    return Sizes(letters.join(a.rows, b.rows), letters.join(a.columns, b.columns))


def differ(letters: Letters, a: Size, b: Size) -> bool:
    """Whether two sizes are known and not equal."""
    return letters.n(a) != letters.n(b) and 0 not in (letters.n(a), letters.n(b))


def spoken(node: Call, a: Sizes, b: Sizes, which: tuple[int, int] = (0, 1)) -> tuple[str, str]:
    """ "W is 4×3" and "x is 5×1"."""
    left, right = (as_written(node.args[k]) for k in which)
    return f"{left} is {a.rows.n}×{a.columns.n}", f"{right} is {b.rows.n}×{b.columns.n}"


def params(node: Call, a: Sizes, b: Sizes, which: tuple[int, int] = (0, 1)) -> dict[str, object]:
    """The operation, its two operands and their shapes, as data."""
    operands = [as_written(node.args[k]) for k in which]
    return {"operation": as_written(node), "operands": operands, "left": list(a.shape), "right": list(b.shape)}


def _check_broadcast(node: Call, args: list[Sizes], letters: Letters) -> None:
    for m in range(1, len(args)):
        for k in range(m):
            for left, right in zip(args[k], args[m], strict=True):
                if differ(letters, left, right) and 1 not in (letters.n(left), letters.n(right)):
                    a, b = args[k], args[m]
                    spoken_left, spoken_right = spoken(node, a, b, (k, m))
                    raise ShapeError(
                        "shapes-do-not-broadcast",
                        f"{as_written(node)}: {spoken_left} and {spoken_right}; {letters.n(left)} and {letters.n(right)} are neither equal nor is one of them 1.",
                        hint="Every size has to be equal, or 1.",
                        place=node.place,
                        params=params(node, a, b, (k, m)),
                    )
