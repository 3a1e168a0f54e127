"""Sizes of inputs without a value: what the program decides, and what it leaves open."""

import pytest

from app.core.errors import ShapeError
from app.core.limits import Limits
from app.engine.guess import guess_sizes
from app.engine.program import read_program

SINGLE_LAYER = "z = W @ x + b1\nh = relu(z)\nTheta = U @ h + b2\ny_hat = softmax(Theta)\nJ = cross_entropy(y, y_hat)"
BATCH = "Z = X @ W1 + b1\nH = relu(Z)\nP = softmax(H @ W2 + b2, axis=1)\nJ = cross_entropy(Y, P)"
LETTERS = {
    "single layer": (
        SINGLE_LAYER,
        {"W": "D_h×D_x", "x": "D_x×1", "b1": "D_h×1", "U": "N_c×D_h", "b2": "N_c×1", "y": "N_c×1"},
    ),
    "batch": (
        BATCH,
        {"X": "N×D_X", "W1": "D_X×D_H", "b1": "1×D_H", "W2": "D_H×N_c", "b2": "1×N_c", "Y": "N×N_c"},
    ),
    "row vector": (
        "z = x @ W + b\nJ = squared_error(y.T, z)",
        {"x": "1×D_x", "W": "D_x×D_z", "b": "1×D_z", "y": "D_z×1"},
    ),
    "scalar product": ("s = dot(a, b)\nJ = s ** 2", {"a": "D_a×1", "b": "D_a×1"}),
}


@pytest.mark.parametrize("name", ["single layer", "batch"])
def test_every_size_gets_the_letter_of_what_it_counts(name: str) -> None:
    text, letters = LETTERS[name]
    guess = guess_sizes(read_program(text), {}, Limits())
    assert {name: "×".join(pair) for name, pair in guess.letters.items()} == letters
    assert guess.open == guess.sizes.keys()


@pytest.mark.parametrize("name", LETTERS)
def test_the_guessed_shapes_can_be_run(name: str) -> None:
    text, letters = LETTERS[name]
    program = read_program(text)
    guess = guess_sizes(program, {}, Limits())
    again = guess_sizes(program, guess.shapes({}), Limits())
    assert not again.open
    for input_name, pair in letters.items():
        ones = [side == "1" for side in pair.split("×")]
        assert [n == 1 for n in guess.shapes({})[input_name]] == ones, input_name


def test_a_known_shape_decides_all_that_hangs_on_it() -> None:
    guess = guess_sizes(read_program(SINGLE_LAYER), {"W": (5, 2)}, Limits())
    assert guess.open == {"N_c"}
    assert guess.shapes({"N_c": 4}) == {"W": (5, 2), "x": (2, 1), "b1": (5, 1), "U": (4, 5), "b2": (4, 1), "y": (4, 1)}


def test_known_shapes_that_do_not_fit_are_said_to_be_so() -> None:
    with pytest.raises(ShapeError) as refusal:
        guess_sizes(read_program(SINGLE_LAYER), {"W": (5, 2), "x": (3, 1)}, Limits())
    assert refusal.value.code == "inner-sizes-differ"
    assert refusal.value.params["inner"] == [2, 3]


def test_what_was_found_once_is_not_looked_for_again() -> None:
    program = read_program(SINGLE_LAYER)
    guess = guess_sizes(program, {"W": (5, 2), "x": (2, 1)}, Limits())
    assert guess_sizes(program, {"x": (2, 1), "W": (5, 2)}, Limits()) is guess
    assert guess_sizes(program, {"W": (5, 2)}, Limits()) is not guess
