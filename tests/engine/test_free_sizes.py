"""Which sizes can be chosen, and what follows from them."""

import pytest

from app.core.limits import Limits
from app.engine.free_sizes import following_sizes, free_sizes, shapes_with, with_what_follows
from app.engine.guess import guess_sizes
from app.engine.program import read_program
from app.engine.size_table import size_table
from app.engine.sizes import Declared

CONVOLUTION = "P = max_pool(conv2d(X, K), 2)\nz = W @ flatten(P)\nJ = sum(square(z))"
CONCAT = "z = W @ concat(h, x)\nJ = sum(square(z))"
SLICES = "z = W @ x\nc = tanh(z[0:2]) * c0 + z[2:4]\nJ = sum(c)"
RESHAPE = "Z = reshape(X, 2, 3) @ W\nJ = sum(Z)"
LETTERS: dict[str, Declared] = {
    CONVOLUTION: {"X": ("D_x", "D_x"), "K": ("D_k", "D_k"), "W": ("D_z", "D_f")},
    CONCAT: {"W": ("D_z", "D_v"), "h": ("D_h", "1"), "x": ("D_x", "1")},
    SLICES: {"W": ("D_z", "D_x"), "x": ("D_x", "1"), "c0": ("D_c", "1")},
    RESHAPE: {"X": ("D_x", "1"), "W": ("D_y", "D_w")},
}
SIZES = {
    CONVOLUTION: {"D_x": 6, "D_k": 3, "D_z": 2, "D_f": 4},
    CONCAT: {"D_z": 2, "D_v": 5, "D_h": 2, "D_x": 3},
    SLICES: {"D_z": 4, "D_x": 3, "D_c": 2},
    RESHAPE: {"D_x": 6, "D_y": 3, "D_w": 2},
}
NOT_FREE = {CONVOLUTION: {"D_f"}, CONCAT: {"D_v"}, SLICES: {"D_c"}, RESHAPE: {"D_x", "D_y"}}
EVERY = pytest.mark.parametrize("text", LETTERS)


@EVERY
def test_what_follows_from_other_sizes_cannot_be_chosen(text: str) -> None:
    free = free_sizes(read_program(text), LETTERS[text], SIZES[text])
    assert set(SIZES[text]) - set(free) == NOT_FREE[text]
    assert list(free) == [label for label in SIZES[text] if label in free]


@EVERY
def test_a_size_that_can_be_chosen_takes_with_it_what_follows(text: str) -> None:
    program, letters, sizes = read_program(text), LETTERS[text], SIZES[text]
    for label in free_sizes(program, letters, sizes):
        larger = with_what_follows(program, letters, sizes, {label: sizes[label] + 1})
        assert larger.keys() == sizes.keys()
        assert larger[label] == sizes[label] + 1
        size_table(program, shapes_with(letters, larger), letters, Limits())


def test_what_follows_is_computed_from_what_was_chosen() -> None:
    program = read_program(CONVOLUTION)
    larger = with_what_follows(program, LETTERS[CONVOLUTION], SIZES[CONVOLUTION], {"D_x": 9, "D_k": 2})
    assert larger == {"D_x": 9, "D_k": 2, "D_z": 2, "D_f": 16}


def test_a_number_that_is_said_is_kept_though_another_would_follow() -> None:
    program = read_program(CONCAT)
    assert with_what_follows(program, LETTERS[CONCAT], SIZES[CONCAT], {"D_v": 9})["D_v"] == 9


def test_what_follows_is_found_though_the_numbers_do_not_fit_yet() -> None:
    program = read_program("Z = conv2d(X, K) + B\nJ = sum(W @ flatten(Z))")
    letters = {"X": ("a", "a"), "K": ("k", "k"), "B": ("p", "p"), "W": ("w", "f")}
    assert following_sizes(program, letters, {"a": 5, "k": 2, "p": 9, "w": 3, "f": 9}) == {"p", "f"}


@EVERY
def test_a_program_without_numbers_gets_sizes_that_fit(text: str) -> None:
    program = read_program(text)
    guess = guess_sizes(program, {"X": (6, 1)} if text == RESHAPE else {}, Limits())
    size_table(program, guess.shapes({}), guess.letters, Limits())
    assert guess.open <= set(free_sizes(program, guess.letters, guess.sizes))
