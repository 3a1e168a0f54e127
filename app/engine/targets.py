"""Targets that are none: what was predicted in the place of the target, and class numbers in the place of probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.arrays import Shape
from app.core.errors import Place, ShapeError
from app.expr.notations.source import as_written
from app.expr.slips import clipped, said, slip_error
from app.expr.tree import Call, Name, Node, names, walk
from app.ops.fusions import FUSIONS, operations_of
from app.ops.table import ROWS

_IN_A_SMOOTHED_TARGET = 2
"""A target may be computed from itself and a number, as in (1 - e) * y + e / 3."""
_SCORES = frozenset({"logit", "logits", "score", "scores"})
_PROBABILITIES = frozenset({"y_hat", "yhat", "y_pred", "pred", "preds", "prediction", "predictions", "prob", "probs"})
_CALLED = _SCORES | _PROBABILITIES
"""What inputs are called that are predictions. Nothing else tells them from targets."""


def check_target_first(text: str, trees: Mapping[str, Node]) -> None:
    """Refuse a loss of probabilities whose target is a prediction, while its prediction is an input.

    Args:
        text: the program.
        trees: by name what it computes, in order.
    Raises: ProgramError for `cross_entropy(softmax(a), y)` and `cross_entropy(logits, y)`.
    """
    for tree in trees.values():
        for node in walk(tree):
            if not isinstance(node, Call) or not (row := ROWS[node.op]).target_is_probability or row.target is None:
                continue
            target, other = node.args[row.target], node.args[1 - row.target]
            if (
                isinstance(other, Name)
                and other.id not in trees
                and other.id.lower() not in _CALLED
                and _is_prediction(target, trees)
            ):
                name = as_written(node).partition("(")[0]
                mend, place = _turned(node, target, other, trees), node.place
                raise slip_error(
                    "target-first", "target-first", place, suggestion=mend if _is_whole(text, place) else "", mend=mend,
                    name=name, first=clipped(as_written(target)), second=other.id,
                )  # fmt: skip


def _is_prediction(node: Node, trees: Mapping[str, Node]) -> bool:
    """Whether an activation is on the way to it, or more inputs than a smoothed target has, or its name says so."""
    if isinstance(node, Name) and node.id not in trees:
        return node.id.lower() in _CALLED
    found = _reached(node, trees)
    inputs = {name for part in found for name in names(part)} - set(trees)
    activated = any(isinstance(part, Call) and ROWS[part.op].role == "activation" for part in found)
    return activated or len(inputs) > _IN_A_SMOOTHED_TARGET


def _reached(node: Node, trees: Mapping[str, Node]) -> list[Node]:
    """Every part of what a node is computed from."""
    found: list[Node] = []
    seen: set[str] = set()
    todo = [node]
    while todo:
        for part in walk(todo.pop()):
            found.append(part)
            if isinstance(part, Name) and part.id in trees and part.id not in seen:
                seen.add(part.id)
                todo.append(trees[part.id])
    return found


def _turned(node: Call, target: Node, other: Name, trees: Mapping[str, Node]) -> str:
    """The call with its arguments in their order, and probabilities made of logits."""
    inner = next((inner for outer, inner, *_ in map(operations_of, FUSIONS) if outer == node.op), "")
    made = trees.get(target.id) if isinstance(target, Name) else target
    is_activated = isinstance(made, Call) and ROWS[made.op].role == "activation"
    is_probability = is_activated or (isinstance(target, Name) and target.id.lower() in _PROBABILITIES)
    prediction = (
        target if is_probability or not inner else Call(inner, (target,), node.axis if ROWS[inner].axis else None)
    )
    return as_written(Call(node.op, (other, prediction), node.axis))


def _is_whole(text: str, place: Place | None) -> bool:
    """Whether a call stands on one line, so that what is marked is all of it."""
    if place is None:
        return False
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    marked = lines[place.line - 1][place.column - 1 : place.column - 1 + place.length]
    return marked.count("(") == marked.count(")")


def class_numbers(node: Call, shapes: Sequence[Shape]) -> ShapeError | None:
    """The error of a target with one number an example where the prediction has one for each class, or None.

    Args:
        node: a loss over classes.
        shapes: of its arguments.
    """
    at = ROWS[node.op].target or 0
    target, other = shapes[at], shapes[1 - at]
    wanted = [(t, p) for t, p in zip(target, other, strict=True) if t != p and 0 not in (t, p)]
    if len(wanted) != 1 or wanted[0][0] != 1:
        return None
    slip = "class-numbers"
    params = {
        "slip": slip, "operation": as_written(node), "operands": [as_written(arg) for arg in node.args],
        "left": list(shapes[0]), "right": list(shapes[1]), "name": as_written(node.args[at]), "classes": wanted[0][1],
    }  # fmt: skip
    message, hint = said(slip, params)
    return ShapeError("shapes-differ", message, hint=hint, params=params)
