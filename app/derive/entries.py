"""Where the transpose comes from: the gradient of one entry, and how all entries become a product of matrices.

Only for products of matrices. With Y = AB, the entries are

    by A:   Y_il = Σ_k A_ik B_kl    ∂Y_il/∂A_ij = B_jl    ∂J/∂A_ij = Σ_l δ_il B_jl    (Σ over l: δ Bᵀ)
    by B:   Y_lj = Σ_k A_lk B_kj    ∂Y_lj/∂B_ij = A_li    ∂J/∂B_ij = Σ_l A_li δ_lj    (Σ over l: Aᵀ δ)

where an index that can only be 1 is not written.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core import symbols
from app.core.arrays import Shape
from app.engine.backward import Contribution
from app.expr.tree import Call, Name, Node
from app.ops.rules import operation

from .chain import Derivation, Line, citations_of, main_link

_PRODUCT, _TRANSPOSE, _ADDITION = operation("a @ b"), operation("a.T"), operation("a + b")
_ON_THE_WAY = (_PRODUCT, _TRANSPOSE, _ADDITION, operation("sum(a)"))
"""A product, perhaps of a transpose, and perhaps with something added."""


@dataclass(frozen=True, slots=True)
class _Product:
    """Y = AB, by one of the two.

    Args:
        by_left: whether it is A by which the derivative is taken.
    """

    derivation: Derivation
    part: Contribution
    left: Node
    right: Node
    by_left: bool

    def entry(self, node: Node, i: str, j: str) -> str:
        """One entry of a factor."""
        if isinstance(node, Call) and node.op == _TRANSPOSE:
            return self.entry(node.args[0], j, i)
        text = self.derivation.latex.write(node)
        plain = isinstance(node, Name)
        return _indexed(text if plain else rf"\left({text}\right)", self._needed(node, i, j))

    def output(self, i: str, j: str) -> str:
        """One entry of what the step computes."""
        via = Name(self.part.via)
        return _indexed(symbols.latex(self.part.via), self._needed(via, i, j))

    def signal(self, i: str, j: str) -> str:
        """One entry of the gradient that comes in, in the place of the cell that it belongs to."""
        known = self.derivation.called.latex(self.part.via)
        index = self._needed(Name(self.part.via), i, j)
        if known.startswith(r"\frac"):
            return self.partial(self.output(i, j))
        return _indexed(known, index)

    def partial(self, by: str) -> str:
        """∂J/∂(one entry)."""
        return rf"\frac{{\partial {symbols.latex(self.derivation.sheet.program.loss)}}}{{\partial {by}}}"

    def _needed(self, node: Node, i: str, j: str) -> str:
        rows, columns = self._shape(node)
        return (i if rows > 1 else "") + (j if columns > 1 else "")

    def _shape(self, node: Node) -> Shape:
        return self.derivation.sheet.table.shape(node)


def entry_lines(derivation: Derivation, of: str) -> list[Line]:
    """The gradient by one entry of `of`, line by line; none where it is not a product of matrices that leads to it."""
    parts = derivation.sheet.parts[of]
    found = _product_of(derivation, parts[0])
    if len(parts) > 1 or found is None:
        return []
    p, rows_first = found, found.by_left
    several = any(link.op == _ADDITION for link in found.part.links)
    rest = r" + \dots" if several else ""
    cell = ("i", "l") if rows_first else ("l", "j")
    forward = f"{p.output(*cell)} = {_sum('k', p, p.left)}{p.entry(p.left, cell[0], 'k')}\\,{p.entry(p.right, 'k', cell[1])}{rest}"
    other = p.entry(p.right, "j", "l") if rows_first else p.entry(p.left, "l", "i")
    by = p.entry(p.left if p.by_left else p.right, "i", "j")
    local = rf"\frac{{\partial {p.output(*cell)}}}{{\partial {by}}} = {other}"
    terms = [p.signal(*cell), other] if rows_first or not _is_batch(p) else [other, p.signal(*cell)]
    chain = f"{p.partial(by)} = {_sum_over(p)}{' '.join(terms)}"
    left = symbols.gradient_latex(derivation.sheet.program.loss, of)
    matrix = f"{left} = {derivation.latex.write(derivation.tree(of))}"
    return [
        Line(forward, "entry-forward"),
        Line(local, "entry-local"),
        Line(chain, "entry-chain"),
        Line(matrix, "entry-matrix" if _sum_over(p) else "entry-outer", citations_of(p.part)[:1]),
    ]


def _product_of(derivation: Derivation, part: Contribution) -> _Product | None:
    link = main_link(part)
    node = link.node
    if node.op != _PRODUCT or part.leapt or any(found.op not in _ON_THE_WAY for found in part.links):
        return None
    return _Product(derivation, part, node.args[0], node.args[1], link.argument == 0)


def _is_batch(p: _Product) -> bool:
    return p.derivation.sheet.table.shape(Name(p.part.via))[1] > 1


def _sum(index: str, p: _Product, left: Node) -> str:
    """The sum of a product of matrices, where there is more than one term."""
    return rf"\sum_{{{index}}} " if p.derivation.sheet.table.shape(left)[1] > 1 else ""


def _sum_over(p: _Product) -> str:
    """The index that the cell does not have and the output has: over its columns by A, over its rows by B."""
    rows, columns = p.derivation.sheet.table.shape(Name(p.part.via))
    return r"\sum_{l} " if (columns if p.by_left else rows) > 1 else ""


def _indexed(text: str, index: str) -> str:
    """An index behind one that is there already: δ_{2,i}."""
    if not index:
        return text
    return f"{text[:-1]},{index}}}" if "_{" in text and text.endswith("}") else f"{text}_{{{index}}}"
