"""The sizes of every quantity of a program whose inputs have a shape, with their letters, within the limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.core.arrays import Shape, shape_text
from app.core.errors import ShapeError, TooLargeError
from app.core.limits import Limits, charge_operations
from app.core.patience import look
from app.expr.letters import ONE, Letters, Size, Sizes
from app.expr.notations.source import as_written
from app.expr.primitives import PRIMITIVES
from app.expr.tree import Call, Name, Node, walk
from app.ops.rules import in_primitives
from app.ops.table import ROWS

from .ids import check_written_ids
from .program import Program
from .sizes import Declared, SizeTable
from .unknown_sizes import is_called_a_matrix, unknown_sizes


def size_table(program: Program, shapes: Mapping[str, Shape], declared: Declared, limits: Limits) -> SizeTable:
    """Sizes of all quantities.

    Args:
        shapes: of every input.
        declared: letters that are given; the others are found.
    Raises: ShapeError; TooLargeError.
    """
    letters = Letters()
    named: dict[str, Size] = {}
    table = SizeTable(_input_sizes(program, shapes, declared, named, letters), letters)
    for name in program.inputs:
        _check_cells(Name(name), table, limits)
    cells = sum(rows * columns for rows, columns in shapes.values())
    operations: dict[str, int] = {}
    for step in program.steps:
        look()
        operations[step.name] = _check_cells(step.tree, table, limits)
        sizes = table.sizes(step.tree)
        table.of[Name(step.name)] = sizes
        cells += sizes.rows.n * sizes.columns.n
    if cells > limits.cells_of_all:
        raise _too_many(cells, limits, {name: table.sizes(Name(name)) for name in (*program.inputs, *program.computed)})
    most = max(operations, key=operations.__getitem__)
    table.cells, table.operations = cells, sum(operations.values())
    charge_operations(table.operations, limits.operations, most, operations[most])
    _check_loss(program, table)
    table.labels = _labels(program, table, named)
    return table


def _too_many(cells: int, limits: Limits, sizes: Mapping[str, Sizes]) -> TooLargeError:
    each = {name: size.rows.n * size.columns.n for name, size in sizes.items()}
    largest = max(each, key=each.__getitem__)
    return TooLargeError(
        "too-many-cells",
        f"All quantities together have {cells} cells; the limit is {limits.cells_of_all}.",
        hint=f"{largest} has the most of them: {each[largest]}.",
        params={"found": cells, "limit": limits.cells_of_all, "largest": largest, "part": each[largest]},
    )


def _input_sizes(
    program: Program, shapes: Mapping[str, Shape], declared: Declared, named: dict[str, Size], letters: Letters
) -> dict[str, Sizes]:
    """The sizes of the inputs: with the letters that are declared, and else with a letter for whatever may grow."""
    may_grow = _ones_that_may_grow(program, shapes, declared)

    def size(name: str, axis: int) -> Size:
        n, label = shapes[name][axis], declared.get(name, ("", ""))[axis]
        if label and label != "1":
            return Size(n, named.setdefault(label, letters.new(n)).letter)
        return ONE if n == 1 and (name, axis) not in may_grow else letters.new(n)

    return {name: Sizes(size(name, 0), size(name, 1)) for name in program.inputs}


def _ones_that_may_grow(program: Program, shapes: Mapping[str, Shape], declared: Declared) -> set[tuple[str, int]]:
    """The sizes of matrices that are 1 today though nothing in the program makes them so: a layout goes by what a thing is."""
    ones = [
        (name, axis)
        for name in program.inputs
        if name not in declared and is_called_a_matrix(name)
        for axis in (0, 1)
        if shapes[name][axis] == 1
    ]
    if not ones:
        return set()
    unknown = unknown_sizes(program)
    return {(name, axis) for name, axis in ones if not unknown.n(name, axis)}


def _check_cells(tree: Node, table: SizeTable, limits: Limits) -> int:
    """Refuse a tree with too large a part. Returns how many multiplications it takes, forward and backward."""
    operations = 0
    for node in walk(tree):
        rows, columns = table.shape(node)
        if rows * columns > limits.cells_of_one:
            raise TooLargeError(
                "matrix-too-large",
                f"{as_written(node)} is {rows}×{columns}, which is {rows * columns} cells; the limit is {limits.cells_of_one}.",
                place=getattr(node, "place", None),
                params={
                    "operation": as_written(node),
                    "shape": [rows, columns],
                    "cells": rows * columns,
                    "limit": limits.cells_of_one,
                },
            )
        if isinstance(node, Call):
            _check_axis(node, table)
            check_written_ids(node, table)
            operations += 3 * rows * columns * products_a_cell(node, table)
    return operations


def _check_axis(node: Call, table: SizeTable) -> None:
    """What is meant along a vector needs to be told the axis of a matrix. Raises: ShapeError("axis-required")."""
    if ROWS[node.op].needs_axis and node.axis is None and 1 not in table.shape(node.args[0]):
        operand = as_written(node.args[0])
        raise ShapeError(
            "axis-required",
            f"{as_written(node)}: {operand} is {shape_text(table.shape(node.args[0]))}, so axis has to be said.",
            hint="Write axis=1 where every row is an example.",
            place=node.place,
            params={"operation": as_written(node), "shape": list(table.shape(node.args[0]))},
        )


def products_a_cell(node: Call, table: SizeTable) -> int:
    """How many multiplications a cell takes where it is a sum of products, as that of a product of matrices is."""
    written = in_primitives(node) if node.op not in PRIMITIVES else node
    primitive = PRIMITIVES.get(written.op) if isinstance(written, Call) else None
    if primitive is None or not primitive.sums_products or not isinstance(written, Call):
        return 0
    return primitive.multiplications(*map(table.shape, written.args))


def _check_loss(program: Program, table: SizeTable) -> None:
    step = program.steps[-1]
    shape = table.shape(Name(step.name))
    if shape != (1, 1):
        raise ShapeError(
            "loss-not-scalar", f"The last line is the loss and has to be 1×1; {step.name} is {shape[0]}×{shape[1]}.",
            hint=f"End with a loss, for example J = sum({step.name}).", place=step.place, params={"name": step.name, "shape": list(shape)},
        )  # fmt: skip


def _labels(program: Program, table: SizeTable, declared: Mapping[str, Size]) -> dict[int, str]:
    """A label for every letter: as declared, N_c for the rows of a target, or D with the name of a quantity of that size."""
    labels: dict[int, str] = {}
    for label, size in declared.items():
        if size.letter is not None:
            labels.setdefault(table.letters.find(size.letter), label)
    taken = set(labels.values()) | set(program.inputs) | set(program.computed)

    def give(size: Size, *wanted: str) -> None:
        """A size that has no label yet gets the first of these that is free."""
        letter = _letter_of(size, table)
        if letter is None or letter in labels:
            return
        labels[letter] = fresh = next(name for name in _one_after_another(wanted) if name not in taken)
        taken.add(fresh)

    for name in sorted(program.targets):
        sizes = table.sizes(Name(name))
        give(sizes.rows if sizes.columns.n == 1 else sizes.columns, "N_c")
        give(sizes.rows, "N")
    named = [_Named(*one) for one in _in_order_of_naming(program, table)]
    shared = _bases_of_several(named, labels, table)
    for name, size, is_batch in named:
        base = _base(name)
        index = name if base in shared else base
        give(size, *(("N",) if is_batch else ()), f"D_{index}", f"D_{name}", f"N_{index}", f"N_{name}")
    return labels


class _Named(NamedTuple):
    """A size that may be called after a quantity: D_h after h.

    Args:
        is_batch: whether it counts the rows of a given matrix, which are examples more often than not.
    """

    name: str
    size: Size
    is_batch: bool


def _in_order_of_naming(program: Program, table: SizeTable) -> Iterator[tuple[str, Size, bool]]:
    """Every size of every quantity. Vectors come first: what their size counts is what they are."""
    written = [step.name for step in reversed(program.steps) if step.written]
    columns = [name for name in program.inputs if table.shape(Name(name))[1] == 1]
    vectors = [name for name in written if 1 in table.shape(Name(name))]
    for name in dict.fromkeys([*vectors, *columns, *written, *program.inputs, *program.computed]):
        sizes = table.sizes(Name(name))
        yield name, sizes.columns, False
        yield name, sizes.rows, sizes.columns.n > 1 and name in program.inputs


def _bases_of_several(named: Iterable[_Named], labels: Mapping[int, str], table: SizeTable) -> set[str]:
    """The names without their index after which sizes that differ would be called: D_a1 and D_a2, where h1, h2 and h3 share one D_h."""
    first: dict[int, str] = {}
    for name, size, is_batch in named:
        letter = _letter_of(size, table)
        if letter is not None and letter not in labels and not is_batch:
            first.setdefault(letter, name)
    names: dict[str, set[str]] = {}
    for name in first.values():
        names.setdefault(_base(name), set()).add(name)
    return {base for base, several in names.items() if len(several) > 1}


def _letter_of(size: Size, table: SizeTable) -> int | None:
    return None if size.letter is None else table.letters.find(size.letter)


def _base(name: str) -> str:
    """A name without its index: a of a1, W of W_xh."""
    return name.partition("_")[0].rstrip("0123456789") or name


def _one_after_another(wanted: Sequence[str]) -> Iterator[str]:
    yield from wanted
    for k in range(2, 1000):
        yield f"{wanted[0]}{k}"
