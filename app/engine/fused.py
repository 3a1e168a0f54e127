"""Which steps of a program are done together: `J = cross_entropy(y, p)` with `p = softmax(a)`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.expr.tree import Call, Name, Node, names
from app.ops.fusions import FUSIONS, operations_of
from app.ops.row import Fusion
from app.ops.rules import apply_rule, arguments_of, backward_rule, rule
from app.ops.table import ROWS


@dataclass(frozen=True, slots=True)
class Fused:
    """A step whose value, and whose gradient by `argument`, come from a fusion.

    Args:
        target: what else the outermost operation reads, or None.
        leapt: the quantities between the step and `argument`, from the step inward.
        argument: what the innermost operation is applied to.
        output: what the innermost operation gives: the name of that, or the operation where it has none.
        axis: of the innermost operation that takes one. A loss adds everything up: it fits whichever that is.
        axis_of_loss: of the outermost one.
        moves: what takes or moves cells in between, from the step inward.
    """

    fusion: Fusion
    target: Node | None
    leapt: tuple[str, ...]
    argument: Node
    output: Node
    axis: int | None
    axis_of_loss: int | None
    moves: tuple[Call, ...] = ()

    def applied(self, text: str, g: Node | None = None) -> Node:
        """A rule of the fusion with its names filled in."""
        bindings: dict[str, Node] = {"a": self.argument, "y_hat": self.output}
        if self.target is not None:
            bindings["target"] = self.target
        if self.fusion.number:
            bindings["number"] = apply_rule(self.fusion.number, bindings, self.axis_of_loss)
        if g is not None:
            bindings["g"] = self._moved_back(g)
        return apply_rule(text, bindings, self.axis)

    @property
    def value(self) -> Node:
        """The value of the step, as it is told."""
        return self._moved(self.applied(self.fusion.forward))

    @property
    def computed(self) -> Node:
        """The same as it is computed."""
        return self._moved(self.applied(self.fusion.computed or self.fusion.forward))

    def _moved(self, tree: Node) -> Node:
        for move in reversed(self.moves):
            tree = replace(move, args=(tree, *move.args[1:]))
        return tree

    def _moved_back(self, g: Node) -> Node:
        for move in self.moves:
            g = backward_rule(move, 0, move, g)
        return g


def find_fused(trees: Mapping[str, Node]) -> dict[str, Fused]:
    """The steps that are the outermost of a fusion.

    Args:
        trees: of all steps, by the name of what they compute.
    """
    return {name: fused for name, tree in trees.items() if (fused := fusion_of(tree, trees)) is not None}


def fusion_of(tree: Node, trees: Mapping[str, Node]) -> Fused | None:
    """The fusion that `tree` is the outermost operation of, or None.

    Args:
        trees: by name, what the names in `tree` stand for.
    """
    if not isinstance(tree, Call):
        return None
    forms = _BEGINNING_WITH.get(tree.op, ())
    return next(filter(None, (_match(FUSIONS[form], tree, trees) for form in forms)), None)


_BEGINNING_WITH = {
    op: [form for form in FUSIONS if operations_of(form)[0] == op] for op, *_ in map(operations_of, FUSIONS)
}
"""The forms of fusions by their outermost operation."""


def _match(fusion: Fusion, tree: Node, trees: Mapping[str, Node]) -> Fused | None:
    way = _Way(fusion, trees)
    if not way.fits(rule(fusion.form), tree):
        return None
    argument, target = way.bound["a"], way.bound.get("target")
    beside = [target, *(arg for move in way.moves for arg in move.args[1:])]
    if any(set(way.leapt) & set(names(node)) for node in beside if node is not None):
        return None
    loss, *_ = axes = [call.axis for call in way.calls if ROWS[call.op].axis] or [None]
    return Fused(fusion, target, tuple(way.leapt), argument, way.bound["y_hat"], axes[-1], loss, tuple(way.moves))


@dataclass(slots=True)
class _Way:
    """From the outermost operation of a fusion inward, also through what the names on the way stand for."""

    fusion: Fusion
    trees: Mapping[str, Node]
    calls: list[Call] = field(default_factory=list)
    leapt: list[str] = field(default_factory=list)
    moves: list[Call] = field(default_factory=list)
    bound: dict[str, Node] = field(default_factory=dict)

    def fits(self, form: Node, node: Node) -> bool:
        """Whether `node` has the form; notes what its names stand for, and `y_hat`."""
        if isinstance(form, Name):
            self.bound[form.id] = node
            return True
        if not isinstance(form, Call):
            return form == node
        call = self._behind(node)
        while self.calls and self.fusion.cell_by_cell and isinstance(call, Call) and ROWS[call.op].moves:
            self.moves.append(call)
            call = self._behind(call.args[0])
        if not isinstance(call, Call) or call.op != form.op or len(arguments_of(call)) != len(form.args):
            return False
        self.calls.append(call)
        return all(map(self.fits, form.args, arguments_of(call)))

    def _behind(self, node: Node) -> Node:
        """What is computed for `node`, which is a name or an operation."""
        self.bound["y_hat"] = node
        if isinstance(node, Name) and node.id in self.trees:
            self.leapt.append(node.id)
            return self.trees[node.id]
        return node
