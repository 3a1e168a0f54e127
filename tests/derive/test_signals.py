"""Error signals: δ₁, δ₂, … are the gradients of the pre-activations, counted from the loss."""

from tests.support.traces import derivation, trace_of

DEEP = "z1 = W1 @ x\nh1 = relu(z1)\nz2 = W2 @ h1\nh2 = tanh(z2)\nJ = squared_error(y, h2)"
NUMBERS = {"W1": [[1, 2], [3, 4]], "W2": [[1, 0], [0, 1]], "x": [1, 2], "y": [0, 0]}


def signals(text: str, values: dict[str, object]) -> dict[str, int]:
    return derivation(trace_of(text, values)).signals


def test_signals_are_counted_from_the_loss() -> None:
    assert signals(DEEP, NUMBERS) == {"z2": 1, "z1": 2}


def test_what_came_out_of_a_nonlinearity_is_no_pre_activation() -> None:
    assert "h2" not in signals(DEEP, NUMBERS)


def test_a_prediction_without_a_nonlinearity_enters_the_loss_and_is_a_signal() -> None:
    assert signals("y_hat = W @ x\nJ = squared_error(y, y_hat)", {"W": [[1, 2]], "x": [1, 2], "y": 1}) == {"y_hat": 1}


def test_an_input_is_no_signal_though_a_nonlinearity_reads_it() -> None:
    assert signals("h = relu(x)\nJ = sum(h)", {"x": [1]}) == {}


def test_a_target_that_is_computed_has_a_gradient_and_is_no_signal() -> None:
    trace = trace_of("t = 2 * y\nJ = squared_error(t, x)", {"y": [1], "x": [5]})
    assert derivation(trace).signals == {}
    assert trace.gradient("y").tolist() == [[-6.0]]
