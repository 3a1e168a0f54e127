"""The gradient check: every entry of every gradient against a slope found without any rule of differentiation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from app.core.arrays import Array
from app.core.patience import look
from app.engine.run import Trace

from .budget import Budget, SpentError
from .central_differences import CentralDifferences
from .complex_step import ComplexStep, complex_stages
from .method import Measured, Method
from .perturb import PerturbedLoss, kink_values, leapt_over, real_stages, stages_between
from .round_off import RoundOff
from .verdicts import DOUBTED, VERDICTS, Verdict, grade

MethodName = Literal["central", "complex"]


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """The check of one gradient. All arrays have the shape of its quantity.

    Args:
        numeric: the slopes that were found; NaN where an entry was not checked.
        relative: the relative errors |a − n| / max(|a|, |n|), 0 where both are 0; NaN where there is none.
        verdicts: the verdict of each entry, as its index in `VERDICTS`.
    """

    numeric: Array
    relative: Array
    verdicts: np.ndarray[tuple[int, ...], np.dtype[np.int8]]

    def counts(self) -> dict[Verdict, int]:
        """How many entries have each verdict."""
        found = np.bincount(self.verdicts.ravel(), minlength=len(VERDICTS))
        return dict(zip(VERDICTS, found.tolist(), strict=True))

    def checked(self) -> int:
        """How many entries were checked."""
        return int((self.verdicts != VERDICTS.index("unchecked")).sum())

    def worst(self) -> tuple[int, int] | None:
        """Row and column, from 0, of the entry with the largest relative error; the first of several.

        Only entries that are good, fair, poor or wrong count. None where there is no such entry.
        """
        banded = self.verdicts <= VERDICTS.index("wrong")
        if not banded.any():
            return None
        i, j = np.unravel_index(np.where(banded, self.relative, -1.0).argmax(), banded.shape)
        return int(i), int(j)


@np.errstate(all="ignore")
def check_gradients(
    trace: Trace, names: Sequence[str], method: MethodName, h: float | None, seed: int, budget: Budget
) -> dict[str, Check]:
    """Check the gradients of the loss by the quantities `names`.

    Args:
        h: the step, for every entry x in units of max(1, |x|); None for the best for each entry.
        seed: decides the order of the entries, which matters where not all of them can be checked.
        budget: when it is spent, the entries that are left stay unchecked. The entry that goes over it is finished.
    Returns: a check for each of `names`, in their order.
    """
    checks = {name: _unchecked(trace.gradient(name)) for name in names}
    methods = make_methods(trace, names, method, h, budget)
    round_off = RoundOff(trace)
    finite = math.isfinite(trace.value(trace.sheet.program.loss).item())
    for name, i, j in sample({name: check.numeric.shape for name, check in checks.items()}, seed):
        if budget.is_spent:
            break
        analytic = float(trace.gradient(name)[i, j])
        look()
        try:
            found = methods[name].measure(i, j, analytic) if finite else Measured(math.nan)
        except SpentError:
            break
        if finite and math.isinf(trace.value(name)[i, j]):
            found = Measured(0.0)  # whatever finite number is added to it, it stays what it is, and so does the loss
        check = checks[name]
        check.numeric[i, j] = found.value
        error, verdict = grade(analytic, found)
        if verdict in DOUBTED:
            error, verdict = grade(analytic, found.rounded(round_off(name, i, j)))
        check.relative[i, j], check.verdicts[i, j] = error, VERDICTS.index(verdict)
        budget.checked()
    return checks


def make_methods(
    trace: Trace, names: Sequence[str], method: MethodName, h: float | None, budget: Budget
) -> dict[str, Method]:
    """The method, set up for each of the quantities `names`. What `h` and `budget` are is said in `check_gradients`."""
    sheet = trace.sheet

    def complex_step(name: str) -> ComplexStep:
        leapt = leapt_over(sheet, name)
        kinks = kink_values(stages_between(real_stages(sheet, leapt), name, sheet.program.loss), trace.arrays)
        return ComplexStep(PerturbedLoss(trace, name, complex_stages(sheet, leapt), budget, complex), h, kinks)

    if method == "complex":
        return {name: complex_step(name) for name in names}
    return {
        name: CentralDifferences(
            PerturbedLoss(trace, name, real_stages(sheet, leapt_over(sheet, name)), budget),
            h,
            partial(complex_step, name),
        )
        for name in names
    }


def sample(shapes: Mapping[str, tuple[int, ...]], seed: int) -> Iterator[tuple[str, int, int]]:
    """All entries as (name, row, column) in the order in which they are checked: in turn one of each quantity, at random.

    Args:
        shapes: of the quantities, by name.
    """
    random = np.random.default_rng(seed)
    orders = {name: random.permutation(rows * columns) for name, (rows, columns) in shapes.items()}
    for k in range(max(map(len, orders.values()), default=0)):
        look()  # there may be a million, of which none is wanted
        for name, order in orders.items():
            if k < len(order):
                yield name, *divmod(int(order[k]), shapes[name][1])


def _unchecked(gradient: Array) -> Check:
    nothing = np.full(gradient.shape, np.nan)
    return Check(nothing, nothing.copy(), np.full(gradient.shape, VERDICTS.index("unchecked"), np.int8))
