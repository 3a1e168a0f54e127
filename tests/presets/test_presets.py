"""The networks that ship, and numbers drawn for them."""

import json
import tracemalloc
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import GradsheetError, TooLargeError
from app.core.limits import Limits
from app.engine.free_sizes import shapes_with
from app.engine.program import read_program
from app.presets import preset, presets
from app.presets.draw import SCHEMES, Scheme, draw_values, resized
from tests.support.traces import trace_of

EVERY_PRESET = pytest.mark.parametrize("name", presets())
LIMITS = Limits()
DRAWN = json.loads((Path(__file__).parent / "drawn.json").read_text(encoding="utf-8"))


@EVERY_PRESET
def test_a_preset_has_a_value_for_every_input_and_a_title_in_both_languages(name: str) -> None:
    known = presets()[name]
    assert set(known.values) == set(known.program.inputs) == set(known.letters)
    assert set(known.parameters) <= set(known.program.inputs) - known.program.targets
    assert set(known.title) == set(known.summary) == {"en", "zh"}


@EVERY_PRESET
def test_the_letters_of_a_preset_stand_for_one_number_each(name: str) -> None:
    known = presets()[name]
    for quantity, pair in known.letters.items():
        n = tuple(1 if letter == "1" else known.sizes[letter] for letter in pair)
        assert n == known.values[quantity].shape


def test_the_numbers_of_the_first_screen_are_friendly_and_show_the_mask() -> None:
    known = preset("single-layer")
    for value in known.values.values():
        assert np.array_equal(value * 10, np.round(value * 10))
    z = trace_of(known.program.text, known.values).value("z")
    assert (z > 0).any()
    assert (z < 0).any()


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("sizes", [{}, {"D_h": 2}, {"D_x": 6, "N_c": 2}, {"D_h": 1, "D_x": 1, "N_c": 1}])
def test_drawn_numbers_are_tenths_with_one_right_answer_and_show_the_mask(seed: int, sizes: dict[str, int]) -> None:
    known = preset("single-layer")
    shapes = shapes_with(known.letters, resized(known.program, known.letters, sizes, known.sizes))
    values = draw_values(known.program, shapes, known.letters, seed, LIMITS)
    assert {name: value.shape for name, value in values.items()} == shapes
    for value in values.values():
        assert np.abs(value).max() <= 1
        assert np.array_equal(np.round(value * 10) / 10, value)
    assert values["y"].max() == values["y"].sum() == 1
    z = trace_of(known.program.text, values).value("z")
    assert z.size == 1 or ((z > 0).any() and (z < 0).any())


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", presets())
def test_a_seed_draws_the_numbers_that_it_always_drew(name: str, scheme: Scheme) -> None:
    """Teachers hand out seeds. drawn.json was written before numbers were charged; it is never written again."""
    known, digest = preset(name), blake2b(digest_size=6)
    for seed in (0, 7):
        shapes = shapes_with(known.letters, known.sizes)
        for of, value in draw_values(known.program, shapes, known.letters, seed, LIMITS, scheme).items():
            digest.update(of.encode() + value.tobytes())
    assert digest.hexdigest() == DRAWN[f"{name} {scheme}"]


def test_a_long_column_is_drawn_without_the_columns_beside_it() -> None:
    program = read_program("z = x * x\nJ = sum(relu(z))")
    shapes = {"x": (2**16, 1)}
    tracemalloc.start()
    values = draw_values(program, shapes, {}, 1, LIMITS, "normal")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert values["x"].shape == (2**16, 1)
    assert most < 8 * 8 * 2**16


def test_what_takes_too_long_to_draw_is_refused() -> None:
    program = read_program("J = sum(x)")
    with pytest.raises(TooLargeError) as refused:
        draw_values(program, {"x": (100, 100)}, {}, 1, replace(LIMITS, operations=10_000_000 // 8))
    assert refused.value.code == "too-many-operations"
    assert refused.value.params["largest"] == "x"


def test_the_same_seed_draws_the_same_numbers() -> None:
    known = preset("single-layer")
    draws = [
        draw_values(known.program, shapes_with(known.letters, known.sizes), known.letters, 3, LIMITS) for _ in "ab"
    ]
    assert all(np.array_equal(draws[0][name], draws[1][name]) for name in draws[0])


def test_an_unknown_preset_suggests_the_nearest() -> None:
    with pytest.raises(GradsheetError) as refusal:
        preset("singel-layer")
    assert refusal.value.params["suggestion"] == "single-layer"
