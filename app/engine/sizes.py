"""The sizes of every quantity of a program, in numbers and in letters."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.arrays import Shape, shape_text
from app.core.errors import ShapeError
from app.expr.letters import ONE, SCALAR, Letters, Size, Sizes
from app.expr.notations.source import as_written
from app.expr.primitives import PRIMITIVES, alike
from app.expr.shapes import combine_sizes, infer_sizes
from app.expr.tree import Call, Gradient, Name, Node, Number
from app.ops.rules import definition, in_primitives
from app.ops.table import ROWS

from .targets import class_numbers

Declared = Mapping[str, tuple[str, str]]
"""Letters that are given, by input: {"W": ("D_h", "D_x")}."""


class SizeTable:
    """The sizes of the quantities of one program. Says the sizes of any tree over them.

    `cells` are those of all quantities, `operations` the multiplications of matrix products, forward and backward.
    """

    def __init__(self, inputs: Mapping[str, Sizes], letters: Letters) -> None:
        self.letters = letters
        self.of: dict[Node, Sizes] = {Name(name): sizes for name, sizes in inputs.items()}
        self._of_calls: dict[Node, Sizes] = {}
        self.labels: dict[int, str] = {}
        self.cells = 0
        self.operations = 0

    def sizes(self, node: Node) -> Sizes:
        """The sizes of `node`. A gradient has those of its variable unless they were set otherwise.

        Raises: ShapeError with the place in the program.
        """
        known = self.of.get(node) or self._of_calls.get(node)
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
        self._of_calls[node] = sizes
        return sizes

    def shape(self, node: Node) -> Shape:
        return self.sizes(node).shape

    def is_scalar(self, node: Node) -> bool:
        return self.shape(node) == (1, 1)

    def _of_call(self, node: Call, args: list[Sizes]) -> Sizes:
        if node.op in PRIMITIVES:
            return combine_sizes(node, args, self.letters)
        check_arguments(node, args, self.letters)
        letters = [
            arg if isinstance(arg, Number) else Name(f"argument {k}", written=arg) for k, arg in enumerate(node.args)
        ]
        meaning = definition(Call(node.op, tuple(letters), node.axis))
        try:
            return infer_sizes(in_primitives(meaning), dict(zip(letters, args, strict=True)), self.letters)
        except ShapeError as error:
            raise _about(error, node) from None

    def label(self, size: Size) -> str:
        """The letter of a size, "1" for a size that is always 1; "D_h·D_x" for all cells of a matrix."""
        if size.letter is None:
            return "1"
        letter = self.letters.find(size.letter)
        product = self.letters.products.get(letter)
        return "·".join(map(self.label, product)) if product else self.labels.get(letter) or str(size.n)

    def labelled(self, node: Node) -> tuple[str, str]:
        sizes = self.sizes(node)
        return (self.label(sizes.rows), self.label(sizes.columns))


def without_letters(table: SizeTable) -> SizeTable:
    """The same sizes in numbers alone. To ask for the size of a tree joins letters, and what is only charged must not do that."""
    letters = Letters()
    sizes = {node.id: Sizes(*(letters.new(size.n) for size in sizes)) for node, sizes in table.of.items() if isinstance(node, Name)}  # fmt: skip
    return SizeTable(sizes, letters)


def check_arguments(node: Call, args: list[Sizes], letters: Letters) -> None:
    """What the row of an operation asks of its arguments. Raises: ShapeError."""
    row = ROWS[node.op]
    if row.target_is_class and (found := class_numbers(node, [sizes.shape for sizes in args])):
        raise found
    if row.alike:
        alike(node, args[0], args[1], letters)
    if row.columns:
        for arg, sizes in zip(node.args, args, strict=True):
            _check_column(node, arg, sizes, letters)


def _about(error: ShapeError, node: Call) -> ShapeError:
    """An error within what an operation means, said of the operation as a user wrote it."""
    inner, outer = str(error.params.get("operation", "")), as_written(node)
    message = error.message.replace(inner, outer, 1)
    params = {**error.params, "operation": outer}
    return ShapeError(error.code, message, hint=error.hint, place=node.place, params=params)


def _check_column(node: Call, arg: Node, sizes: Sizes, letters: Letters) -> None:
    if letters.n(sizes.columns) > 1:
        spoken = as_written(arg)
        raise ShapeError(
            "not-a-column", f"{as_written(node)}: {spoken} is {shape_text(sizes.shape)} and has to be a column.",
            hint="For matrices write @.", place=node.place, params={"operation": as_written(node), "name": spoken, "shape": list(sizes.shape), "instead": "@"},
        )  # fmt: skip
    letters.join(ONE, sizes.columns)
