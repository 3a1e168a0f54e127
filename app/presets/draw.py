"""Numbers for any program, drawn from a seed: friendly ones, that a reader can recompute by hand, and the usual initialisations."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, get_args
from zlib import crc32

import numpy as np

from app.core.arrays import Array, Shape
from app.core.errors import ValuesError
from app.core.limits import OPERATIONS_PER_READ, Limits, charge_cells, charge_operations
from app.core.patience import look
from app.engine.free_sizes import with_what_follows
from app.engine.ids import rows_to_name
from app.engine.program import Program
from app.engine.run import forward
from app.engine.sheet import Sheet, compile_sheet
from app.engine.sizes import Declared
from app.expr.tree import Call, Name, walk
from app.ops.rules import operation
from app.ops.table import ROWS

Scheme = Literal["friendly", "normal", "he", "xavier", "zeros"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
_BLOCK = 64
_PRODUCT = operation("a @ b")
_TRIES = 32
_MOST_ROWS = 2**12
"""Up to so many rows, numbers are drawn in a block of at least 64 columns, so that a network can grow and keep them."""
_READS_OF_A_DRAW = 16
"""What one number costs, in numbers read from memory."""


def draw_values(
    program: Program,
    shapes: Mapping[str, Shape],
    letters: Declared,
    seed: int,
    limits: Limits,
    scheme: Scheme = "friendly",
) -> dict[str, Array]:
    """Draw a value for every input.

    The same seed gives the same cells at every size up to 64×64, so that a network can grow without losing its numbers.
    Where a ReLU has room for it, some of its units are open and some are closed.

    Args:
        shapes: of every input.
        scheme: "friendly", tenths from −1 to 1; "normal", of variance 1; "he" and "xavier", normal weights of variance 2/fan_in and
            2/(fan_in + fan_out) with biases 0; "zeros", all inputs but the targets.
    Raises: ShapeError where the shapes do not fit the program; TooLargeError where drawing or running it is over a limit.
    """
    sheet = compile_sheet(program, tuple(shapes[name] for name in program.inputs), letters, limits)
    values: dict[str, Array] = {}
    for attempt in range(_tries(sheet, shapes, limits) if scheme != "zeros" else 1):
        values.clear()  # those of the attempt before need not be held beside the new ones
        for name in program.inputs:
            look()
            values[name] = _draw(sheet, name, shapes[name], [seed, attempt], scheme)
        if _is_instructive(sheet, values):
            break
    return values


def _tries(sheet: Sheet, shapes: Mapping[str, Shape], limits: Limits) -> int:
    """How often numbers may be drawn. Raises: TooLargeError where once is too much."""
    blocks = {
        name: rows * columns for name, (rows, columns) in ((name, _block(shape)) for name, shape in shapes.items())
    }
    operations = {name: OPERATIONS_PER_READ * _READS_OF_A_DRAW * cells for name, cells in blocks.items()}
    once = sheet.cost.operations + sum(operations.values())
    name = max(shapes, key=blocks.__getitem__, default="")
    if name:
        charge_cells(sheet.cost.held + 3 * blocks[name], limits.cells_at_once, name, 3 * blocks[name])
        charge_operations(once, limits.operations, name, operations[name])
    return max(1, min(_TRIES, limits.operations // (2 * once + 1)))


def resized(program: Program, letters: Declared, sizes: Mapping[str, int], known: Mapping[str, int]) -> dict[str, int]:
    """The number of every letter when some are changed to `sizes`: else what follows from them, or the number in `known`.

    Args:
        letters: how the sizes of every input are called.
        known: a number for every letter, with which the program works.
    Raises: ValuesError for a letter that the network does not have, or a size that is no size.
    """
    for label, n in sizes.items():
        if label not in known:
            raise ValuesError(
                "unknown-size",
                f"The network has no size {label[:40]}.",
                hint=f"Its sizes are {', '.join(known)}.",
                params={"name": label[:40], "known": list(known), "listed": ", ".join(known)},
            )
        if not 1 <= n <= 2**20:
            raise ValuesError(
                "bad-size",
                f"{label} is {n}; a size is a whole number from 1 to 1048576.",
                params={"name": label, "found": n},
            )
    return with_what_follows(program, letters, known, sizes)


def _draw(sheet: Sheet, name: str, shape: Shape, seed: list[int], scheme: Scheme) -> Array:
    program = sheet.program
    random = np.random.default_rng([*seed, crc32(name.encode())])
    block = _block(shape)
    if name in program.ids:
        rows = rows_to_name(program.ids[name], sheet.table)
        value = random.integers(0, rows, block)[: shape[0], : shape[1]].astype(np.float64)
    elif name in program.classes:
        value = _one_hot(shape, random.random(max(_BLOCK, *shape)))
    elif name in program.probabilities:
        value = random.integers(0, 1, block, endpoint=True)[: shape[0], : shape[1]].astype(np.float64)
    elif scheme == "friendly" or (scheme == "zeros" and name in program.targets):
        value = random.integers(-10, 10, block, endpoint=True)[: shape[0], : shape[1]] / 10
    else:
        value = random.standard_normal(block)[: shape[0], : shape[1]] * _spread(program, name, shape, scheme)
    value.flags.writeable = False
    return value


def _block(shape: Shape) -> Shape:
    """Of how many numbers the first of every row are taken."""
    rows, columns = shape
    return (rows, max(columns, _BLOCK)) if rows <= _MOST_ROWS else shape


def _spread(program: Program, name: str, shape: Shape, scheme: Scheme) -> float:
    """The standard deviation of a draw: that of a weight by what goes in and out, 0 for a bias, 1 for anything else."""
    if scheme == "zeros":
        return 0.0
    if scheme == "normal" or name in program.targets:
        return 1.0
    if name.startswith("b"):
        return 0.0
    if 1 in shape or not name[0].isupper():
        return 1.0
    fan_out, fan_in = shape[::-1] if name in _right_factors(program) else shape
    return math.sqrt(2 / fan_in if scheme == "he" else 2 / (fan_in + fan_out))


def _right_factors(program: Program) -> set[str]:
    """The weights of code in which rows are examples: W in X @ W."""
    return {
        node.args[1].id
        for step in program.steps
        for node in walk(step.tree)
        if isinstance(node, Call) and node.op == _PRODUCT and isinstance(node.args[1], Name)
    }


def _one_hot(shape: Shape, uniform: Array) -> Array:
    """A 1 in every row of a batch, or in a column once."""
    value = np.zeros(shape)
    rows, columns = shape
    if columns == 1:
        value[int(uniform[0] * rows), 0] = 1.0
    else:
        value[np.arange(rows), (uniform[:rows] * columns).astype(int)] = 1.0
    return value


@np.errstate(all="ignore")
def _is_instructive(sheet: Sheet, values: Mapping[str, Array]) -> bool:
    """Whether every ReLU with more than one unit shows both an open and a closed one."""
    arrays = forward(sheet, values.values())
    for step in sheet.program.steps:
        match step.tree:
            case Call(op=op, args=(Name(id=name),)) if ROWS[op].mask:
                z = arrays[sheet.slots[Name(name)]]
                if z.size > 1 and not ((z > 0).any() and (z < 0).any()):
                    return False
    return True
