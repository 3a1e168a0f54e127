"""Random programs against PyTorch, where it is installed: its own functions, its own backward pass."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.support import by_autograd
from tests.support.programs import Example, programs
from tests.support.tolerances import TOLERANCE, error
from tests.support.traces import trace_of, written_out

pytest.importorskip("torch")


@given(programs())
@settings(max_examples=300)
def test_values_and_gradients_are_those_of_pytorch(example: Example) -> None:
    from tests.support import by_pytorch

    assume(by_autograd.sides_are_certain(example.text, example.values))
    trace = trace_of(example.text, example.values)
    values, gradients = by_pytorch.run(written_out(trace), example.values)
    assume(all(np.abs(value).max() < 1e6 for value in values.values()))
    for name, value in values.items():
        assert error(trace.value(name), value) < TOLERANCE["numpy"], name
    assume(
        by_autograd.distance_to_kink(example.text, example.values) > 0
    )  # of several largest, PyTorch takes the first
    for name in trace.gradients.keys() - {trace.sheet.program.loss}:
        gradient = gradients.get(name, np.zeros(trace.value(name).shape))
        assert error(trace.gradient(name), gradient) < TOLERANCE["pytorch"], name
