"""Every network of the gallery: complete, right, and derived to the last step in every layout and both languages."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import pytest

from app.core.arrays import Array
from app.core.limits import Limits
from app.derive.chain import Derivation
from app.derive.layout import LAYOUTS, LayoutName
from app.derive.steps import Json, derivation_of, steps_of
from app.engine.free_sizes import shapes_with
from app.engine.run import Trace, failed_assumptions, run, shapes_of
from app.engine.sheet import compile_sheet
from app.i18n import LANGUAGES, Language
from app.ops.table import ROWS
from app.presets import preset, presets
from app.presets.draw import SCHEMES, Scheme, draw_values, resized
from tests.support import by_autograd
from tests.support.tolerances import KINK, STEP, TOLERANCE, error
from tests.support.traces import by_cells

EVERY_PRESET = pytest.mark.parametrize("name", presets())
EVERY_LAYOUT = pytest.mark.parametrize("layout", LAYOUTS)
ORDER = [
    *("single-layer", "logistic-regression", "batch", "mazur", "xor", "vanishing", "residual", "batch-norm"),
    *("layer-norm", "attention", "causal-attention", "recurrent", "lstm", "skip-gram", "embedding", "convolution"),
    *("digits", "vae"),
]


MADE = {"convolution": {"D_H", "D_P"}}
"""The letters of sizes that no input has: an operation made them."""


TIED = {"causal-attention": ("greater_equal", "where")}
"""Comparisons of a cell with itself, such as of a position in p ≥ pᵀ: a nudge moves both, and so does not decide them otherwise."""


@cache
def trace_of_preset(name: str) -> Trace:
    """As it is run when the page opens: with the letters of the preset."""
    known = preset(name)
    sheet = compile_sheet(known.program, shapes_of(known.program, known.values), known.letters)
    return run(sheet, [known.values[name] for name in known.program.inputs])


def derived(name: str, layout: LayoutName) -> Derivation:
    trace = trace_of_preset(name)
    return derivation_of(trace.sheet, layout, frozenset(failed_assumptions(trace)))


def loss_at(name: str, values: dict[str, Array]) -> float:
    trace = trace_of_preset(name)
    program = trace.sheet.program
    return float(run(trace.sheet, [values[name].copy() for name in program.inputs]).value(program.loss)[0, 0])


def test_the_gallery_is_listed_in_the_order_in_which_it_teaches() -> None:
    assert list(presets()) == ORDER


@EVERY_PRESET
def test_every_quantity_has_a_name_that_was_chosen(name: str) -> None:
    assert all(step.written for step in preset(name).program.steps)


@EVERY_PRESET
def test_a_summary_has_two_sentences_in_both_languages(name: str) -> None:
    summary = preset(name).summary
    assert len(re.findall(r"[.!?](?:\s|$)", summary["en"])) == 2
    assert len(re.findall("[。！？]", summary["zh"])) == 2
    assert summary["en"].endswith(".")
    assert summary["zh"].endswith("。")
    assert not re.search("[,;:?!]", summary["zh"]), "Chinese has its own punctuation"
    assert re.search("[一-鿿]", preset(name).title["zh"])


@EVERY_PRESET
def test_every_size_has_the_letter_that_was_declared(name: str) -> None:
    known, table = preset(name), trace_of_preset(name).sheet.table
    for quantity, letters in known.letters.items():
        assert table.labelled(next(node for node in table.of if getattr(node, "id", "") == quantity)) == letters
    found = {letter for node in table.of for letter in table.labelled(node)}
    made = MADE.get(name, set())
    assert found == {*known.sizes, "1"} | made, "a size of a computed quantity had to be given a letter"


@EVERY_PRESET
def test_the_numbers_of_a_preset_are_short(name: str) -> None:
    known = preset(name)
    for quantity in {*known.values} - {*known.pictures}:
        assert np.array_equal(np.round(known.values[quantity], 2), known.values[quantity]), quantity


@EVERY_PRESET
def test_every_gradient_is_that_of_another_autodiff(name: str) -> None:
    known, trace = preset(name), trace_of_preset(name)
    expected = by_autograd.gradients(known.program.text, known.values)
    for quantity, gradient in trace.gradients.items():
        assert error(gradient, expected[quantity]) < TOLERANCE["autograd"], quantity


@EVERY_PRESET
def test_every_gradient_predicts_a_small_step(name: str) -> None:
    known, trace = preset(name), trace_of_preset(name)
    assert by_autograd.distance_to_kink(known.program.text, known.values, TIED.get(name, ())) > KINK
    directions = np.random.default_rng(1)
    for quantity in {*known.values} - known.program.targets:
        value = known.values[quantity]
        v = directions.standard_normal(value.shape)
        ends = [loss_at(name, {**known.values, quantity: value + side * STEP * v}) for side in (1, -1)]
        slope = np.full((1, 1), (ends[0] - ends[1]) / (2 * STEP))
        gradient = trace.gradients.get(quantity, np.zeros_like(value))  # none where it is only compared
        assert error(np.full((1, 1), np.sum(gradient * v)), slope) < TOLERANCE["differences"], quantity


@EVERY_PRESET
def test_every_gradient_is_large_enough_to_be_seen(name: str) -> None:
    for quantity, gradient in trace_of_preset(name).gradients.items():
        assert np.abs(gradient).max() >= 5 * 10.0 ** -preset(name).precision, quantity


@EVERY_PRESET
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_that_a_summary_names_is_in_a_cell(name: str, language: Language) -> None:
    known, trace = preset(name), trace_of_preset(name)
    assert 1 <= known.precision <= 6
    arrays = (*trace.values.values(), *trace.gradients.values())
    cells = {f"{abs(number):.{known.precision}f}" for array in arrays for number in array.ravel()}
    assert set(re.findall(r"\d+\.\d{3,}", known.summary[language])) <= cells


@EVERY_PRESET
def test_a_relu_shows_open_and_closed_units(name: str) -> None:
    trace = trace_of_preset(name)
    for step in trace.sheet.program.steps:
        if ROWS[getattr(step.tree, "op", "add")].mask:
            h = trace.value(step.name)
            assert (h > 0).any()
            assert (h == 0).any()


@EVERY_PRESET
@EVERY_LAYOUT
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_is_explained(name: str, layout: LayoutName, language: Language) -> None:
    trace = trace_of_preset(name)
    program = trace.sheet.program
    steps = steps_of(derived(name, layout), language)
    assert [step["quantity"] for step in steps] == [*program.computed, *trace.gradients]
    for step in steps:
        assert (step["identity"] is not None) == (step["phase"] == "backward"), step["quantity"]
        assert step["formula"]["mathml"].startswith("<math")
        assert step["lines"][0]["latex"].partition(" = ")[0] == step["formula"]["latex"].partition(" = ")[0]
        assert all(line["sentence"] or line["identity"] is None for line in step["lines"])
        assert {"kind": "arrow"} in step["shapes"]["tokens"]
        for text in spoken(step):
            assert text
            assert not re.search(r"[{}]|\bt\d", text), text
            assert bool(re.search("[一-鿿]", text)) == (language == "zh"), text


def spoken(step: Json) -> Iterator[str]:
    yield step["title"]
    yield step["sentence"]
    yield from (line["sentence"] for line in step["lines"] if line["sentence"])


@EVERY_PRESET
@EVERY_LAYOUT
def test_every_cell_that_is_shown_is_what_was_computed(name: str, layout: LayoutName) -> None:
    trace, d = trace_of_preset(name), derived(name, layout)
    for step in trace.sheet.program.steps if layout == "mixed" else ():
        assert error(by_cells(step.tree, trace, d), trace.value(step.name)) < TOLERANCE["cells"], step.name

    def shown(gradient: Array, of: str) -> Array:
        return gradient.T if of in d.layout.flipped else gradient

    for of, gradient in trace.gradients.items():
        assert error(by_cells(d.tree(of), trace, d), shown(gradient, of)) < TOLERANCE["cells"], of
    for of, parts in ((of, trace.contributions(of)) for of in trace.gradients):
        for path, part in zip(d.paths(of), parts, strict=True):
            assert error(by_cells(d.part_tree(path), trace, d), shown(part, of)) < TOLERANCE["cells"], of


@EVERY_PRESET
def test_a_preset_can_be_given_other_sizes_and_other_numbers(name: str) -> None:
    known = preset(name)
    larger = {letter: n + 1 for letter, n in known.free_sizes.items()}
    schemes: tuple[Scheme, ...] = tuple(scheme for scheme in SCHEMES if scheme != "zeros")
    for sizes, scheme in product(({}, larger), schemes):
        shapes = shapes_with(known.letters, resized(known.program, known.letters, sizes, known.sizes))
        values = draw_values(known.program, shapes, known.letters, 1, Limits(), scheme)
        sheet = compile_sheet(known.program, shapes_of(known.program, values), known.letters)
        trace = run(sheet, [values[name] for name in known.program.inputs])
        assert all(np.isfinite(gradient).all() for gradient in trace.gradients.values())
        for value in trace.values.values():
            masked = value == -np.inf if "inf" in known.program.text else False
            assert (np.isfinite(value) | masked).all()
