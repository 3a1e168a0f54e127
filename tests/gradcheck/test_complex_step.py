"""Every operation in complex arithmetic: the same number, and beside it the slope."""

import numpy as np
import pytest

from app.expr.numbers import compile_numbers
from app.expr.tree import Name, Node
from app.gradcheck.complex_step import ANALYTIC, KNOWN
from app.ops.row import Row
from app.ops.rules import for_numbers
from app.ops.table import ROWS
from tests.support.gradchecks import check, check_trace, kinds
from tests.support.rules import backward, cases, fits
from tests.support.tolerances import TOLERANCE, error
from tests.support.traces import trace_of

TINY = 1e-30


@pytest.mark.parametrize("row", [row for row in ROWS.values() if not row.is_given], ids=lambda row: row.name)
def test_every_operation_has_the_value_and_the_slope_of_its_rule(row: Row) -> None:
    for case in filter(fits, cases(row)):
        arguments = case.arguments()
        value = case.value(arguments)
        g = np.random.default_rng(5).standard_normal(value.shape)
        slots: dict[Node, int] = {Name(letter): slot for slot, letter in enumerate(arguments)}
        closure = compile_numbers(for_numbers(case.call, KNOWN), slots, ANALYTIC)
        for k, letter in enumerate(arguments):
            if k not in case.sends_to():
                continue
            direction = np.random.default_rng(k).standard_normal(case.shapes[k])
            moved = {**arguments, letter: arguments[letter] + 1j * TINY * direction}
            found = closure(list(moved.values()))
            assert error(found.real, value) < TOLERANCE["same"], case.title
            slope = np.sum(g * found.imag) / TINY
            expected = np.sum(backward(case, k, arguments, g) * direction)
            assert error(np.full((1, 1), slope), np.full((1, 1), expected)) < TOLERANCE["same"], case.title


@pytest.mark.parametrize(
    "operation", ["relu", "abs", "maximum", "minimum", "max", "softplus", "sigmoid", "gelu", "elu"]
)
def test_the_branch_is_that_of_the_real_part(operation: str) -> None:
    second = ", b" if operation in ("maximum", "minimum") else ""
    values = {"a": [[-30, -0.5, 0.25, 40]], **({"b": [[-31, 0, 0.5, 39]]} if second else {})}
    trace = trace_of(f"J = sum({operation}(a{second}))", values)
    found = check_trace(trace, "complex")["a"].numeric
    assert error(found, trace.gradient("a")) < TOLERANCE["complex step"]


def test_numbers_that_would_overflow_do_not() -> None:
    text = "J = sum(sigmoid(x)) + sum(tanh(x)) + sum(softplus(x)) + sum(softmax(x) * w)"
    assert kinds(check(text, {"x": [1000, -1000, 0], "w": [1, 2, 3]}, "complex")) == {"good"}


def test_slopes_far_below_one_are_not_lost() -> None:
    trace = trace_of("J = sum(log(sigmoid(x)))", {"x": [-500, -200, 300]})
    checks = check_trace(trace, "complex")
    assert kinds(checks) == {"good"}
    assert error(checks["x"].numeric, trace.gradient("x")) < TOLERANCE["complex step"]
