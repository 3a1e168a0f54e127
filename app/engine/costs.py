"""What a gradient costs in multiplications: by full Jacobians from the left or from the right, and by the short rules.

Multiplying a p×q matrix to a q×r one takes p·q·r. From the loss backward there is always a row, and p is 1; from the
variable forward there are as many columns as the variable has cells. The short rules leave out the zeros.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from app.expr.primitives import PRIMITIVES
from app.expr.tree import Call, Name, Node, walk
from app.ops.rules import in_primitives

from .backward import Contribution
from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Costs:
    """Multiplications (and divisions) for one gradient, all its paths and everything on the way included.

    Args:
        backward: full Jacobians, a row from the left through all of them.
        forward: full Jacobians, from the right, as many columns as the variable has cells.
        short: the rules of the backward pass.
    """

    backward: int
    forward: int
    short: int


def costs_of(
    name: str, sheet: Sheet, rule: Callable[[Contribution], Node], known: dict[int, int] | None = None
) -> Costs:
    """The costs of the gradient by `name`.

    Args:
        rule: the tree by which a contribution is computed.
        known: what rules were found to take, by the identity of their contribution; what is found here is added.
    """
    table, loss = sheet.table, sheet.program.loss
    known = {} if known is None else known

    def cells(quantity: str) -> int:
        rows, columns = table.shape(Name(quantity))
        return rows * columns

    ways = _on_the_way(name, sheet)
    for part in ways:
        if id(part) not in known:
            known[id(part)] = multiplications(rule(part), sheet)
    links = [link for part in ways for link in pairwise([part.via, *part.leapt, part.of])]
    sizes = [(of, by, cells(of) * cells(by)) for of, by in links]
    return Costs(
        backward=sum(size for of, _, size in sizes if of != loss),
        forward=sum(size * cells(name) for _, by, size in sizes if by != name),
        short=sum(known[id(part)] for part in ways),
    )


def multiplications(tree: Node, sheet: Sheet) -> int:
    """How many multiplications and divisions of numbers it takes to compute a tree as it is written."""
    total = 0
    for node in walk(in_primitives(tree)):
        if not isinstance(node, Call):
            continue
        rows, columns = sheet.table.shape(node)
        total += rows * columns * PRIMITIVES[node.op].multiplications(*map(sheet.table.shape, node.args))
    return total


def _on_the_way(name: str, sheet: Sheet) -> list[Contribution]:
    """Every contribution that lies on a path from the loss to `name`, each once."""
    found: dict[str, list[Contribution]] = {}
    waiting = [name]
    while waiting:
        of = waiting.pop()
        if of in found or of not in sheet.parts:
            continue
        found[of] = sheet.parts[of]
        waiting += [part.via for part in sheet.parts[of]]
    return [part for parts in found.values() for part in parts]
