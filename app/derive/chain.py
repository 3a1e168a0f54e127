"""The chain rule along a path, line by line: the path, the signal already known, one identity at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from app.core import symbols
from app.core.patience import look
from app.engine.backward import Contribution, Link
from app.engine.sheet import Sheet, bytes_of_sheet
from app.expr.notations.latex import LATEX
from app.expr.notations.notation import MATRIX_PRODUCT, SUM, Writer
from app.expr.notations.text import TEXT
from app.expr.tree import Call, Gradient, Name, Node, call, rewrite
from app.ops.rules import operation
from app.ops.table import ROWS

from .layout import Layout

_LONGEST_PATH = 4
_MOST_IN_A_ROW = 32
_BYTES_OF_A_NODE = 900
"""Of what is shown for the rule of a gradient."""
_ADD = operation("a + b")


class Citation(NamedTuple):
    """An identity, and the operation that is an instance of it here; None where it is no operation but that paths add up."""

    identity: str
    node: Call | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a derivation. `cited` are the identities used on it; `kind` names the sentence about it."""

    latex: str
    kind: str
    cited: tuple[Citation, ...] = ()

    @property
    def identities(self) -> tuple[str, ...]:
        """The identities used on it, each once."""
        return tuple(dict.fromkeys(citation.identity for citation in self.cited))


@dataclass(frozen=True, slots=True)
class GradientNames:
    """How gradients are called: those that are error signals by their number.

    Args:
        signals: the number of every error signal, by quantity.
    """

    loss: str
    signals: dict[str, int]

    def latex(self, name: str) -> str:
        """The gradient by `name` in a formula."""
        k = self.signals.get(name)
        return symbols.delta_latex(k) if k else symbols.gradient_latex(self.loss, name)

    def text(self, name: str) -> str:
        """The gradient by `name` in plain text."""
        k = self.signals.get(name)
        return symbols.symbol(f"delta_{k}") if k else symbols.gradient_symbol(self.loss, name)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Derivation:
    """Derives the gradients of one sheet in one layout.

    Args:
        signals: the number of every error signal, by quantity.
        general: the fused steps whose general rule has to be shown.
        costs: how many multiplications the rules take, as far as that was asked for (`app.engine.costs`).
    """

    sheet: Sheet
    layout: Layout
    signals: dict[str, int]
    general: frozenset[str]
    called: GradientNames = field(init=False)
    latex: Writer = field(init=False)
    text: Writer = field(init=False)
    _trees: dict[tuple[int, ...], Node] = field(default_factory=dict, init=False, repr=False)
    costs: dict[int, int] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        is_scalar = self.layout.table.is_scalar
        called = GradientNames(self.sheet.program.loss, self.signals)
        object.__setattr__(self, "called", called)
        object.__setattr__(self, "latex", Writer(LATEX, called.latex, is_scalar))
        object.__setattr__(self, "text", Writer(TEXT, called.text, is_scalar))

    def forget_texts(self) -> None:
        """Let go of what the writers keep, once everything is written. Nothing else changes."""
        self.latex.forget()
        self.text.forget()

    def tree(self, of: str) -> Node:
        """The gradient by `of` as it is shown: from the signals already known, all paths added."""
        paths = self.paths(of)
        key = (0, *(id(path[-1]) for path in paths))
        known = self._trees.get(key)
        if known is None:
            known = self._trees[key] = total([self.part_tree(path) for path in paths])
        return known

    def partial_latex(self, name: str) -> str:
        """The gradient by `name` as a fraction, though it may be a signal with a shorter name."""
        return self.partial(self.sheet.program.loss, name)

    def part_tree(self, path: list[Contribution]) -> Node:
        """What comes along one path, as it is shown."""
        key = tuple(map(id, path))
        known = self._trees.get(key)
        if known is None:
            look()
            known = self._trees[key] = self.layout.present(self._along(path), path[-1].of)
        return known

    def paths(self, of: str) -> list[list[Contribution]]:
        """For every contribution the path that leads to it, from the nearest known signal or the loss."""
        parts = self.sheet.parts[of]
        return [self._path(part) if len(parts) == 1 else [part] for part in parts]

    def _path(self, part: Contribution) -> list[Contribution]:
        path = [part]
        while len(path) < _LONGEST_PATH:
            via = path[0].via
            above = self.sheet.parts.get(via, [])
            if via in self.signals or len(above) != 1:
                break
            path.insert(0, above[0])
        return path

    def rule(self, part: Contribution) -> Node:
        """The tree of a contribution: the simplified one where its assumption holds."""
        return part.tree if part.simplified is None or part.via in self.general else part.simplified

    def _along(self, path: list[Contribution]) -> Node:
        """The gradient at the end of `path`, in the shape of the variable, from the one at its beginning."""
        tree = self.rule(path[0])
        for part in path[1:]:
            above = {Gradient(part.via): tree}
            tree = rewrite(self.rule(part), lambda n, above=above: above.get(n, n) if isinstance(n, Gradient) else n)  # type: ignore[misc]
        return tree

    def lines(self, of: str) -> list[Line]:
        """The derivation of the gradient by `of`."""
        left = symbols.gradient_latex(self.sheet.program.loss, of)
        paths = self.paths(of)
        written = list(self._one_path(paths[0])) if len(paths) == 1 else list(self._several(of, paths))
        return [
            Line(f"{left if k == 0 else ''} = {line.latex}".strip(), line.kind, line.cited)
            for k, line in enumerate(written)
        ]

    def _several(self, of: str, paths: list[list[Contribution]]) -> Iterator[Line]:
        yield Line(" + ".join(map(self.chain, paths)), "paths", (Citation("paths"),))
        cited = tuple(citation for path in paths for citation in citations_of(path[-1]))
        yield Line(self.latex.write(self.tree(of)), "result", cited)

    def _one_path(self, path: list[Contribution]) -> Iterator[Line]:
        factors = self.factors_of(path)
        if len(factors) > 1:
            yield Line(self.chain(path), "chain")
        known = path[0].via
        if known in self.signals:
            yield Line(self._product([self.called.latex(known), *factors[1:]], path), "known")
        for k, part in enumerate(path, start=1):
            reached = self.part_tree(path[:k])
            remaining = [self.partial(later.via, later.of) for later in path[k:]]
            first = self.latex.write(reached, MATRIX_PRODUCT if remaining else SUM)
            yield Line(self._product([first, *remaining], path), "identity", citations_of(part))

    def chain(self, path: Sequence[Contribution]) -> str:
        """The chain rule along `path`, written as the layout writes products."""
        return self._product(self.factors_of(path), path)

    def factors_of(self, path: Sequence[Contribution]) -> list[str]:
        """∂J/∂Θ, ∂Θ/∂h, ∂h/∂z."""
        loss = self.sheet.program.loss
        names = [loss] if path[0].via == loss else [loss, path[0].via]
        for part in path:
            names += [*part.leapt, part.of]
        return [self.partial(a, b) for a, b in pairwise(names)]

    def _product(self, factors: list[str], path: Sequence[Contribution]) -> str:
        """Scalars fit on either side: the first quantity that is none decides."""
        is_scalar = self.layout.table.is_scalar
        first = next((part.of for part in path if not is_scalar(Name(part.of))), path[0].of)
        leftward = self.layout.grows_leftward(first)
        return " ".join(reversed(factors) if leftward else factors)

    @staticmethod
    def partial(of: str, by: str) -> str:
        return symbols.gradient_latex(of, by)


def bytes_of_derivation(derivation: Derivation) -> int:
    """How many bytes a derivation holds once everything is derived, about, its sheet included."""
    return bytes_of_sheet(derivation.sheet) + _BYTES_OF_A_NODE * (
        derivation.sheet.nodes + 8 * len(derivation.sheet.slots)
    )


def total(trees: Sequence[Node]) -> Node:
    """All of them added, one after the other; very many in groups, so that the sum is not as deep as it is long."""
    while len(trees) > _MOST_IN_A_ROW:
        trees = [_sum(trees[k : k + _MOST_IN_A_ROW]) for k in range(0, len(trees), _MOST_IN_A_ROW)]
    return _sum(trees)


def _sum(trees: Sequence[Node]) -> Node:
    return reduce(lambda a, b: call(_ADD, a, b), trees)


def main_link(part: Contribution) -> Link:
    """The rule that does more than pass on; where all pass on, the last of them."""
    working = [link for link in part.links if link.identity != "broadcast" and ROWS[link.op].role != "linear"]
    passing = [link for link in part.links if link.identity != "broadcast"]
    return (working or passing)[-1]


def citations_of(part: Contribution) -> tuple[Citation, ...]:
    """What a contribution cites: the identity of its main rule, of what moves cells inside a fusion, and of undone broadcasting."""
    main = main_link(part)
    moved = [link for link in part.links if part.leapt and link is not main and ROWS[link.op].moves]
    stretched = [link for link in part.links if link.identity == "broadcast"]
    return tuple(Citation(link.identity, link.node) for link in (main, *moved, *stretched[:1]))


def identities_of(part: Contribution) -> tuple[str, ...]:
    """The identities that a contribution cites, by their ids."""
    return tuple(citation.identity for citation in citations_of(part))
