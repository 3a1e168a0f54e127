"""Layouts: in which shape a gradient is shown. The engine knows none of this; here the trees are rewritten.

| layout        | ∂J/∂(computed column) | ∂J/∂(input or parameter column) | ∂J/∂(matrix)       |
|---------------|-----------------------|---------------------------------|--------------------|
| `mixed`       | 1×n row               | shape of the thing              | shape of the thing |
| `numerator`   | 1×n row               | 1×n row                         | transposed         |
| `denominator` | shape of the thing    | shape of the thing              | shape of the thing |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from app.engine.sheet import Sheet
from app.engine.sizes import SizeTable
from app.expr.rewrite import apply_rewrites
from app.expr.rewrites import INWARD, SIGNS, SIMPLER
from app.expr.tree import Gradient, Name, Node, rewrite
from app.ops.rules import apply_rule

LayoutName = Literal["mixed", "numerator", "denominator"]
LAYOUTS: tuple[LayoutName, ...] = get_args(LayoutName)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A layout for one sheet.

    Args:
        name: mixed, numerator or denominator.
        flipped: the quantities whose gradient is shown transposed.
        table: sizes, where a gradient has those in which it is shown.
    """

    name: LayoutName
    sheet: Sheet
    flipped: frozenset[str]
    table: SizeTable

    def present(self, gradient: Node, of: str) -> Node:
        """Rewrite a gradient in the shape of its variable into the one that is shown, read from those that are shown."""
        shown = rewrite(gradient, self.shown)
        if of in self.flipped:
            return self._settled(_transposed(shown))
        if self._is_row_first(of):
            return self._settled(_transposed(self._settled(_transposed(shown))))
        return self._settled(shown)

    def _settled(self, tree: Node) -> Node:
        return apply_rewrites(tree, self.table.shape, SIMPLER, SIGNS, INWARD)

    def shown(self, node: Node) -> Node:
        """A gradient in the shape of its variable, read from the one that is shown."""
        return _transposed(node) if isinstance(node, Gradient) and node.of in self.flipped else node

    def _is_row_first(self, of: str) -> bool:
        """In the mixed layout an input's gradient is derived as a row and then takes the shape of the input."""
        return self.name == "mixed" and is_column(self.table, of)

    def grows_leftward(self, of: str) -> bool:
        """Whether the chain rule is written from right to left: with columns that stay columns."""
        return self.name == "denominator" and is_column(self.table, of)


def make_layout(sheet: Sheet, name: LayoutName) -> Layout:
    """Decide for every gradient of `sheet` in which shape it is shown."""
    flipped = frozenset(of for of in sheet.parts if _is_flipped(sheet, of, name))
    table = SizeTable({}, sheet.table.letters)
    table.labels = sheet.table.labels
    table.of = dict(sheet.table.of)
    for of in sheet.parts:
        sizes = sheet.table.of[Name(of)]
        table.of[Gradient(of)] = sizes.transposed if of in flipped else sizes
    return Layout(name, sheet, flipped, table)


def is_column(table: SizeTable, name: str) -> bool:
    """Whether a quantity is a column vector: n×1, with n a size that may grow."""
    sizes = table.of[Name(name)]
    return sizes.columns.letter is None and sizes.rows.letter is not None


def _is_flipped(sheet: Sheet, of: str, layout: LayoutName) -> bool:
    match layout:
        case "mixed":
            return is_column(sheet.table, of) and of in sheet.program.computed
        case "numerator":
            return is_column(sheet.table, of) or all(size.letter is not None for size in sheet.table.of[Name(of)])
        case "denominator":
            return False


def _transposed(tree: Node) -> Node:
    return apply_rule("a.T", {"a": tree})
