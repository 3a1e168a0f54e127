"""The full form of a step: the product of Jacobian matrices that its short rule stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import TypeVar

from app.core.patience import look
from app.engine.backward import Contribution
from app.engine.costs import Costs, costs_of
from app.engine.jacobian import jacobians_of, signal_row
from app.expr.rewrite import apply_rewrites
from app.expr.rewrites import INWARD, JACOBIAN, SIGNS, SIMPLER
from app.expr.tree import Gradient, Node, rewrite
from app.ops.rules import apply_rule

from .chain import Derivation, Line, citations_of, total
from .layout import is_column
from .zeros import Kind, kind_of, zeros

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Factor:
    """One matrix of the product, ∂of/∂by.

    Args:
        tree: of rows on rows, as it is computed.
        shown: the same as the layout has it.
        kind: what is particular about it.
        zeros: at least so many of its cells are 0 whatever the numbers are.
    """

    of: str
    by: str
    tree: Node
    shown: Node
    kind: Kind
    zeros: int


@dataclass(frozen=True)
class FullForm:
    """Full Jacobians for one gradient. All of it is a row, or in the denominator layout a column, whatever the variable is."""

    derivation: Derivation
    of: str

    @cached_property
    def paths(self) -> list[list[Factor]]:
        """For every path the factors in the order in which they are written."""
        return [self._written([*self._signal(path[0]), *self._jacobians(path)]) for path in self._contributions]

    @property
    def costs(self) -> Costs:
        return costs_of(self.of, self.derivation.sheet, self.derivation.rule, self.derivation.costs)

    @property
    def _contributions(self) -> list[list[Contribution]]:
        return self.derivation.paths(self.of)

    @property
    def _grows_leftward(self) -> bool:
        return self.derivation.layout.name == "denominator"

    def tree(self, factors: list[Factor]) -> Node:
        """The product of the factors of one path, none of them said with less."""
        scalar = self.derivation.layout.table.is_scalar
        return reduce(
            lambda a, b: apply_rule("a * b" if scalar(a) or scalar(b) else "a @ b", {"a": a, "b": b}),
            [factor.shown for factor in factors],
        )

    @property
    def result(self) -> Node:
        """The gradient in the row that the product gives: ∂J/∂z, or vec(∂J/∂W)ᵀ where the variable is a matrix."""
        return self._in_a_row(Gradient(self.of))

    def lines(self) -> list[Line]:
        """From the chain rule over the full Jacobians to the short form."""
        paths, d = self._contributions, self.derivation
        short = total([d.part_tree(path) for path in paths])
        cited = tuple(citation for path in paths for citation in citations_of(path[-1]))
        several = len(paths) > 1
        written = [
            Line(" + ".join(map(self._chain, paths)), "paths" if several else "chain"),
            Line(" + ".join(d.latex.write(self.tree(factors)) for factors in self.paths), "full"),
            *(Line(d.latex.write(self._presented(tree)), "collapse") for tree in self._collapse()),
            Line(d.latex.write(self._in_a_row(short)), "short", cited),
        ]
        left = replace(d.latex, gradient=d.partial_latex).write(self.result)
        distinct = [line for k, line in enumerate(written) if k == 0 or line.latex != written[k - 1].latex]
        return [
            Line(f"{left if k == 0 else ''} = {line.latex}".strip(), line.kind, line.cited)
            for k, line in enumerate(distinct)
        ]

    def _chain(self, path: list[Contribution]) -> str:
        return " ".join(self._written(self.derivation.factors_of(path)))

    def _signal(self, first: Contribution) -> list[Factor]:
        loss, table = self.derivation.sheet.program.loss, self.derivation.sheet.table
        if first.via == loss:
            return []
        row = signal_row(first.via, loss, table)
        return [Factor(loss, first.via, row, self._presented(row), "signal", 0)]

    def _jacobians(self, path: list[Contribution]) -> list[Factor]:
        look()
        sheet = self.derivation.sheet
        return [
            Factor(
                found.of,
                found.by,
                found.tree,
                self._presented(found.tree),
                "row" if found.of == sheet.program.loss else kind_of(found.tree),
                zeros(found.tree, sheet.table.shape),
            )
            for part in path
            for found in jacobians_of(part, sheet.program, sheet.table)
        ]

    def _written(self, factors: list[T]) -> list[T]:
        return factors[::-1] if self._grows_leftward else factors

    def _presented(self, tree: Node) -> Node:
        """A tree of rows as the layout has it: from the gradients that it shows, and on its side where columns are shown."""
        turned = _transposed(tree) if self._grows_leftward else tree
        return self._plainly(rewrite(turned, self.derivation.layout.shown))

    def _plainly(self, tree: Node) -> Node:
        return apply_rewrites(tree, self.derivation.layout.table.shape, SIMPLER, SIGNS, JACOBIAN, INWARD)

    def _in_a_row(self, shown: Node) -> Node:
        """A gradient as it is shown, with its cells in the row that the product gives."""
        own = _transposed(shown) if self.of in self.derivation.layout.flipped else shown
        column = apply_rule("vec(a)", {"a": own})
        return self._plainly(column if self._grows_leftward else _transposed(column))

    def _collapse(self) -> list[Node]:
        """What happens in between, term by term, where a fusion says so for one vector."""
        (first, *others) = self._contributions[0]
        fused = self.derivation.sheet.program.fused.get(first.via)
        alone = not others and len(self._contributions) == 1 and bool(first.leapt)
        if fused is None or not alone or not is_column(self.derivation.sheet.table, self.of):
            return []
        between = [fused.applied(text) for text in fused.fusion.collapse]
        whole = first.via == self.derivation.sheet.program.loss
        return between if whole else [apply_rule("g * a", {"g": Gradient(first.via), "a": tree}) for tree in between]


def _transposed(tree: Node) -> Node:
    return apply_rule("a.T", {"a": tree})
