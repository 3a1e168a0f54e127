"""The derivation of the reference text, literally; and that none of it is stored."""

import re
from pathlib import Path
from typing import Any

import pytest

import app.presets
from app.derive.layout import LayoutName
from app.derive.steps import steps_of
from app.presets import preset
from tests.support.traces import derivation, trace_of

SHORT = {"D1": r"\delta_{1}", "D2": r"\delta_{2}", "Th": r"\Theta", "^T": r"^{\top}", "yh": r"\hat{y}"}
SHORT |= {
    "b1": "b_{1}",
    "b2": "b_{2}",
    "sgn(": r"\operatorname{sgn}(",
    " o ": r" \circ ",
    "[": r"\left(",
    "]": r"\right)",
}

# d(J/z) is ∂J/∂z; the number after | is the identity that the line cites.
MIXED = {
    "Theta": ["d(J/Th) = d(J/yh) d(yh/Th)", "= [yh - y]^T | 7"],
    "U": ["d(J/U) = d(J/Th) d(Th/U)", "= D1 d(Th/U)", "= D1^T h^T | 5"],
    "b2": ["d(J/b2) = d(J/Th) d(Th/b2)", "= D1 d(Th/b2)", "= D1^T | 3"],
    "h": ["d(J/h) = d(J/Th) d(Th/h)", "= D1 d(Th/h)", "= D1 U | 1"],
    "z": ["d(J/z) = d(J/Th) d(Th/h) d(h/z)", "= D1 d(Th/h) d(h/z)", "= D1 U d(h/z) | 1", "= D1 U o sgn(h)^T | 4"],
    "W": ["d(J/W) = d(J/z) d(z/W)", "= D2 d(z/W)", "= D2^T x^T | 5"],
    "b1": ["d(J/b1) = d(J/z) d(z/b1)", "= D2 d(z/b1)", "= D2^T | 3"],
    "x": ["d(J/x) = d(J/z) d(z/x)", "= D2 d(z/x)", "= [D2 W]^T | 1"],
}
DENOMINATOR = {
    "Theta": ["d(J/Th) = d(yh/Th) d(J/yh)", "= yh - y | 7"],
    "U": ["d(J/U) = d(J/Th) d(Th/U)", "= D1 d(Th/U)", "= D1 h^T | 5"],
    "b2": ["d(J/b2) = d(Th/b2) d(J/Th)", "= d(Th/b2) D1", "= D1 | 3"],
    "h": ["d(J/h) = d(Th/h) d(J/Th)", "= d(Th/h) D1", "= U^T D1 | 1"],
    "z": ["d(J/z) = d(h/z) d(Th/h) d(J/Th)", "= d(h/z) d(Th/h) D1", "= d(h/z) U^T D1 | 1", "= U^T D1 o sgn(h) | 4"],
    "W": ["d(J/W) = d(J/z) d(z/W)", "= D2 d(z/W)", "= D2 x^T | 5"],
    "b1": ["d(J/b1) = d(z/b1) d(J/z)", "= d(z/b1) D2", "= D2 | 3"],
    "x": ["d(J/x) = d(z/x) d(J/z)", "= d(z/x) D2", "= W^T D2 | 1"],
}
CHECKS = {
    "mixed": {
        "Theta": "((N_c×1) − (N_c×1))ᵀ → 1×N_c",
        "U": "(N_c×1)(1×D_h) → N_c×D_h",
        "b2": "(N_c×1) → N_c×1",
        "h": "(1×N_c)(N_c×D_h) → 1×D_h",
        "z": "(1×N_c)(N_c×D_h) ∘ (1×D_h) → 1×D_h",
        "W": "(D_h×1)(1×D_x) → D_h×D_x",
        "b1": "(D_h×1) → D_h×1",
        "x": "((1×D_h)(D_h×D_x))ᵀ → D_x×1",
    },
    "denominator": {
        "z": "(D_h×N_c)(N_c×1) ∘ (D_h×1) → D_h×1",
        "U": "(N_c×1)(1×D_h) → N_c×D_h",
        "x": "(D_x×D_h)(D_h×1) → D_x×1",
    },
    "numerator": {"U": "(D_h×1)(1×N_c) → D_h×N_c", "x": "(1×D_h)(D_h×D_x) → 1×D_x"},
}


def latex(short: str) -> str:
    """The line as LaTeX, from the shorthand above."""
    fractions = re.sub(r"d\((\w+)/(\w+)\)", r"\\frac{\\partial \1}{\\partial \2}", short.partition(" | ")[0])
    return re.sub(
        "|".join(re.escape(key) for key in sorted(SHORT, key=len, reverse=True)),
        lambda found: SHORT[found[0]],
        fractions,
    )


def backward_steps(layout: LayoutName, text: str | None = None, names: dict[str, str] | None = None) -> dict[str, Any]:
    """Backward steps by quantity; `names` renames the inputs of the preset."""
    known = preset("single-layer")
    values = {(names or {}).get(name, name): value for name, value in known.values.items()}
    trace = trace_of(text or known.program.text, values)
    return {s["quantity"]: s for s in steps_of(derivation(trace, layout), "en") if s["phase"] == "backward"}


@pytest.mark.parametrize("name", MIXED)
@pytest.mark.parametrize(
    ("layout", "lines"), [("mixed", MIXED), ("denominator", DENOMINATOR)], ids=lambda v: str(v)[:5]
)
def test_the_lines_are_those_of_the_reference_text(layout: LayoutName, lines: dict[str, list[str]], name: str) -> None:
    step = backward_steps(layout)[name]
    assert [line["latex"] for line in step["lines"]] == [latex(line) for line in lines[name]]
    assert [line["identity"] or "" for line in step["lines"]] == [line.partition(" | ")[2] for line in lines[name]]
    assert step["formula"]["latex"] == f"{latex(lines[name][0]).partition(' = ')[0]} {latex(lines[name][-1])}"


@pytest.mark.parametrize(
    ("layout", "name", "text"),
    [(layout, name, text) for layout, checks in CHECKS.items() for name, text in checks.items()],
)
def test_the_shape_check_is_that_of_the_reference_text(layout: LayoutName, name: str, text: str) -> None:
    assert backward_steps(layout)[name]["shapes"]["text"] == text


def test_the_inner_sizes_that_meet_are_marked() -> None:
    shapes = [token for token in backward_steps("mixed")["z"]["shapes"]["tokens"] if token["kind"] == "shape"]
    assert [token["meets"] for token in shapes] == [["cols"], ["rows"], [], []]
    assert [token["shape"] for token in shapes] == [[1, 3], [3, 4], [1, 4], [1, 4]]


def test_identities_are_cited_where_the_reference_text_cites_them() -> None:
    steps = backward_steps("mixed")
    assert [steps[name]["identities"] for name in ("Theta", "z", "U", "b2", "W", "b1", "x")] == [
        *(["7"], ["1", "4"], ["5"], ["3"], ["5"], ["3"], ["1"]),
    ]


def test_the_first_signal_is_computed_once_and_used_by_its_three_neighbours() -> None:
    steps = backward_steps("mixed")
    assert [steps[name]["reuses"] for name in ("U", "b2", "h")] == [[{"name": "Theta", "count": 3}]] * 3


def test_the_mask_names_the_pre_activation() -> None:
    assert {name: step["mask"] for name, step in backward_steps("mixed").items() if step["mask"]} == {"z": "z"}


def test_other_names_give_the_same_formulas_in_those_names() -> None:
    names = {"W": "A", "x": "v", "b1": "c", "U": "B", "b2": "e", "y": "t"}
    names |= {"z": "q", "h": "r", "Theta": "s", "y_hat": "p", "J": "L"}
    text = re.sub(r"\w+", lambda word: names.get(word[0], word[0]), preset("single-layer").program.text)
    renamed = backward_steps("mixed", text, names)
    letters = {**names, r"\Theta": "s", r"\hat{y}": "p", "b_{1}": "c", "b_{2}": "e"}
    pattern = re.compile(r"\\Theta|\\hat\{y\}|b_\{[12]\}|\\\w+|[A-Za-z]+")
    for name, step in backward_steps("mixed").items():
        for line, other in zip(step["lines"], renamed[names[name]]["lines"], strict=True):
            plain = re.sub(r"\\(partial|frac|top|circ|operatorname\{sgn\}|left|right)", r"<\1>", line["latex"])
            expected = pattern.sub(lambda word: letters.get(word[0], word[0]), plain)
            expected = re.sub(r"<([^>]*)>", r"\\\1", expected)
            assert other["latex"] == expected


def test_a_general_target_is_derived_with_the_general_rule() -> None:
    known = preset("single-layer")
    trace = trace_of(known.program.text, {**known.values, "y": [1.0, 1.0, 0.0]})
    (step,) = (s for s in steps_of(derivation(trace), "en") if s["phase"] == "backward" and s["quantity"] == "Theta")
    assert step["lines"][-1]["latex"] == r"= \left(\left({\textstyle\sum} y\right)\,\hat{y} - y\right)^{\top}"
    assert "does not sum to 1" in step["sentence"]


def test_no_formula_of_this_network_is_stored_with_it() -> None:
    folder = Path(app.presets.__file__).parent
    stored = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file())
    assert not re.search(r"sgn|\\partial|\\delta|delta_1|∂|\\frac|\\top", stored)
