"""Sizes in numbers and in letters."""

from typing import Any

import pytest

from app.core.errors import GradsheetError, ShapeError
from app.engine.program import read_program
from app.expr.tree import Name
from tests.support.traces import trace_of


def letters(text: str, values: dict[str, Any]) -> dict[str, tuple[str, str]]:
    trace = trace_of(text, values)
    return {name: trace.sheet.table.labelled(Name(name)) for name in trace.values}


def test_sizes_that_meet_share_a_letter_and_others_do_not_though_their_numbers_agree() -> None:
    square = [[1, 2], [3, 4]]
    found = letters(
        "z = W @ x + b\nJ = cross_entropy(y, softmax(z))", {"W": square, "x": [1, 2], "b": [1, 2], "y": [1, 0]}
    )
    assert found["W"] == ("N_c", "D_x")
    assert found["x"] == ("D_x", "1")
    assert found["b"] == found["y"] == ("N_c", "1")


def test_the_rows_of_a_batch_are_n() -> None:
    values = {"X": [[1, 2], [3, 4], [5, 6]], "W": [[1, 2], [3, 4]], "Y": [[1, 0]] * 3}
    found = letters("P = softmax(X @ W, axis=1)\nJ = cross_entropy(Y, P)", values)
    assert found["X"][0] == found["P"][0] == found["Y"][0] == "N"
    assert found["P"][1] == "N_c"


def test_a_vector_with_one_entry_is_a_number_and_a_matrix_with_one_row_a_matrix() -> None:
    assert letters("J = sum(w.T @ x)", {"w": [3, 4], "x": [3, 4]})["w"] == ("D_w", "1")
    assert letters("J = sum(s * x)", {"s": 2, "x": [3, 4]})["s"] == ("1", "1")
    assert letters("J = sum(W @ x)", {"W": [[1, 2]], "x": [3, 4]})["W"] == ("N", "D_x")


def test_every_size_has_a_letter_of_its_own_name() -> None:
    found = letters("J = sum(A @ B) + sum(C)", {"A": [[1, 2, 3]] * 2, "B": [[1] * 4] * 3, "C": [[1] * 5] * 6})
    used = {letter for pair in found.values() for letter in pair if letter != "1"}
    assert len(used) == 5


HIDDEN = {"W1": [[1, 2]] * 4, "x": [1, 2], "W2": [[1] * 4] * 3, "W3": [[1] * 3] * 2, "y": [1, 0]}


@pytest.mark.parametrize("a", ["a", "a_", "theta", "y_hat"])
def test_sizes_of_quantities_that_differ_in_their_index_only_are_called_after_the_whole_name(a: str) -> None:
    first, second = f"{a}1", f"{a}2"
    text = f"{first} = tanh(W1 @ x)\n{second} = relu(W2 @ {first})\nJ = squared_error(y, W3 @ {second})"
    found = letters(text, HIDDEN)
    assert found[first] == (f"D_{first}", "1")
    assert found[second] == (f"D_{second}", "1")
    assert found["W2"] == (f"D_{second}", f"D_{first}")


def test_quantities_of_one_size_share_a_label_without_an_index() -> None:
    values = {"W": [[1, 2], [3, 4]], "h0": [1, 2], "V": [[1, 2]] * 3, "y": [1, 0, 0]}
    found = letters("h1 = tanh(W @ h0)\nh2 = tanh(W @ h1)\nJ = squared_error(y, V @ h2)", values)
    assert found["h0"] == found["h1"] == found["h2"] == ("D_h", "1")


def test_rows_and_columns_of_a_product_have_two_names() -> None:
    found = letters("C = A @ B\nJ = sum(C)", {"A": [[1, 2, 3]] * 2, "B": [[1] * 4] * 3})
    assert found["C"] == ("N_C", "D_C")
    assert found["A"] == ("N_C", "D_A")


@pytest.mark.parametrize(
    ("text", "inputs", "targets"),
    [
        ("J = sum(W @ x)", ("W", "x"), set()),
        ("J = cross_entropy(y, softmax(x))", ("x", "y"), {"y"}),
        ("J = squared_error(y, y * x)", ("y", "x"), set()),
        ("a = sum(y)\nJ = a + squared_error(y, x)", ("y", "x"), set()),
        ("J = squared_error(2 * y, x)", ("y", "x"), set()),
    ],
)
def test_what_is_read_and_never_bound_is_an_input_and_read_only_as_a_target_a_target(
    text: str, inputs: tuple[str, ...], targets: set[str]
) -> None:
    program = read_program(text)
    assert set(program.inputs) == set(inputs)
    assert program.targets == targets


def test_what_is_only_compared_needs_no_name_for_a_part_that_only_passes_on() -> None:
    assert read_program("C = p >= p.T\nJ = sum(where(C, X, 0))").computed == ("C", "t1", "J")
    assert read_program("h = where(a - b > 0, a, b.T)\nJ = sum(h)").computed == ("t1", "t2", "h", "J")


def test_internal_names_avoid_those_of_the_user() -> None:
    program = read_program("t1 = x\nJ = sum(relu(t1 * 2))")
    assert len(set(program.computed)) == len(program.computed)
    assert program.computed.count("t1") == 1


def test_an_error_of_sizes_tells_the_line() -> None:
    with pytest.raises(GradsheetError) as refusal:
        trace_of("a = x\nJ = sum(W @ a)", {"x": [1, 2], "W": [[1, 2, 3]]})
    place = refusal.value.place
    assert place is not None
    assert (place.line, place.column, place.length) == (2, 9, 5)


def test_an_error_says_a_part_as_it_was_written_and_not_by_the_name_that_it_got() -> None:
    with pytest.raises(ShapeError) as refusal:
        trace_of("J = sum(relu(W @ x) @ V)", {"W": [[1, 2], [3, 4]], "x": [1, 2], "V": [[1], [2]]})
    assert refusal.value.message.startswith("relu(W @ x) @ V: relu(W @ x) is 2×1 and V is 2×1")


def test_a_product_of_matrices_counts_three_times_once_forward_and_once_for_each_factor_backward() -> None:
    product = trace_of("J = sum(A @ B)", {"A": [[1, 2, 3], [4, 5, 6]], "B": [[1], [2], [3]]})
    assert product.sheet.table.operations == 3 * (2 * 3 * 1)
    slid = trace_of("J = sum(conv2d(X, K))", {"X": [[1, 2, 3], [4, 5, 6]], "K": [[1, 2]]})
    assert slid.sheet.table.operations == 3 * (2 * 2) * 2
    assert trace_of("J = sum(x * x)", {"x": [1, 2]}).sheet.table.operations == 0
