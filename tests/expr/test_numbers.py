"""A number may stand wherever a 1×1 matrix may."""

from collections.abc import Iterator

import numpy as np
import pytest

from app.expr.numbers import compile_numbers
from app.expr.tree import Call, Name, Node, Number
from app.ops.rules import APPLY, for_numbers
from app.ops.table import ROWS
from tests.support.calls import calls_of
from tests.support.rules import Case
from tests.support.traces import trace_of


def with_a_single_number(name: str) -> Iterator[tuple[Case, int]]:
    """Calls of an operation with a 1×1 argument beside others, and the place of it; one for every shape that comes out."""
    row = ROWS[name]
    for cases in calls_of(name).values():
        for k in range(3):
            fitting = (case for case in cases if k < len(case.shapes) and case.shapes[k] == (1, 1) and k != row.ids)
            yield from ((case, k) for case in [next(fitting, None)] if case is not None)


@pytest.mark.parametrize("name", ROWS)
def test_an_operation_takes_a_number_for_a_1x1_matrix(name: str) -> None:
    for case, at in with_a_single_number(name):
        arguments = case.arguments()
        slots: dict[Node, int] = {Name(letter): k for k, letter in enumerate(arguments)}
        inserted = Number(float(arguments[case.letters[at]].item()))
        args = tuple(inserted if k == at else arg for k, arg in enumerate(case.call.args))
        found = [
            compile_numbers(for_numbers(call), slots, APPLY)(list(arguments.values()))
            for call in (case.call, Call(name, args, case.call.axis))
        ]
        assert np.array_equal(*found), case.title


def test_a_loss_that_is_a_single_cell_of_a_convolution_or_of_a_table_has_its_gradients() -> None:
    image = {"X": [[1, 2], [3, 4]], "K": [[5, 6], [7, 8]]}
    trace = trace_of("J = conv2d(X, K)", image)
    assert trace.gradient("X").tolist() == image["K"]
    assert trace.gradient("K").tolist() == image["X"]
    assert trace_of("J = take(x, [1])", {"x": [5, 6]}).gradient("x").tolist() == [[0.0], [1.0]]
    assert trace_of("J = max_pool(x, 2)", {"x": [[5, 6], [0, 1]]}).gradient("x").tolist() == [[0.0, 1.0], [0.0, 0.0]]
    assert trace_of("J = stack(x, axis=1)", {"x": 5}).gradient("x").tolist() == [[1.0]]
