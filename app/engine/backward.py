"""The backward pass as text: for every quantity, what each of its uses sends back to it.

Contributions are kept apart and never added up in place, so that a quantity that is used twice shows both paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.expr.rewrite import apply_rewrites
from app.expr.rewrites import SIMPLER
from app.expr.tree import Call, Gradient, Name, Node, Number, call, names
from app.ops.rules import apply_rule, bindings_of
from app.ops.table import ROWS

from .program import Fused, Program, Step
from .sizes import SizeTable


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
        through: the quantity in between that a fusion leaps over, or None.
        simplified: `tree` where the assumption of the fusion holds, otherwise `tree`.
    """

    of: str
    via: str
    tree: Node
    links: tuple[Link, ...]
    through: str | None = None
    simplified: Node | None = None


def contributions(program: Program, table: SizeTable) -> dict[str, list[Contribution]]:
    """By quantity, in the order in which the backward pass completes them.

    A quantity is complete when the earliest step that uses it has sent its part.
    """
    found: dict[str, list[Contribution]] = {}
    complete: dict[str, list[Contribution]] = {}
    first_use = _first_uses(program)
    reached = {program.loss}
    for step in reversed(program.steps):
        if step.name in reached:
            for part in _sent_back(program, step, table):
                found.setdefault(part.of, []).append(part)
                reached.add(part.of)
        for name, first in first_use.items():
            if first == step.name and name in found:
                complete[name] = found[name]
    return complete


def _first_uses(program: Program) -> dict[str, str]:
    """The earliest step that may send something to each quantity."""
    uses: dict[str, str] = {}
    for step in program.steps:
        fused = program.fused.get(step.name)
        read = names(step.tree) if fused is None else [*names(fused.target), *names(fused.argument), *names(step.tree)]
        for name in read:
            uses.setdefault(name, step.name)
    return uses


def _sent_back(program: Program, step: Step, table: SizeTable) -> Iterator[Contribution]:
    g: Node = Number(1.0) if step.name == program.loss else Gradient(step.name)
    fused = program.fused.get(step.name)
    if fused is not None:
        yield from _from_fusion(program, step, fused, g, table)
        return
    for name, tree, links in _pull(step.tree, g, (), Name(step.name), table):
        if name not in program.targets:
            yield Contribution(name, step.name, apply_rewrites(tree, table.shape, SIMPLER), links)


def _from_fusion(program: Program, step: Step, fused: Fused, g: Node, table: SizeTable) -> Iterator[Contribution]:
    fusion = fused.fusion
    bindings = {"a": fused.argument, "y_hat": Name(fused.y_hat), "target": fused.target, "g": g}
    link = (Link(fusion.outer, 1, fusion.identity, call(fusion.outer, fused.target, Name(fused.y_hat))),)
    if isinstance(fused.argument, Name):
        tree, simplified = (
            apply_rewrites(apply_rule(text, bindings, fused.axis), table.shape, SIMPLER)
            for text in (fusion.backward, fusion.simplified or fusion.backward)
        )
        yield Contribution(fused.argument.id, step.name, tree, link, fused.y_hat, simplified)
    if isinstance(fused.target, Name) and fused.target.id not in program.targets:
        tree = apply_rewrites(apply_rule(fusion.target_backward, bindings, fused.axis), table.shape, SIMPLER)
        by_target = (Link(fusion.outer, 0, "cross-entropy", link[0].node),)
        yield Contribution(fused.target.id, step.name, tree, by_target)


def _pull(
    node: Node, g: Node, links: tuple[Link, ...], output: Node, table: SizeTable
) -> Iterator[tuple[str, Node, tuple[Link, ...]]]:
    """Follow the gradient `g` of `node` to every name below it."""
    if isinstance(node, Name):
        yield node.id, g, links or (_copy(node),)
    if not isinstance(node, Call):
        return
    row = ROWS[node.op]
    bindings: Mapping[str, Node] = {**bindings_of(node), "y": output, "g": g}
    for k, arg in enumerate(node.args):
        if not names(arg):
            continue
        tree = apply_rule(row.backward[k], bindings, node.axis)
        link = Link(node.op, k, _identity(node, k, table), node)
        fitted = fit_to_shape(tree, arg, table)
        broadcast = () if fitted is tree else (Link("sum", 0, "broadcast", node),)
        yield from _pull(arg, fitted, (*links, link, *broadcast), arg, table)


def _copy(node: Name) -> Link:
    """`z = x` is a sum of one term."""
    return Link("add", 0, "3", call("add", node))


def _identity(node: Call, k: int, table: SizeTable) -> str:
    """A product is Wx where its right factor is a column, and else xW."""
    column, otherwise = ROWS[node.op].identities[k]
    return column if table.shape(node.args[-1])[1] == 1 else otherwise


def fit_to_shape(tree: Node, arg: Node, table: SizeTable) -> Node:
    """Add `tree` up over the axes along which broadcasting stretched `arg`.

    Source: the chain rule over equal copies.
    """
    (rows, columns), (want_rows, want_columns) = table.shape(tree), table.shape(arg)
    if (rows, columns) == (want_rows, want_columns):
        return tree
    if (want_rows, want_columns) == (1, 1):
        return call("sum", tree)
    return call("sum", tree, axis=0 if rows != want_rows else 1)
