"""The gradient by one entry: its line, read as sums over indices, gives the numbers of the gradient."""

import re

import numpy as np
import pytest

from app.core import symbols
from app.core.arrays import Array
from app.derive.chain import Derivation
from app.derive.conventions import conventions_json
from app.derive.entries import entry_lines
from app.derive.layout import LAYOUTS, LayoutName
from app.derive.steps import derivation_of
from app.engine.run import Trace, run
from app.engine.sheet import compile_sheet
from app.expr.tree import Gradient
from app.presets import Preset, presets
from tests.support.tolerances import TOLERANCE, error
from tests.support.traces import trace_of

EVERY_PRESET = pytest.mark.parametrize("preset", presets().values(), ids=lambda preset: preset.id)


def shown(preset: Preset, layout: LayoutName = "mixed") -> tuple[Trace, Derivation]:
    inputs = [preset.values[name] for name in preset.program.inputs]
    sheet = compile_sheet(preset.program, tuple((a.shape[0], a.shape[1]) for a in inputs), preset.letters)
    return run(sheet, inputs), derivation_of(sheet, layout)


def numbers_of(text: str, trace: Trace, derivation: Derivation) -> Array | None:
    """What a symbol stands for, as it is in the shape of its variable; None for what is no quantity."""
    for name, value in trace.values.items():
        if text == symbols.latex(name):
            return value
    for name, value in trace.gradients.items():
        if text in (derivation.called.latex(name), derivation.partial_latex(name)):
            return value
    return None


def indexed(term: str) -> tuple[str, str]:
    """A symbol and its indices: δ_{1,lj} is δ₁ with lj."""
    fraction = re.fullmatch(r"(\\frac\{.*\}\{\\partial )(.*)\}", term)
    if fraction:
        name, index = indexed(fraction[2])
        return f"{fraction[1]}{name}}}", index
    found = re.fullmatch(r"(.*?)_\{(?:(.*),)?([ijkl]{1,2})\}", term)
    if found is None:
        return term, ""
    return (f"{found[1]}_{{{found[2]}}}" if found[2] else found[1]), found[3]


def by_indices(line: str, trace: Trace, derivation: Derivation) -> Array | None:
    """`∂J/∂W_ij = Σ_l A_li δ_lj`, computed; None where a factor is no plain symbol."""
    left, _, right = line.partition(" = ")
    terms = [indexed(term) for term in right.replace(r"\sum_{l} ", "").split(" ")]
    arrays = [numbers_of(name, trace, derivation) for name, _ in terms]
    if any(array is None for array in arrays):
        return None
    squeezed = [np.squeeze(array) for array in arrays if array is not None]
    _, index = indexed(left)
    own = "".join(sorted(index))  # K_ji is told by its own entry, rows first
    turned = own if index == own else index
    result: Array = np.einsum(",".join(i for _, i in terms) + "->" + turned, *squeezed)
    return result


@EVERY_PRESET
def test_the_line_of_one_entry_gives_the_gradient(preset: Preset) -> None:
    trace, derivation = shown(preset)
    for name in trace.gradients:
        lines = entry_lines(derivation, name)
        if not lines:
            continue
        found = by_indices(lines[2].latex, trace, derivation)
        if found is not None:
            assert error(found, np.squeeze(trace.gradient(name))) < TOLERANCE["same"], (name, lines[2].latex)


def latex(preset: str, name: str, layout: LayoutName = "mixed") -> list[str]:
    return [line.latex for line in entry_lines(shown(presets()[preset], layout)[1], name)]


def test_a_weight_gradient_of_one_example_is_an_outer_product() -> None:
    assert latex("single-layer", "W") == [
        r"z_{i} = \sum_{k} W_{ik}\,x_{k} + \dots",
        r"\frac{\partial z_{i}}{\partial W_{ij}} = x_{j}",
        r"\frac{\partial J}{\partial W_{ij}} = \delta_{2,i} x_{j}",
        r"\frac{\partial J}{\partial W} = \delta_{2}^{\top} x^{\top}",
    ]
    assert latex("single-layer", "W", "denominator")[-1] == r"\frac{\partial J}{\partial W} = \delta_{2} x^{\top}"
    assert latex("single-layer", "W", "numerator")[-1] == r"\frac{\partial J}{\partial W} = x \delta_{2}"


def test_a_weight_gradient_of_a_batch_sums_over_the_examples() -> None:
    assert latex("batch", "W1")[2:] == [
        r"\frac{\partial J}{\partial W_{1,ij}} = \sum_{l} X_{li} \delta_{2,lj}",
        r"\frac{\partial J}{\partial W_{1}} = X^{\top} \delta_{2}",
    ]


def test_what_no_product_of_matrices_leads_to_has_no_such_lines() -> None:
    for name in ("z", "b1", "Theta"):
        assert latex("single-layer", name) == []
    assert entry_lines(derivation_of(trace_of("J = sum(x * x)", {"x": [1, 2]}).sheet, "mixed"), "x") == []


@EVERY_PRESET
def test_the_layouts_stand_side_by_side_as_each_of_them_is_alone(preset: Preset) -> None:
    _, derivation = shown(preset)
    together = conventions_json(derivation)
    assert tuple(together) == LAYOUTS
    for layout in LAYOUTS:
        alone = derivation_of(derivation.sheet, layout)
        for name, said in together[layout].items():
            assert tuple(said["shape"]) == alone.layout.table.shape(Gradient(name))
            assert said["transposed"] == (name in alone.layout.flipped)
            assert said["formula"]["latex"].endswith(alone.latex.write(alone.tree(name)))
