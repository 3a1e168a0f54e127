"""Work whose answer nobody wants any more ends soon: it looks often enough, counted in calls and not in time."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from app.api.gradchecks import gradcheck_body
from app.api.programs import check
from app.api.schemas.gradchecks import GradcheckRequest
from app.api.schemas.programs import ProgramRequest
from app.api.schemas.traces import TraceRequest
from app.api.traces import trace_answer
from app.core import patience
from app.core.cache import STORE
from app.core.errors import TooLargeError
from app.core.limits import Limits
from tests.support.adversaries import ADVERSARIES, values_of

MOST_BETWEEN = 60_000
"""Calls of functions between two looks: some 25 ms of work."""
NAMES = (
    "sum of squares",
    "product by brackets",
    "lines that multiply all earlier ones",
    "lines of softmax",
    "nested slices",
)


def longest_without_a_look(answer: Callable[[], object]) -> int:
    """The most calls between two looks while a request is answered for the first time.

    Args:
        answer: answers it.
    """
    longest = count = 0

    def one_more(frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal longest, count
        if event == "call":
            count = 0 if frame.f_code is patience.look.__code__ else count + 1
            longest = max(longest, count)

    before, most = sys.getprofile(), STORE.limit
    STORE.resize(0)
    STORE.resize(most)
    sys.setprofile(one_more)
    try:
        answer()
    except TooLargeError:
        pass
    finally:
        sys.setprofile(before)
    return longest


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("include", ["steps", "jacobians", "layouts", "paths"])
def test_tracing_looks_often(name: str, include: str) -> None:
    adversary = next(each for each in ADVERSARIES if each.name == name)
    program = adversary.make(adversary.largest(600))
    request = TraceRequest(program=program, values=values_of(adversary.shapes), include=[include])
    assert longest_without_a_look(lambda: trace_answer(request, Limits())) < MOST_BETWEEN


@pytest.mark.parametrize("name", NAMES)
def test_checking_looks_often(name: str) -> None:
    adversary = next(each for each in ADVERSARIES if each.name == name)
    request = ProgramRequest(program=adversary.make(adversary.largest(1_200)))
    assert longest_without_a_look(lambda: check(request, Limits())) < MOST_BETWEEN


@pytest.mark.parametrize("method", ["central", "complex"])
def test_checks_of_gradients_look_often_though_every_gradient_is_zero(method: str) -> None:
    program = "h = tanh(W @ x)\nJ = squared_error(y, h)"
    zeros = {"W": [[0.0] * 200] * 200, "x": [0.0] * 200, "y": [0.0] * 200}
    request = GradcheckRequest(program=program, values=zeros, curve=True, method=method)  # type: ignore[arg-type]
    assert longest_without_a_look(lambda: gradcheck_body(request, Limits())) < MOST_BETWEEN


def test_work_that_nobody_waits_for_ends_and_is_not_remembered_as_a_failure() -> None:
    request = TraceRequest(program="J = sum(x * x * x)", values={"x": [1.0, 2.0]})
    nobody = patience.Patience(60)
    nobody.give_up()
    with pytest.raises(patience.AbandonedError), patience.patience(nobody):
        trace_answer(request, Limits())
    assert trace_answer(request, Limits())
