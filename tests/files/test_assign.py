"""Which array is meant for which name."""

import pytest

from app.files.assign import Assigned, Shapes, Wanted, assign

REFERENCE = {"W": (4, 3), "x": (3, 1), "b1": (4, 1), "U": (3, 4), "b2": (3, 1), "y": (3, 1)}


def pairs(arrays: Shapes, wanted: Wanted) -> dict[str, str]:
    return {name: found.array + "ᵀ" * found.transposed for name, found in assign(arrays, wanted).items()}


def test_equal_names_go_together_whatever_their_shapes() -> None:
    assert pairs({"W": (9, 9), "x": (3, 1)}, {"x": None, "W": (4, 3)}) == {"x": "x", "W": "W"}


def test_a_name_may_differ_in_case_and_marks() -> None:
    assert pairs({"w_xh": (4, 3), "Fc1.Weight": (1, 1)}, {"W_xh": None, "fc1_weight": None}) == {
        "W_xh": "w_xh",
        "fc1_weight": "Fc1.Weight",
    }


def test_two_names_that_differ_in_case_only_are_left_apart() -> None:
    assert pairs({"X": (1, 1), "x": (1, 1)}, {"x": None, "X": None}) == {"x": "x", "X": "X"}
    assert pairs({"THETA": (1, 1)}, {"theta": None, "Theta": None}) == {}


def test_layers_of_a_state_dict_are_known_by_number_and_part() -> None:
    arrays = {"fc1.weight": (4, 4), "fc1.bias": (4, 1), "fc2.weight": (4, 4), "fc2.bias": (4, 1)}
    wanted = {"W1": (4, 4), "b1": (4, 1), "W2": (4, 4), "b2": (1, 4), "x": (4, 1)}
    assert pairs(arrays, wanted) == {"W1": "fc1.weight", "b1": "fc1.bias", "W2": "fc2.weight", "b2": "fc2.biasᵀ"}


@pytest.mark.parametrize("names", [("layers.0.weight", "layers.1.weight"), ("0.weight", "2.weight")])
def test_layers_that_are_counted_otherwise_are_not_guessed(names: tuple[str, str]) -> None:
    assert pairs(dict.fromkeys(names, (4, 4)), {"W1": (4, 4), "W2": (4, 4)}) == {}


def test_the_only_one_of_its_shape_is_meant() -> None:
    arrays = {"0.weight": (4, 3), "0.bias": (4, 1), "2.weight": (3, 4), "2.bias": (3, 1)}
    assert pairs(arrays, REFERENCE) == {"W": "0.weight", "b1": "0.bias", "U": "2.weight"}


def test_a_transposed_shape_is_a_suggestion() -> None:
    assert assign({"kernel": (3, 4)}, {"A": (4, 3)}) == {"A": Assigned("kernel", transposed=True)}
    assert assign({"A": (3, 3)}, {"A": (3, 3)}) == {"A": Assigned("A", transposed=False)}


def test_no_array_is_given_twice() -> None:
    assert pairs({"a": (2, 2)}, {"a": (2, 2), "c": (2, 2)}) == {"a": "a"}
