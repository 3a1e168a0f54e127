"""What a run says of the targets of fused losses."""

import pytest

from app.engine.run import failed_assumptions
from tests.support.traces import trace_of

VECTOR = "J = cross_entropy(y, softmax(a))"
BATCH = "J = cross_entropy(Y, softmax(A, axis=1))"


@pytest.mark.parametrize(("more", "holds"), [(0.0, True), (1e-12, True), (1e-8, False), (-1e-6, False), (1e-4, False)])
def test_a_target_sums_to_one_up_to_rounding_and_no_further(more: float, holds: bool) -> None:
    trace = trace_of(VECTOR, {"y": [0.5 + more, 0.5], "a": [1.0, 2.0]})
    assert (failed_assumptions(trace) == []) is holds
    trace = trace_of(BATCH, {"Y": [[0.0, 1.0], [0.5 + more, 0.5]], "A": [[1.0, 2.0], [0.0, 1.0]]})
    assert (failed_assumptions(trace) == []) is holds
