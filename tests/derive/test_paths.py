"""What is said about a path: the quantities on the way and the chain rule along it, in every layout."""

from app.core.limits import Limits
from app.derive.layout import LayoutName
from app.derive.paths import path_facts, step_facts, uses
from app.engine.paths import plan_paths
from app.presets import preset
from tests.support.traces import derivation, trace_of

SINGLE_LAYER = ["J", "y_hat", "Theta", "h", "z", "W"]
TWICE = "a = 3 * x\ns = a * a + a\nJ = sum(s)"


def facts(text: str, values: object, name: str, layout: LayoutName = "mixed") -> list[dict[str, object]]:
    trace = trace_of(text, values)  # type: ignore[arg-type]
    d = derivation(trace, layout)
    return [path_facts(d, path) for path in plan_paths(trace.sheet, Limits()).listed[name]]


def partials(*names: str) -> str:
    latex = {"y_hat": r"\hat{y}", "Theta": r"\Theta"}
    shown = [latex.get(name, name) for name in names]
    return " ".join(rf"\frac{{\partial {of}}}{{\partial {by}}}" for of, by in zip(shown[::2], shown[1::2], strict=True))


def test_a_path_names_every_quantity_on_the_way_and_what_a_fusion_leaps_over() -> None:
    (path,) = facts(preset("single-layer").program.text, preset("single-layer").values, "W")
    assert path["chain"] == [{"name": name, "leapt": name == "y_hat", "use": None} for name in SINGLE_LAYER]
    assert path["latex"] == partials("J", "y_hat", "y_hat", "Theta", "Theta", "h", "h", "z", "z", "W")
    assert str(path["mathml"]).startswith("<math")


def test_columns_that_stay_columns_are_written_from_right_to_left() -> None:
    (path,) = facts(preset("single-layer").program.text, preset("single-layer").values, "W", "denominator")
    assert path["latex"] == partials("z", "W", "h", "z", "Theta", "h", "y_hat", "Theta", "J", "y_hat")
    (path,) = facts("s = sum(x)\nJ = 3 * s", {"x": [1, 2]}, "x", "denominator")
    assert path["latex"] == partials("s", "x", "J", "s")


def test_the_uses_of_a_quantity_by_one_step_are_numbered() -> None:
    paths = facts(TWICE, {"x": [1, 2]}, "x")
    assert [[entry["use"] for entry in path["chain"]] for path in paths] == [  # type: ignore[attr-defined]
        [None, None, 1, None],
        [None, None, 2, None],
        [None, None, 3, None],
    ]


def test_last_steps_are_named_as_the_paths_name_them() -> None:
    d = derivation(trace_of(TWICE, {"x": [1, 2]}))
    assert [step_facts(d, part) for part in d.sheet.parts["a"]] == [
        {"via": "s", "through": None, "use": use} for use in (1, 2, 3)
    ]
    d = derivation(trace_of(preset("single-layer").program.text, preset("single-layer").values))
    assert [step_facts(d, part) for part in d.sheet.parts["Theta"]] == [{"via": "J", "through": "y_hat", "use": None}]


def test_a_gradient_is_computed_once_and_names_the_others_that_use_it() -> None:
    d = derivation(trace_of(preset("single-layer").program.text, preset("single-layer").values))
    assert uses(d, "Theta") == {"count": 3, "by": ["U", "h", "b2"]}
    assert uses(d, "W") == {"count": 0, "by": []}
    d = derivation(trace_of("a = 2 * x\nb = a * a\nJ = sum(b)", {"x": [1, 2]}))
    assert uses(d, "b") == {"count": 2, "by": ["a"]}


def test_a_derivation_goes_four_steps_back_and_no_further() -> None:
    trace = trace_of("a = sin(x)\nb = cos(a)\nc = exp(b)\nd = sqrt(c)\ne = sin(d)\nJ = sum(e)", {"x": [1, 2]})
    (path,) = derivation(trace).paths("x")
    assert [part.via for part in path] == ["d", "c", "b", "a"]
