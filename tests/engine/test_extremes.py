"""Where a number is at the edge of what float64 can hold, or a slope is a convention: finite wherever the truth is.

The digits were computed with fifty of them; the tolerance is that of a few roundings.
"""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from app.engine.program import Program
from app.engine.run import Trace
from app.expr.tree import Call, Name, walk
from app.ops.table import ROWS
from tests.support import by_autograd
from tests.support.jacobians import has_no_product
from tests.support.programs import Example, programs
from tests.support.tolerances import TOLERANCE, error
from tests.support.traces import trace_of

LOGITS = {"a": [800, 0, -1], "y": [0, 1, 0]}
CASES: list[tuple[str, str, dict[str, Any], float, dict[str, list[float]]]] = [
    # name, program, values, loss, gradients
    ("a second reader of p", "p = softmax(a)\nacc = dot(y, p)\nJ = cross_entropy(y, p)", LOGITS, 800, {"a": [1, -1, 0]}),
    ("a second reader with a way to the loss", "p = softmax(a)\nJ = cross_entropy(y, p) + sum(p * p)", LOGITS, 801, {"a": [1, -1, 0]}),
    ("the same of a sigmoid", "p = sigmoid(a)\nJ = binary_cross_entropy(y, p) + sum(p * p)", {"a": [800, -800], "y": [0, 1]}, 1601, {"a": [1, -1]}),
    ("the axis of a loss that adds up", "p = softmax(a, axis=0)\nJ = cross_entropy(y, p, axis=1)", LOGITS, 800, {"a": [1, -1, 0]}),
    ("log of a sum of exp", "J = log(sum(exp(x)))", {"x": [1000, 1000]}, 1000.6931471805599, {"x": [0.5, 0.5]}),
    ("logsumexp", "J = logsumexp(x)", {"x": [-800, -900]}, -800, {"x": [1, 3.720075976020836e-44]}),
    ("log of softmax", "J = sum(log(softmax(x)))", {"x": [0, -1000]}, -1000, {"x": [-1, 1]}),
    ("log of a probability near 1", "J = sum(w * log(softmax(x)))", {"x": [20, 0], "w": [1, 0]}, -2.0611536203143807e-9, {}),
    ("log of sigmoid, below", "J = log(sigmoid(x))", {"x": -1000}, -1000, {"x": [1]}),
    ("log of sigmoid, above", "J = log(sigmoid(x))", {"x": 40}, -4.248354255291589e-18, {"x": [4.248354255291589e-18]}),
    ("minus log of sigmoid", "J = -log(sigmoid(x))", {"x": -1000}, 1000, {"x": [-1]}),
    ("log of 1 minus sigmoid", "J = log(1 - sigmoid(x))", {"x": 1000}, -1000, {"x": [-1]}),
    ("log1p of minus sigmoid", "J = sum(log1p(-sigmoid(x)))", {"x": [40, -40]}, -40, {"x": [-1, -4.248354255291589e-18]}),
    ("softplus by hand", "J = sum(log(1 + exp(x)))", {"x": [800, -40]}, 800, {"x": [1, 4.248354255291589e-18]}),
    ("softplus by hand, turned", "J = log(exp(x) + 1) + log1p(exp(x))", {"x": 800}, 1600, {"x": [2]}),
    ("two classes by hand", "p = sigmoid(a)\nJ = -sum(y * log(p) + (1 - y) * log(1 - p))", {"a": [-800, 800], "y": [1, 0]}, 1600, {"a": [-1, 1], "y": [800, -800]}),
    ("log of one probability", "J = -log(softmax(x)[1])", {"x": [800, 0]}, 800, {"x": [1, -1]}),
    ("log of probabilities chosen by ids", "p = softmax(x)\nJ = -sum(log(take(p, i)))", {"x": [800, 0, -1], "i": [1, 2]}, 1601, {"x": [2, -1, -1]}),
    ("log of probabilities turned and cut", "J = -sum(log(softmax(X, axis=1).T[1]))", {"X": [[800, 0], [0, 0]]}, 800.6931471805599, {"X": [1, -1, 0.5, -0.5]}),
    ("entropy of two classes", "p = sigmoid(x)\nJ = sum(p * log(p) + (1 - p) * log(1 - p))", {"x": [800, -800]}, 0, {"x": [0, 0]}),
    ("cross-entropy of a sigmoid", "J = cross_entropy(y, sigmoid(a))", {"a": [-800, 40], "y": [1, 0]}, 800, {"a": [-1, 0]}),
    ("divergence of a sigmoid", "J = kl_div(y, sigmoid(a))", {"a": [-800, 800], "y": [1, 0]}, 800, {"a": [-1, 0]}),
    ("a column under a loss along the rows", "p = softmax(a)\nJ = cross_entropy(y, p, axis=1)", LOGITS, 800, {"a": [1, -1, 0]}),
    ("a mean over other examples", "J = cross_entropy(y, softmax(a, axis=0), axis=1, reduction='mean')", LOGITS, 800 / 3, {"a": [1 / 3, -1 / 3, 0]}),
    ("the mean of one example", "J = cross_entropy(y, softmax(a, axis=0), reduction='mean')", LOGITS, 800, {"a": [1, -1, 0]}),
    ("softplus", "J = softplus(x)", {"x": 800}, 800, {"x": [1]}),
    ("a mask of -inf", "p = softmax(where(m > 0, a, -inf))\nJ = sum(w * p)", {"m": [1, 0, 1], "a": [0, 5, 0], "w": [1, 2, 3]}, 2, {"a": [-0.5, 0, 0.5]}),
    ("0 · log 0", "J = cross_entropy(y, q)", {"y": [1, 0], "q": [1, 0]}, 0, {"q": [-1, 0]}),
    ("0 · log 0 of a divergence", "J = kl_div(y, q)", {"y": [1, 0], "q": [1, 0]}, 0, {"q": [-1, 0]}),
    ("0 · log 0 of two classes", "J = binary_cross_entropy(y, q)", {"y": [1, 0], "q": [1, 0]}, 0, {"q": [-1, 1]}),
    ("norm at 0", "J = norm(x)", {"x": [0, 0]}, 0, {"x": [0, 0]}),
    ("norm of rows, one of them 0", "J = sum(norm(X, axis=1))", {"X": [[0, 0], [3, 4]]}, 5, {"X": [0, 0, 0.6, 0.8]}),
    ("norm of large numbers", "J = norm(x)", {"x": [3e200, 4e200]}, 5e200, {"x": [0.6, 0.8]}),
    ("norm of small numbers", "J = norm(x)", {"x": [3e-200, 4e-200]}, 5e-200, {"x": [0.6, 0.8]}),
    ("std of equals", "J = std(x)", {"x": [2, 2]}, 0, {"x": [0, 0]}),
    ("std of large numbers", "J = std(x)", {"x": [3e200, -3e200]}, 3e200, {"x": [0.5, -0.5]}),
    ("std of small numbers", "J = std(x)", {"x": [3e-200, -3e-200]}, 3e-200, {"x": [0.5, -0.5]}),
    ("x to the 0", "J = sum(x ** 0)", {"x": [0, -2]}, 2, {"x": [0, 0]}),
    ("0 to a power", "J = sum(x ** b)", {"x": [0, 0], "b": [2, 1]}, 0, {"x": [0, 1], "b": [0, 0]}),
    ("a product with a 0", "J = prod(x)", {"x": [0, 2, 3]}, 0, {"x": [6, 0, 0]}),
    ("elu beside 0", "J = elu(x)", {"x": -1e-17}, -1e-17, {"x": [1]}),
    ("gelu far below", "J = gelu(x)", {"x": -8.5}, -8.0576045988728206e-17, {"x": [-6.846504938697084e-16]}),
    ("log1p beside 0", "J = log1p(x)", {"x": 1e-17}, 1e-17, {"x": [1]}),
    ("expm1 beside 0", "J = expm1(x)", {"x": 1e-17}, 1e-17, {"x": [1]}),
    ("silu and gelu far out", "J = sum(silu(x)) + sum(gelu(x))", {"x": [-800, 800]}, 1600, {"x": [0, 2]}),
    ("huber of what is far off", "J = huber(y, x, reduction='sum')", {"y": [-1e300], "x": [1e300]}, 2e300, {"x": [1]}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values", "loss", "gradients"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])  # fmt: skip
def test_at_the_edge_values_and_gradients_are_exact(
    text: str, values: dict[str, Any], loss: float, gradients: dict[str, list[float]]
) -> None:
    trace = trace_of(text, values)
    expected = {trace.sheet.program.loss: (trace.value(trace.sheet.program.loss), [loss])}
    expected |= {name: (trace.gradient(name), gradient) for name, gradient in gradients.items()}
    for name, (found, truth) in expected.items():
        assert found.ravel().tolist() == pytest.approx(truth, rel=1e-14, abs=0), name


def is_between(array: Any) -> bool:
    """Whether numbers are neither so large nor so small that a step to them overflowed, or lost its digits."""
    size = np.abs(array)
    return bool(np.isfinite(array).all() and (size < 1e6).all() and ((size > 1e-12) | (size == 0)).all())


def takes_a_bare_logarithm(program: Program) -> bool:
    """Whether a logarithm of a probability is no part of a fusion: of one that is rounded to 0 it is infinite.

    So is the gradient by a target that has one, and 0 · ∞ what goes on from there.
    """
    if any(
        isinstance(fused.target, Name) and fused.target.id not in program.targets for fused in program.fused.values()
    ):
        return True
    calls = [node for step in program.steps if step.name not in program.fused for node in walk(step.tree)]
    return any(isinstance(node, Call) and ROWS[node.op].domain in ("positive", "probability") for node in calls)


def turns_often(trace: Trace) -> bool:
    """Whether a sine or a cosine is of so large a number that its last digits are whole turns."""
    calls = [node for step in trace.sheet.program.steps for node in walk(step.tree) if isinstance(node, Call)]
    angles = [node.args[0] for node in calls if node.op in ("sin", "cos")]
    return any(isinstance(angle, Name) and np.abs(trace.value(angle.id)).max() > 1e6 for angle in angles)


@given(programs(extreme=True))
@settings(max_examples=100)
def test_a_saturated_program_has_the_numbers_of_extended_precision_where_these_are_ordinary(example: Example) -> None:
    expected = by_autograd.forward(example.text, example.values)
    if not (all(map(is_between, expected.values())) and by_autograd.sides_are_certain(example.text, example.values)):
        return
    trace = trace_of(example.text, example.values)
    if takes_a_bare_logarithm(trace.sheet.program) or not all(np.isfinite(a).all() for a in trace.values.values()):
        return
    if turns_often(trace):
        return
    for name, gradient in by_autograd.gradients(example.text, example.values).items():
        if name not in trace.gradients or not np.isfinite(gradient).all():
            continue
        if np.isfinite(trace.gradient(name)).all():
            assert error(trace.gradient(name), gradient) < TOLERANCE["autograd"], name
        else:  # such as the slope of a root of what is rounded to 0
            assert has_no_product(name, trace), name
