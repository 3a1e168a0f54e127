"""Layouts: shapes as in the table, and trees whose arithmetic is the engine's numbers, in every layout."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.core.arrays import Array
from app.derive.layout import LAYOUTS, LayoutName
from app.derive.steps import steps_of
from app.i18n import LANGUAGES, Language
from tests.support.programs import Example, programs
from tests.support.tolerances import TOLERANCE, error
from tests.support.traces import by_cells, derivation, trace_of

layouts = st.sampled_from(LAYOUTS)
VALUES = {
    "W": [[1, 2, 3], [4, 5, 6]],
    "x": [1, -1, 2],
    "b": [0.5, 1],
    "c": [[1, 2]],
    "s": 3,
}
PROGRAM = "z = W @ x + b\nh = s * tanh(z)\nJ = c @ h"
SHAPES = {
    "mixed": {"W": (2, 3), "x": (3, 1), "b": (2, 1), "c": (1, 2), "s": (1, 1), "z": (1, 2), "h": (1, 2), "t1": (1, 2)},
    "numerator": {
        "W": (3, 2),
        "x": (1, 3),
        "b": (1, 2),
        "c": (1, 2),
        "s": (1, 1),
        "z": (1, 2),
        "h": (1, 2),
        "t1": (1, 2),
    },
    "denominator": {
        "W": (2, 3),
        "x": (3, 1),
        "b": (2, 1),
        "c": (1, 2),
        "s": (1, 1),
        "z": (2, 1),
        "h": (2, 1),
        "t1": (2, 1),
    },
}


def shown(gradient: Array, is_flipped: bool) -> Array:
    return gradient.T if is_flipped else gradient


@pytest.mark.parametrize("layout", LAYOUTS)
def test_gradients_have_the_shapes_of_the_table(layout: LayoutName) -> None:
    trace = trace_of(PROGRAM, VALUES)
    table = derivation(trace, layout).layout
    found = {name: shown(trace.gradient(name), name in table.flipped).shape for name in trace.gradients}
    assert found == SHAPES[layout]


@given(programs(), layouts)
@settings(max_examples=200)
def test_the_tree_that_is_shown_has_the_numbers_that_were_computed(example: Example, layout: LayoutName) -> None:
    trace = trace_of(example.text, example.values)
    d = derivation(trace, layout)
    assume(all(abs(array).max() < 1e6 for array in trace.gradients.values()))
    for name, gradient in trace.gradients.items():
        found = by_cells(d.tree(name), trace, d)
        assert error(found, shown(gradient, name in d.layout.flipped)) < TOLERANCE["cells"], name


@given(programs(), layouts)
@settings(max_examples=50)
def test_what_comes_along_a_path_is_shown_with_its_own_numbers(example: Example, layout: LayoutName) -> None:
    trace = trace_of(example.text, example.values)
    d = derivation(trace, layout)
    for name, parts in ((name, trace.contributions(name)) for name in trace.gradients):
        for path, part in zip(d.paths(name), parts, strict=True):
            found = by_cells(d.part_tree(path), trace, d)
            assert error(found, shown(part, name in d.layout.flipped)) < TOLERANCE["cells"], name


@given(programs(), layouts)
@settings(max_examples=50)
def test_the_tree_of_a_forward_step_has_the_numbers_of_its_quantity(example: Example, layout: LayoutName) -> None:
    trace = trace_of(example.text, example.values)
    d = derivation(trace, layout)
    for step in trace.sheet.program.steps:
        assert error(by_cells(step.tree, trace, d), trace.value(step.name)) < TOLERANCE["cells"]


@given(programs(), layouts, st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_every_program_has_steps_that_can_be_read(example: Example, layout: LayoutName, language: Language) -> None:
    trace = trace_of(example.text, example.values)
    d = derivation(trace, layout)
    steps = steps_of(d, language)
    program = trace.sheet.program
    assert [step["index"] for step in steps] == list(range(len(steps)))
    assert [step["quantity"] for step in steps] == [*program.computed, *trace.gradients]
    for step in steps:
        assert all((step["title"], step["sentence"], step["lines"]))
        assert step["lines"][0]["latex"].partition(" = ")[0] == step["formula"]["latex"].partition(" = ")[0]
        assert all(line["latex"].startswith("=") for line in step["lines"][1:])
        assert all(line["mathml"].startswith("<math") for line in [*step["lines"], step["formula"]])


@given(programs(), layouts)
@settings(max_examples=60)
def test_sizes_that_meet_in_a_shape_check_are_the_same_letter(example: Example, layout: LayoutName) -> None:
    trace = trace_of(example.text, example.values)
    for step in steps_of(derivation(trace, layout), "en"):
        tokens = step["shapes"]["tokens"]
        for left, right in pairwise(tokens):
            if "cols" in left.get("meets", []) and "rows" in right.get("meets", []):
                assert left["cols"] == right["rows"]
                assert left["shape"][1] == right["shape"][0]
        assert tokens[-2] == {"kind": "arrow"}
        assert tokens[-1]["shape"] == step["tree"]["shape"]
