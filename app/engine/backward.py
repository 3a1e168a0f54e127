"""The backward pass as text: for every quantity, what each of its uses sends back to it.

Contributions are kept apart as text, so that a quantity that is used twice shows both paths. Their numbers are summed as they come.

A fusion leaps over the quantities between its outermost step and the argument of its innermost one. What other steps send to
such a quantity leaps with it: the gradient of the quantity itself is told and not used, since the part of it that comes
from the fusion may be infinite where all else is finite.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from app.core.errors import TooLargeError
from app.core.patience import look
from app.expr.rewrite import Rewriter
from app.expr.rewrites import SIMPLER
from app.expr.tree import Call, Gradient, Name, Node, Number, call, names, size_of
from app.ops.rules import apply_rule, backward_rule, operation
from app.ops.table import ROWS

from .fused import Fused
from .program import Program, differentiable_arguments
from .sizes import SizeTable
from .steps import Step

_ADD = operation("a + b")
_SUM = operation("sum(a)")


@dataclass(frozen=True, slots=True)
class Link:
    """One rule applied on the way: which operation, by which of its arguments, an instance of which identity."""

    op: str
    argument: int
    identity: str
    node: Call


@dataclass(frozen=True, slots=True)
class Contribution:
    """What the step `via` sends back to `of`.

    Args:
        tree: the gradient in the shape of `of`, read from values and from the gradient of `via`.
        links: the rules applied, from `via` inward.
        leapt: the quantities in between that it leaps over, from `via` inward.
        simplified: `tree` where the assumption of the fusion holds, otherwise `tree`.
    """

    of: str
    via: str
    tree: Node
    links: tuple[Link, ...]
    leapt: tuple[str, ...] = ()
    simplified: Node | None = None


def contributions(program: Program, table: SizeTable, most_nodes: int) -> dict[str, list[Contribution]]:
    """By quantity, in the order in which the backward pass completes them.

    A quantity is complete when the earliest step that uses it has sent its part.

    Args:
        most_nodes: how many nodes all rules may have together.
    Raises: TooLargeError("gradients-too-large") as soon as they have more.
    """
    found = _Backward(program, table, most_nodes).all()
    complete: dict[str, list[Contribution]] = {}
    first_use = _first_uses(program)
    for step in reversed(program.steps):
        for name, first in first_use.items():
            if first == step.name and name in found:
                complete[name] = found[name]
    return complete


class _Backward:
    """One pass over a program, from the loss to the inputs.

    `leapt` are the quantities that a fusion leaps over: what arrives there goes on at once to what they are made of. `told` are
    those of them whose own gradient is told, because something besides a fusion reads them.
    """

    def __init__(self, program: Program, table: SizeTable, most_nodes: int) -> None:
        self.program = program
        self.most_nodes = most_nodes
        self.table = table
        self.trees = {step.name: step.tree for step in program.steps}
        self.found: dict[str, list[Contribution]] = {}
        reached = _reached(program)
        self.reached = [step for step in reversed(program.steps) if step.name in reached]
        self.leapt = {
            name for step in self.reached if step.name in program.fused for name in program.fused[step.name].leapt
        }
        self.told = self._told()
        self.simplest = Rewriter(table.shape, SIMPLER).of

    def _told(self) -> set[str]:
        """With a quantity that something besides a fusion reads, also those between it and the outermost step."""
        fused = [self.program.fused[step.name] for step in self.reached if step.name in self.program.fused]
        told: set[str] = set()
        for step in self.reached:
            by_fusion = self.program.fused[step.name].leapt[:1] if step.name in self.program.fused else ()
            inside = {b for each in fused for a, b in pairwise(each.leapt) if a == step.name}
            told |= (set(_read(step.tree)) & self.leapt) - inside - set(by_fusion)
        for each in fused:
            last = max((k for k, name in enumerate(each.leapt) if name in told), default=-1)
            told.update(each.leapt[: last + 1])
        return told

    def all(self) -> dict[str, list[Contribution]]:
        """The contributions to every quantity, in the order in which they are sent."""
        nodes = 0
        for step in self.reached:
            look()
            for part in self.sent_back(step):
                nodes += size_of(part.tree)
                if nodes > self.most_nodes:
                    raise _too_large(self.most_nodes)
                self.found.setdefault(part.of, []).append(part)
        return self.found

    def sent_back(self, step: Step) -> Iterator[Contribution]:
        g: Node = Number(1.0) if step.name == self.program.loss else Gradient(step.name)
        fused = self.program.fused.get(step.name)
        if fused is not None:
            yield from self.by_fusion(step, fused, g)
        for name, tree, links in _pull(step.tree, g, (), Name(step.name), self.table):
            if name in self.told:
                yield self.contribution(name, step, tree, links)
            if fused is None and step.name not in self.leapt:
                yield from self.going_on(name, step, tree, links, ())

    def going_on(
        self, name: str, step: Step, g: Node, links: tuple[Link, ...], leapt: tuple[str, ...]
    ) -> Iterator[Contribution]:
        """What arrives at `name`, or where that is leapt over, at what it is made of."""
        if name in self.leapt:
            for inner, tree, more in _pull(self.trees[name], g, links, Name(name), self.table):
                yield from self.going_on(inner, step, tree, more, (*leapt, name))
        elif name not in self.program.targets:
            yield self.contribution(name, step, g, links, leapt)

    def contribution(
        self, name: str, step: Step, tree: Node, links: tuple[Link, ...], leapt: tuple[str, ...] = ()
    ) -> Contribution:
        return Contribution(name, step.name, self.simplest(tree), links, leapt)

    def by_fusion(self, step: Step, fused: Fused, g: Node) -> Iterator[Contribution]:
        fusion, node = fused.fusion, self.trees[step.name]
        assert isinstance(node, Call)  # noqa: S101 - it has the form of the fusion
        if isinstance(fused.argument, Name):
            moves = (Link(move.op, 0, _identity(move, 0, self.table), move) for move in fused.moves)
            links = (*moves, Link(node.op, len(node.args) - 1, fusion.identity, node))
            for part in self.going_on(fused.argument.id, step, fused.applied(fusion.backward, g), links, fused.leapt):
                is_direct = part.of == fused.argument.id and fusion.simplified
                simplified = fused.applied(fusion.simplified, g) if is_direct else part.tree
                yield replace(part, simplified=self.simplest(simplified))
        if isinstance(fused.target, Name):
            link = Link(node.op, 0, fusion.target_identity, node)
            yield from self.going_on(fused.target.id, step, fused.applied(fusion.target_backward, g), (link,), ())


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError(
        "gradients-too-large",
        f"The rules for all gradients take more than {limit} names, numbers and operations, which is the limit.",
        hint="Make the network smaller, or use each quantity less often.",
        params={"limit": limit},
    )


def _reached(program: Program) -> set[str]:
    """The steps on which the loss depends by a way on which gradients go."""
    reached = {program.loss}
    for step in reversed(program.steps):
        if step.name in reached:
            reached.update(_read(step.tree))
    return reached


def _read(tree: Node) -> Iterator[str]:
    """The names in a tree to which a gradient goes."""
    if isinstance(tree, Name):
        yield tree.id
    elif isinstance(tree, Call):
        for _, arg in differentiable_arguments(tree):
            yield from _read(arg)


def _first_uses(program: Program) -> dict[str, str]:
    """The earliest step that may send something to each quantity."""
    uses: dict[str, str] = {}
    for step in program.steps:
        fused = program.fused.get(step.name)
        more = names(fused.argument) if fused is not None else []
        for name in [*names(step.tree), *more]:
            uses.setdefault(name, step.name)
    return uses


def pull(step: Step, of: str, table: SizeTable) -> tuple[Link, ...]:
    """The rules that lead from what `step` computes to the quantity `of`, which it reads, without any fusion."""
    return next(
        links for name, _, links in _pull(step.tree, Gradient(step.name), (), Name(step.name), table) if name == of
    )


def _pull(
    node: Node, g: Node, links: tuple[Link, ...], output: Node, table: SizeTable
) -> Iterator[tuple[str, Node, tuple[Link, ...]]]:
    """Follow the gradient `g` of `node` to every name below it."""
    if isinstance(node, Name):
        yield node.id, g, links or (_copy(node),)
    if not isinstance(node, Call):
        return
    for k, arg in differentiable_arguments(node):
        tree = backward_rule(node, k, output, g)
        link = Link(node.op, k, _identity(node, k, table), node)
        fitted = fit_to_shape(tree, arg, table)
        broadcast = () if fitted is tree else (Link(_SUM, 0, "broadcast", node),)
        yield from _pull(arg, fitted, (*links, link, *broadcast), arg, table)


def _copy(node: Name) -> Link:
    """`z = x` is a sum of one term."""
    return Link(_ADD, 0, "3", call(_ADD, node))


def _identity(node: Call, k: int, table: SizeTable) -> str:
    """A product is Wx where its right factor is a column, and else xW."""
    row = ROWS[node.op]
    column, _, otherwise = row.of_argument(row.identities, k).partition("|")
    return column if not otherwise or table.shape(node.args[-1])[1] == 1 else otherwise


def fit_to_shape(tree: Node, arg: Node, table: SizeTable) -> Node:
    """Add `tree` up over the axes along which broadcasting stretched `arg`.

    Source: the chain rule over equal copies.
    """
    (rows, columns), wanted = table.shape(tree), table.shape(arg)
    if (rows, columns) == wanted:
        return tree
    if wanted == (1, 1):
        return apply_rule("sum(a)", {"a": tree})
    return apply_rule("sum(a, axis=axis)", {"a": tree}, 0 if rows != wanted[0] else 1)
