"""The networks that ship, and numbers drawn for them."""

import numpy as np
import pytest

from app.core.errors import GradsheetError
from app.core.limits import Limits
from app.engine.free_sizes import shapes_with
from app.presets import preset, presets
from app.presets.draw import draw_values, resized
from tests.support.traces import trace_of

EVERY_PRESET = pytest.mark.parametrize("name", presets())
LIMITS = Limits()


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
