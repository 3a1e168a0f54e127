"""Full local Jacobians: by how much every cell of a step changes with every cell that it was made from.

The cells of a matrix are counted row by row, so that ∂(XW)/∂W is X ⊗ I and ∂(Wx)/∂W is I ⊗ xᵀ. The product of all of
them from the loss on is the gradient as a row; the rules of the backward pass are that product, without its zeros.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from app.expr.rewrite import apply_rewrites
from app.expr.rewrites import JACOBIAN, SIGNS, SIMPLER
from app.expr.tree import Call, Gradient, Name, Node, Number, call
from app.ops.rules import apply_rule, bindings_of
from app.ops.table import ROWS

from .backward import Contribution, Link
from .program import Program
from .sizes import SizeTable


@dataclass(frozen=True, slots=True)
class Jacobian:
    """∂of/∂by, of shape cells(of) × cells(by), as a tree over the quantities of a program."""

    of: str
    by: str
    tree: Node


def jacobians_of(part: Contribution, program: Program, table: SizeTable) -> tuple[Jacobian, ...]:
    """The Jacobians that lead from the step `part.via` to `part.of`: one, or two where a fusion leaps over a quantity."""
    fused = program.fused.get(part.via)
    if fused is None:
        return (Jacobian(part.via, part.of, _along(part.links, Name(part.via), table)),)
    loss = _called(fused.fusion.outer, (fused.target, Name(fused.y_hat)), fused.axis)
    if part.through is None:
        return (Jacobian(part.via, part.of, _said_with_less(_of_operation(loss, 0, Name(part.via), table), table)),)
    inner = _called(fused.fusion.inner, (fused.argument,), fused.axis)
    by_y_hat = _of_operation(loss, 1, Name(part.via), table)
    by_argument = _of_operation(inner, 0, Name(fused.y_hat), table)
    return (
        Jacobian(part.via, fused.y_hat, _said_with_less(by_y_hat, table)),
        Jacobian(fused.y_hat, part.of, _said_with_less(by_argument, table)),
    )


def signal_row(name: str, loss: str, table: SizeTable) -> Node:
    """The gradient by `name` as the row of all its cells: what a Jacobian is multiplied to. 1 for the loss itself."""
    if name == loss:
        return Number(1.0)
    return _said_with_less(call("transpose", call("vec", Gradient(name))), table)


def product(factors: list[Node]) -> Node:
    """Multiplied from the left, as going backward does."""
    return reduce(lambda a, b: call("matmul", a, b), factors)


def _said_with_less(tree: Node, table: SizeTable) -> Node:
    return apply_rewrites(tree, table.shape, SIMPLER, SIGNS, JACOBIAN)


def _called(op: str, args: tuple[Node, ...], axis: int | None) -> Call:
    """One half of a fusion, as it was written."""
    return Call(op, args, axis if ROWS[op].axis else None)


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
    if len(node.args) < len(ROWS[node.op].args):  # `z = x`, written as a sum of one term
        return call("eye", output)
    arg = node.args[k]
    tree = apply_rule(ROWS[node.op].jacobian[k], {**bindings_of(node), "y": output}, node.axis)
    rows, columns = table.shape(arg)
    if table.shape(tree)[1] == rows * columns:
        return tree
    axis = None if (rows, columns) == (1, 1) else 0 if rows != table.shape(output)[0] else 1
    return call("matmul", tree, call("transpose", call("gather", output, axis=axis)))
