"""What a program costs grows with its size and no faster: counted in calls of functions, never in time."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from app.core.errors import TooLargeError
from app.core.limits import Limits
from app.derive.steps import derivation_of, steps_of
from app.engine.program import read_program
from app.engine.sheet import compile_sheet
from app.expr.tree import size_of
from tests.support.adversaries import ADVERSARIES, Adversary

WITHOUT = Limits(nodes=2**20, nodes_of_gradients=2**30)
"""What a limit would refuse, of the limits of the size of a program."""
_N = 32
MOST = 1.15
"""How much faster than the size the cost may grow when the size doubles: 2.3 for 2."""
REFUSED = {"concat of many": "every one of its gradients says all of it again, so there is a limit of that"}
BEGIN = {"products of numbers": 60}
"""That one has no parts of its own until it is longer than what is written in one piece."""
MORE = {"lines that multiply all earlier ones": 1.3}
"""There the sums of paths are still getting longer: up to 32 terms each part of a sum is written, too."""
ALWAYS = {
    *("sum of squares", "sum of one quantity", "product by brackets", "quotients", "quotients of sums", "powers"),
    *(
        "matrix products",
        "nested softmax",
        "sum of cross-entropies",
        "lines that multiply all earlier ones",
        "lines of softmax",
    ),
    *("maximum of many", "slices", *BEGIN),
}
"""One of each kind. The others are tried by `make soak`."""
GROWING = [
    pytest.param(each, id=each.name, marks=() if each.name in ALWAYS else pytest.mark.soak)
    for each in ADVERSARIES
    if each.shapes and each.name not in REFUSED
]


def calls(work: Callable[[], Any]) -> int:
    """How many functions are called, those that are written in C included."""
    count = 0

    def one_more(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(one_more)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def costs(adversary: Adversary, n: int) -> tuple[int, int]:
    """The nodes of a program, and the calls that it takes to read, compile and derive it."""
    text = adversary.make(n)
    program = read_program.__wrapped__(text, WITHOUT)
    shapes = tuple(adversary.shapes[name] for name in program.inputs)

    def everything() -> None:
        ours = read_program.__wrapped__(text, WITHOUT)
        steps_of(derivation_of.__wrapped__(compile_sheet(ours, shapes, {}, WITHOUT), "mixed"), "en")

    return sum(size_of(step.tree) for step in program.steps), calls(everything)


@pytest.mark.parametrize("adversary", GROWING)
def test_twice_the_program_costs_twice_as_much(adversary: Adversary) -> None:
    n = min(adversary.largest(1_200) // 2, BEGIN.get(adversary.name, _N))
    costs(adversary, n)  # what is made once for all programs
    (size, cost), (larger, more) = (costs(adversary, k * n) for k in (1, 2))
    assert more / cost <= MORE.get(adversary.name, MOST) * larger / size


@pytest.mark.parametrize("name", REFUSED)
def test_what_grows_faster_is_refused_before_it_is_made(name: str) -> None:
    adversary = next(each for each in ADVERSARIES if each.name == name)

    def refused(n: int) -> int:
        program = read_program(adversary.make(n))
        shapes = tuple(adversary.shapes[name] for name in program.inputs)

        def compiled() -> None:
            with pytest.raises(TooLargeError, match="which is the limit"):
                compile_sheet(program, shapes, {}, Limits())

        return calls(compiled)

    assert refused(480) <= 2 * MOST * refused(240)
