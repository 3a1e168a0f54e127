"""The sizes of every quantity of a program, in numbers and in letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.arrays import Shape
from app.core.errors import ShapeError, TooLargeError
from app.expr.notation import as_written
from app.expr.primitives import PRIMITIVES
from app.expr.shapes import ONE, SCALAR, Letters, Size, Sizes, combine_sizes, infer_sizes, same_sizes
from app.expr.tree import Call, Gradient, Name, Node, Number, walk
from app.ops.rules import definition, in_primitives
from app.ops.table import ROWS

from .program import Program
from .targets import class_numbers

Declared = Mapping[str, tuple[str, str]]
"""Letters that are given, by input: {"W": ("D_h", "D_x")}."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a run may become.

    Args:
        cells_of_one: the most cells of one quantity.
        cells_of_all: the most cells of all quantities together.
        operations: the most multiplications.
        paths_of_one: the most paths that are listed of one gradient.
        paths_of_all: the most paths that are listed of all gradients together.
        cells_of_paths: the most cells of all that is listed.
        gradcheck_runs: how many times one gradient check may compute the loss.
    """

    cells_of_one: int = 2**20
    cells_of_all: int = 2**22
    operations: int = 2**33
    paths_of_one: int = 64
    paths_of_all: int = 512
    cells_of_paths: int = 2**18
    gradcheck_runs: int = 2**16


_MAKES_A_SIZE = ("slice", "concat")
"""Operations whose result has a size that no argument has. It is decided once, so that it keeps its letter."""


class SizeTable:
    """The sizes of the quantities of one program. Says the sizes of any tree over them.

    `cells` are those of all quantities, `operations` the multiplications of matrix products, forward and backward.
    """

    def __init__(self, inputs: Mapping[str, Sizes], letters: Letters) -> None:
        self.letters = letters
        self.of: dict[Node, Sizes] = {Name(name): sizes for name, sizes in inputs.items()}
        self.labels: dict[int, str] = {}
        self.cells = 0
        self.operations = 0

    def sizes(self, node: Node) -> Sizes:
        """The sizes of `node`. A gradient has those of its variable unless they were set otherwise.

        Raises: ShapeError with the place in the program.
        """
        known = self.of.get(node)
        if known is not None:
            return known
        match node:
            case Number():
                return SCALAR
            case Gradient(of=name) | Name(id=name):
                return self.of[Name(name)]
        try:
            sizes = self._of_call(node, [self.sizes(arg) for arg in node.args])
        except ShapeError as error:
            raise error.at(node.place) from None
        if node.op in _MAKES_A_SIZE:
            self.of[node] = sizes
        return sizes

    def shape(self, node: Node) -> Shape:
        return self.sizes(node).shape

    def is_scalar(self, node: Node) -> bool:
        return self.shape(node) == (1, 1)

    def _of_call(self, node: Call, args: list[Sizes]) -> Sizes:
        if node.op in PRIMITIVES:
            return combine_sizes(node, args, self.letters)
        row = ROWS[node.op]
        if row.target_is_class and (found := class_numbers(node, [arg.shape for arg in args])):
            raise found
        if row.alike:
            same_sizes(node, args[0], args[1], self.letters)
        if row.columns:
            _check_columns(node, args)
        if row.needs_axis and node.axis is None and 1 not in args[0].shape:
            raise ShapeError(
                "axis-required",
                f"{as_written(node)}: {as_written(node.args[0])} is {args[0].rows.n}×{args[0].columns.n}, so axis has to be said.",
                hint=f"Write {node.op}({as_written(node.args[0])}, axis=1) where every row is an example.",
                place=node.place,
                params={"operation": as_written(node), "shape": list(args[0].shape)},
            )
        letters = [arg if isinstance(arg, Number) else Name(f"argument {k}") for k, arg in enumerate(node.args)]
        meaning = definition(Call(node.op, tuple(letters), node.axis))
        return infer_sizes(in_primitives(meaning), dict(zip(letters, args, strict=True)), self.letters)

    def label(self, size: Size) -> str:
        """The letter of a size, "1" for a size that is always 1; "D_h·D_x" for all cells of a matrix."""
        if size.letter is None:
            return "1"
        product = self.letters.products.get(self.letters.find(size.letter))
        return "·".join(map(self.label, product)) if product else self.labels[self.letters.find(size.letter)]

    def labelled(self, node: Node) -> tuple[str, str]:
        sizes = self.sizes(node)
        return (self.label(sizes.rows), self.label(sizes.columns))


def _check_columns(node: Call, args: list[Sizes]) -> None:
    for arg, sizes in zip(node.args, args, strict=True):
        if sizes.columns.n != 1:
            spoken = as_written(arg)
            raise ShapeError(
                "not-a-column", f"{as_written(node)}: {spoken} is {sizes.rows.n}×{sizes.columns.n} and has to be a column.",
                hint="For matrices write @.", place=node.place,
                params={"operation": as_written(node), "name": spoken, "shape": list(sizes.shape)},
            )  # fmt: skip


def size_table(program: Program, shapes: Mapping[str, Shape], declared: Declared, limits: Limits) -> SizeTable:
    """Sizes of all quantities.

    Args:
        shapes: of every input.
        declared: letters that are given; the others are found.
    Raises: ShapeError; TooLargeError.
    """
    letters = Letters()
    named: dict[str, Size] = {}
    table = SizeTable(
        {name: _input_sizes(shapes[name], declared.get(name), named, letters) for name in program.inputs}, letters
    )
    for name in program.inputs:
        _check_cells(Name(name), table, limits)
    cells = sum(rows * columns for rows, columns in shapes.values())
    operations = 0
    for step in program.steps:
        operations += _check_cells(step.tree, table, limits)
        sizes = table.sizes(step.tree)
        table.of[Name(step.name)] = sizes
        cells += sizes.rows.n * sizes.columns.n
    if cells > limits.cells_of_all:
        raise TooLargeError(
            "too-many-cells", f"All quantities together have {cells} cells; the limit is {limits.cells_of_all}.",
            params={"found": cells, "limit": limits.cells_of_all},
        )  # fmt: skip
    check_operations(operations, limits)
    table.cells, table.operations = cells, operations
    _check_loss(program, table)
    table.labels = _labels(program, table, named)
    return table


def check_operations(operations: int, limits: Limits) -> None:
    """Raises: TooLargeError where there are too many multiplications."""
    if operations > limits.operations:
        raise TooLargeError(
            "too-many-operations", f"This takes {operations} multiplications; the limit is {limits.operations}.",
            params={"found": operations, "limit": limits.operations},
        )  # fmt: skip


def _input_sizes(shape: Shape, labels: tuple[str, str] | None, named: dict[str, Size], letters: Letters) -> Sizes:
    sizes = []
    for n, label in zip(shape, labels or ("", ""), strict=True):
        if label and label != "1":
            size = named.setdefault(label, Size(n, letters.new()))
            sizes.append(Size(n, size.letter))
        else:
            sizes.append(ONE if n == 1 else Size(n, letters.new()))
    return Sizes(*sizes)


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
        if isinstance(node, Call) and node.op == "matmul":
            operations += 3 * rows * columns * table.shape(node.args[0])[1]
    return operations


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

    def give(letter: int | None, label: str) -> None:
        if letter is None or table.letters.find(letter) in labels:
            return
        fresh = next(name for name in _numbered(label) if name not in taken)
        labels[table.letters.find(letter)] = fresh
        taken.add(fresh)

    for name in sorted(program.targets):
        sizes = table.sizes(Name(name))
        classes = sizes.rows if sizes.columns.n == 1 else sizes.columns
        give(classes.letter, "N_c")
        give(sizes.rows.letter, "N")
    written = [step.name for step in reversed(program.steps) if step.written]
    columns = [name for name in program.inputs if table.shape(Name(name))[1] == 1]
    vectors = [name for name in written if 1 in table.shape(Name(name))]
    for name in [*vectors, *columns, *written, *program.inputs, *program.computed]:
        sizes = table.sizes(Name(name))
        label = f"D_{name.partition('_')[0].rstrip('0123456789') or name}"
        give(sizes.columns.letter, label)
        give(sizes.rows.letter, "N" if sizes.columns.n > 1 and name in program.inputs else label)
    return labels


def _numbered(label: str) -> Iterable[str]:
    yield label
    for k in range(2, 1000):
        yield f"{label}{k}"
