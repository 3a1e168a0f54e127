"""Full local Jacobians: by how much every cell of a step changes with every cell that it was made from.

The cells of a matrix are counted row by row, so that ∂(XW)/∂W is X ⊗ I and ∂(Wx)/∂W is I ⊗ xᵀ. The product of all of
them from the loss on is the gradient as a row; the rules of the backward pass are that product, without its zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from app.expr.rewrite import apply_rewrites
from app.expr.rewrites import JACOBIAN, SIGNS, SIMPLER
from app.expr.tree import Call, Gradient, Name, Node, Number
from app.ops.rules import apply_rule, jacobian_rule
from app.ops.table import ROWS

from .backward import Contribution, Link, pull
from .program import Program
from .sizes import SizeTable


@dataclass(frozen=True, slots=True)
class Jacobian:
    """∂of/∂by, of shape cells(of) × cells(by), as a tree over the quantities of a program."""

    of: str
    by: str
    tree: Node


def jacobians_of(part: Contribution, program: Program, table: SizeTable) -> tuple[Jacobian, ...]:
    """The Jacobians that lead from the step `part.via` to `part.of`: one, and one more for each quantity that is leapt over."""
    names = [part.via, *part.leapt, part.of]
    if not part.leapt:
        return (Jacobian(part.via, part.of, _along(part.links, Name(part.via), table)),)
    return tuple(
        Jacobian(of, by, _along(pull(program.step_of(of), by, table), Name(of), table)) for of, by in pairwise(names)
    )


def signal_row(name: str, loss: str, table: SizeTable) -> Node:
    """The gradient by `name` as the row of all its cells: what a Jacobian is multiplied to. 1 for the loss itself."""
    if name == loss:
        return Number(1.0)
    return _said_with_less(apply_rule("vec(g).T", {"g": Gradient(name)}), table)


def product(factors: Sequence[Node]) -> Node:
    """Multiplied from the left, as going backward does."""
    return reduce(lambda a, b: apply_rule("a @ b", {"a": a, "b": b}), factors)


def _said_with_less(tree: Node, table: SizeTable) -> Node:
    return apply_rewrites(tree, table.shape, SIMPLER, SIGNS, JACOBIAN)


def _along(links: tuple[Link, ...], output: Node, table: SizeTable) -> Node:
    """The Jacobian of a step by the argument at the end of `links`: one for each operation on the way, multiplied."""
    found: list[Node] = []
    for link in links:
        if link.identity == "broadcast":
            continue  # it undoes a stretching, which `_of_operation` sees for itself
        found.append(_of_operation(link.node, link.argument, output, table))
        output = link.node.args[link.argument]
    return _said_with_less(product(found), table)


def _of_operation(node: Call, k: int, output: Node, table: SizeTable) -> Node:
    """∂node/∂argument k, and then by the argument before it was stretched."""
    row = ROWS[node.op]
    if not row.is_variadic and len(node.args) < len(row.args):  # `z = x`, written as a sum of one term
        return apply_rule("eye(y)", {"y": output})
    arg = node.args[k]
    tree = jacobian_rule(node, k, output)
    rows, columns = table.shape(arg)
    if table.shape(tree)[1] == rows * columns:
        return tree
    axis = None if (rows, columns) == (1, 1) else 0 if rows != table.shape(output)[0] else 1
    return apply_rule("jacobian @ gather(y, axis=axis).T", {"jacobian": tree, "y": output}, axis)
