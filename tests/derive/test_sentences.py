"""What is said about a program speaks of that program: of its names, and of no others."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from app.core import symbols
from app.derive.conventions import entries_json
from app.derive.full_step import full_forms, full_json
from app.derive.steps import steps_of
from app.engine.run import Trace
from app.expr.tree import Call, walk
from app.i18n import LANGUAGES, Language
from app.ops.identities import IDENTITIES
from app.ops.table import ROWS
from tests.support.every_operation import PROGRAMS
from tests.support.programs import Example, programs
from tests.support.traces import derivation, trace_of

_LETTERS = r"A-Za-z\u0370-\u03ff"
_SMALL = r"₀-₉ₐ-ₜᵢᵣᵤᵥⱼ"
_SYMBOL = re.compile(
    rf"(?<![{_LETTERS}{_SMALL}0-9’])[{_LETTERS}][\u0302-\u0304]*[{_SMALL}]*(?:_[A-Za-z0-9,]+)?(?![{_LETTERS}])"
)
NO_NAMES = {"en": {"a", "A", "e"}, "zh": {"e"}}
"""The article, and e itself."""
SIGNS = {"σ", "Σ", "Π"}


def spoken_of(text: str) -> set[str]:
    """The symbols in a sentence: letters that stand alone, with their accents and indices."""
    return {unicodedata.normalize("NFC", found) for found in _SYMBOL.findall(unicodedata.normalize("NFD", text))}


def sentences(trace: Trace, language: Language) -> Iterator[str]:
    """Everything that is said about a run."""
    d = derivation(trace)
    for step in steps_of(d, language):
        yield from (step["title"], step["sentence"])
        yield from said_in(step["lines"])
    for lines in entries_json(d, language).values():
        yield from said_in(lines)
    for full in full_forms(d).values():
        found = full_json(full, language)
        yield from said_in(found["lines"])
        yield from (factor["sentence"] for path in found["paths"] for factor in path)


def said_in(lines: list[dict[str, Any]]) -> Iterator[str]:
    yield from (line[part] for line in lines for part in ("label", "sentence"))


def names_of(trace: Trace) -> set[str]:
    d = derivation(trace)
    signals = {symbols.symbol(f"delta_{k}") for k in d.signals.values()}
    names = (*trace.sheet.program.inputs, *trace.sheet.program.computed)
    return {symbols.symbol(name) for name in names} | signals | SIGNS


def check(trace: Trace) -> None:
    for language in LANGUAGES:
        allowed = names_of(trace) | NO_NAMES[language]
        for sentence in sentences(trace, language):
            assert spoken_of(sentence) <= allowed, sentence


def test_symbols_are_found_in_a_sentence() -> None:
    assert spoken_of("For z = Wx a δ₁·Uᵀ by ŷ, and b₂ of W_xh; 对 x 的 ∂J/∂z") == set("zaxUŷJ") | {"δ₁", "b₂", "W_xh"}


@settings(max_examples=25, deadline=None)
@given(programs())
def test_no_sentence_speaks_of_a_name_that_the_program_does_not_have(example: Example) -> None:
    check(trace_of(example.text, example.values))


def test_the_programs_below_have_every_operation_and_cite_every_identity() -> None:
    traces = [trace_of(text, values) for text, values in PROGRAMS.items()]
    nodes = [node for trace in traces for step in trace.sheet.program.steps for node in walk(step.tree)]
    assert {node.op for node in nodes if isinstance(node, Call)} == set(ROWS)
    cited = {key for trace in traces for step in steps_of(derivation(trace), "en") for key in step["identities"]}
    assert cited == set(IDENTITIES)


@pytest.mark.parametrize("text", PROGRAMS)
def test_no_sentence_about_any_operation_does(text: str) -> None:
    check(trace_of(text, PROGRAMS[text]))


def test_the_sentence_about_a_product_names_its_factors() -> None:
    trace = trace_of("Theta = H @ u + b\nJ = sum(square(Theta))", {"H": [[1, 2], [3, 4]], "u": [1, 2], "b": [1, 1]})
    steps = {step["quantity"]: step for step in steps_of(derivation(trace), "en") if step["phase"] == "backward"}
    assert steps["H"]["lines"][-1]["sentence"] == (
        "For H·u the gradient by H is the outer product of the error signal and u."
    )
    assert steps["u"]["lines"][-1]["sentence"] == "For H·u the derivative by u is H itself."


def test_each_line_of_a_path_names_the_factors_of_its_own_product() -> None:
    values = {"U": [[1, 2], [3, 4]], "W": [[1, 2], [3, 4]], "x": [1, 2]}
    trace = trace_of("J = sum(U @ (W @ (x + 1)))", values)
    last = steps_of(derivation(trace), "en")[-1]
    assert last["quantity"] == "x"
    assert "For W·(x + 1) the derivative by x + 1 is W itself." in " ".join(line["sentence"] for line in last["lines"])
