"""Which steps of a program are done together: `J = cross_entropy(y, p)` with `p = softmax(a)`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.expr.tree import Call, Name, Node, names
from app.ops.fusions import FUSIONS
from app.ops.row import Fusion
from app.ops.rules import apply_rule, arguments_of
from app.ops.table import ROWS


@dataclass(frozen=True, slots=True)
class Fused:
    """A step whose value, and whose gradient by `argument`, come from a fusion.

    Args:
        target: what else the outermost operation reads, or None.
        leapt: the quantities between the step and `argument`, from the step inward.
        argument: what the innermost operation is applied to.
    """

    fusion: Fusion
    target: Node | None
    leapt: tuple[str, ...]
    argument: Node
    axis: int | None

    def applied(self, text: str, g: Node | None = None) -> Node:
        """A rule of the fusion with its names filled in."""
        bindings: dict[str, Node] = {"a": self.argument, "y_hat": Name(self.leapt[-1])}
        if self.target is not None:
            bindings["target"] = self.target
        if g is not None:
            bindings["g"] = g
        return apply_rule(text, bindings, self.axis)

    @property
    def value(self) -> Node:
        """The value of the step, as it is told."""
        return self.applied(self.fusion.forward)

    @property
    def computed(self) -> Node:
        """The same as it is computed."""
        return self.applied(self.fusion.computed or self.fusion.forward)


def find_fused(trees: Mapping[str, Node]) -> dict[str, Fused]:
    """The steps that are the outermost of a fusion.

    Args:
        trees: of all steps, by the name of what they compute.
    """
    found: dict[str, Fused] = {}
    for name, tree in trees.items():
        fused = next(filter(None, (_match(fusion, tree, trees) for fusion in _beginning_with(tree))), None)
        if fused is not None:
            found[name] = fused
    return found


def _beginning_with(tree: Node) -> Iterator[Fusion]:
    return (f for f in FUSIONS.values() if isinstance(tree, Call) and f.chain[0] == tree.op)


def _match(fusion: Fusion, tree: Node, trees: Mapping[str, Node]) -> Fused | None:
    calls: list[Call] = []
    leapt: list[str] = []
    node: Node | None = tree
    for op in fusion.chain:
        if not isinstance(node, Call) or node.op != op:
            return None
        calls.append(node)
        carried = arguments_of(node)[-1]
        node = None
        if len(calls) < len(fusion.chain):
            if not isinstance(carried, Name) or carried.id not in trees:
                return None
            leapt.append(carried.id)
            node = trees[carried.id]
    others = arguments_of(calls[0])[:-1]
    if not _have_one_axis(calls) or any(set(leapt) & set(names(other)) for other in others):
        return None
    axes = [call.axis for call in calls if call.axis is not None]
    return Fused(
        fusion, others[0] if others else None, tuple(leapt), arguments_of(calls[-1])[-1], axes[-1] if axes else None
    )


def _have_one_axis(calls: list[Call]) -> bool:
    """Whether all mean the same axis. A loss that adds everything up fits whichever axis its prediction has."""
    axes = {call.axis for call in calls[1:] if ROWS[call.op].axis}
    outer = calls[0]
    if not axes or not ROWS[outer.op].axis:
        return len(axes) <= 1
    (axis,) = axes
    return outer.axis == axis or not ROWS[outer.op].needs_axis
