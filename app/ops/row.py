"""What a row of the table of operations says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from app.expr.primitives import PRIMITIVES, Domain
from app.expr.signature import Constant

AB = ("a", "b")
ABC = ("a", "b", "c")
MANY = ("*args",)
Role = Literal["linear", "product", "activation", "loss", "elementwise", "reduction"]


@dataclass(frozen=True, slots=True)
class Row:
    """One operation. Every rule is text in the small language.

    In a rule, `a b c` are the arguments (`*args` all of them, of which `k` is the number of the one at hand, where there may be
    any number), `y` is the operation's own output, `g` the gradient of `y`, always in the shape of `y`; `axis=axis` is the axis
    that the operation was called with; constants go by their names. Rules ignore broadcasting.

    Args:
        name: as users call it; NumPy's or PyTorch's own name.
        definition: what the operation means; shown, and the arithmetic of its cells. A primitive means itself.
        slope: where it works cell by cell, its derivative by each argument: `backward` and `jacobian` follow from it.
        backward: the gradient by each argument; "" where none goes there.
        jacobian: for each argument the matrix of all ∂y/∂argument, the cells of both counted row by row.
        identities: for each argument the identity that the rule is an instance of; "5|2" is 5 where the last argument is a column, else 2.
        role: "linear" passes the gradient on; an "activation" and a "loss" make their argument a pre-activation.
        args: names of the arguments, as the documentation says them; ("*args",) where there may be any number.
        forward: the same number as `definition`, safe against overflow, where those differ.
        apply: a NumPy function for `forward`, where text would be slow or inexact. Takes `axis` if the operation does.
        analytic: a function for complex numbers, where the text would overflow.
        reads: what one cell costs by `apply`, in numbers read from memory: the most, for any numbers.
        extended: the same in extended precision.
        scratch: how many cells it holds meanwhile, for each cell of its argument, besides argument and result.
        constants: numbers that it is called with after its arguments.
        axis: whether the operation takes `axis`.
        needs_axis: whether it is meant along a vector, so that a matrix needs `axis`.
        alike: whether the arguments need the same shape.
        columns: whether the arguments have to be columns.
        target: which argument is a target: an input that is used only there gets no gradient.
        target_is_probability: whether a target lies between 0 and 1.
        target_is_class: whether a target says which of several classes it is.
        reduction: what a loss with an option `reduction` does where it is left out.
        ids: which argument holds whole numbers that name rows: an input or numbers as they are written.
        names_rows_of: the argument whose rows the ids name, or the constant that says how many there are.
        window: which argument slides over the first one, and is smaller.
        kink: where the operation has no derivative, as text with a cell that is 0 there, or "".
        kink_at_origin: whether it takes all cells of that text (along `axis`) to be 0 at once.
        moves: whether its cells are those of its first argument in other places, and none is computed.
        mask: whether its slope is 0 or 1, so that it opens and closes units.
        is_given: whether what comes out counts as given, so that a gradient check keeps it as it is.
        domain: for which last argument it is a finite number, or for which base.
    """

    name: str
    definition: str
    slope: tuple[str, ...] | str = ()
    backward: tuple[str, ...] = ()
    jacobian: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    role: Role = "elementwise"
    args: tuple[str, ...] = ("a",)
    forward: str = ""
    apply: Callable[..., Any] | None = None
    analytic: Callable[..., Any] | None = None
    reads: int = 3
    extended: int = 16
    scratch: float = 0
    constants: tuple[Constant, ...] = ()
    axis: bool = False
    needs_axis: bool = False
    alike: bool = False
    columns: bool = False
    target: int | None = None
    target_is_probability: bool = False
    target_is_class: bool = False
    reduction: Literal["", "sum", "mean"] = ""
    ids: int | None = None
    names_rows_of: int | str = ""
    window: int | None = None
    kink: str = ""
    kink_at_origin: bool = False
    moves: bool = False
    mask: bool = False
    is_given: bool = False
    domain: Domain = "any"

    @property
    def sign(self) -> str:
        """How it is written between, before or after its arguments, where it is not called by its name."""
        return PRIMITIVES[self.name].sign if self.name in PRIMITIVES else ""

    @property
    def is_variadic(self) -> bool:
        """Whether there may be any number of arguments."""
        return self.args[0].startswith("*")

    def __post_init__(self) -> None:
        if not self.identities:  # a slope is an instance of identity 4 where the row names no other
            object.__setattr__(self, "identities", ("4" if self.slope else "",) * len(self.args))

    @property
    def slopes(self) -> tuple[str, ...]:
        """The derivative by each argument where it works cell by cell, else ()."""
        return (self.slope,) if isinstance(self.slope, str) else self.slope

    def of_argument(self, texts: tuple[str, ...], k: int) -> str:
        """What one of the fields above says about argument `k`."""
        return texts[0 if self.is_variadic else k]


@dataclass(frozen=True, slots=True)
class Fusion:
    """Operations, one inside the other, that are done as one.

    In its rules, `a` is the argument of the innermost operation, `y_hat` its output, `target` the other argument of the outermost
    one, `g` the gradient of the outermost one. `axis=axis` is the axis of the innermost one that has one.

    Args:
        form: what it is for, in the small language: "cross_entropy(target, softmax(a))", "log(sum(exp(a)))".
        forward: the value of the outermost one, safe against overflow.
        computed: how that is computed, where a weight of 0 has to leave out what is infinite; "" where as it is told.
        backward: the gradient by `a`, always true.
        identity: the identity that it is an instance of.
        assuming: text that is 1 in the common case, or "" where there is only one case.
        simplified: what `backward` is in that case; shown when it holds.
        target_backward: the gradient by `target`, "" where there is none; `target_identity` is its identity.
        warning: code of the warning where the assumption does not hold.
        note: key of the sentence that says how it is computed.
        number: how many a loss is averaged over, or "": `number` in its rules. Here `axis=axis` is the axis of the loss.
        cell_by_cell: whether all but the innermost operation work cell by cell. Then cells may be taken or moved in between, as
            in log(softmax(a)[0]): what is computed is moved, and the gradient is moved back before the rule.
        collapse: for one vector, what lies between the product of the Jacobians and `backward`, term by term, as rows.
    """

    form: str
    forward: str
    backward: str
    identity: str
    note: str
    assuming: str = ""
    simplified: str = ""
    target_backward: str = ""
    target_identity: str = ""
    warning: str = ""
    computed: str = ""
    number: str = ""
    cell_by_cell: bool = False
    collapse: tuple[str, ...] = ()
