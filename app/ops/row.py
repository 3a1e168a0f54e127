"""What a row of the table of operations says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["linear", "product", "activation", "loss", "elementwise", "reduction"]


@dataclass(frozen=True, slots=True)
class Row:
    """One operation. Every rule is text in the small language.

    In a rule, `a` and `b` are the arguments, `y` is the operation's own output, `g` the gradient of `y`, always in the
    shape of `y`; `axis=axis` is the axis that the operation was called with. Rules ignore broadcasting.

    Args:
        name: as users call it; NumPy's or PyTorch's own name.
        args: names of the arguments, as the documentation says them.
        definition: what the operation means; shown, and the arithmetic of its cells.
        backward: the gradient by each argument.
        identities: for each argument the identity that the rule is an instance of: where the right factor is a column, and else.
        role: "linear" passes the gradient on; an "activation" and a "loss" make their argument a pre-activation.
        jacobian: for each argument the matrix of all ∂y/∂argument, the cells of both counted row by row, in the shape of `y`
            where it works cell by cell: like the rules, it ignores broadcasting.
        forward: the same number as `definition`, safe against overflow, where those differ.
        native: a NumPy function for `forward`, where text would be slow or inexact. Takes `axis`.
        constants: numbers that it is called with after its arguments, by name, each with its default or None. A rule reads
            them by their names; they have no gradient.
        axis: whether the operation takes `axis`.
        needs_axis: whether it is meant along a vector, so that a matrix needs `axis`.
        alike: whether the arguments need the same shape.
        target_is_class: whether a target says which of several classes it is.
        columns: whether the arguments have to be columns.
        target: which argument is a target: an input that is used only there gets no gradient.
        target_is_probability: whether a target that is an input may not be negative.
        kink: where the operation has no derivative, as text with a cell that is 0 there, or "".
        kink_at_origin: whether it takes all cells of that text to be 0 at once.
        mask: whether its slope is 0 or 1, so that it opens and closes units.
    """

    name: str
    args: tuple[str, ...]
    definition: str
    backward: tuple[str, ...]
    identities: tuple[tuple[str, str], ...]
    role: Role
    jacobian: tuple[str, ...]
    forward: str = ""
    native: Callable[..., Any] | None = None
    constants: tuple[tuple[str, float | None], ...] = ()
    axis: bool = False
    needs_axis: bool = False
    alike: bool = False
    columns: bool = False
    target: int | None = None
    target_is_probability: bool = False
    target_is_class: bool = False
    kink: str = ""
    kink_at_origin: bool = False
    mask: bool = False
    domain: Literal["any", "nonnegative", "positive", "probability", "nonzero divisor"] = "any"

    @property
    def note(self) -> str:
        """Key of the sentences about this operation in both languages."""
        return self.name


@dataclass(frozen=True, slots=True)
class Fusion:
    """A pair of operations that is one: `outer(target, inner(a))`.

    In its rules, `a` is the argument of the inner operation, `y_hat` its output, `target` the other argument of the outer
    one, and `g` the gradient of the outer one.

    Args:
        forward: the value of the outer operation.
        backward: the gradient by `a`, always true.
        assuming: text that is 1 in the common case, or "" where there is only one case.
        simplified: what `backward` is in that case; shown when it holds.
        target_backward: the gradient by `target`.
        collapse: for one vector, what lies between the product of the two Jacobians and `backward`, term by term, as rows.
    """

    outer: str
    inner: str
    forward: str
    backward: str
    assuming: str
    simplified: str
    target_backward: str
    identity: str
    warning: str
    collapse: tuple[str, ...] = ()
