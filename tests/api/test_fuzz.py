"""Nothing that is sent gives a 500."""

import json
from collections.abc import Sequence
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from starlette.testclient import TestClient

from app.api.proofs.table import PROOFS
from app.api.schemas.descents import DescentResponse
from app.api.schemas.gradchecks import GradcheckResponse
from app.api.schemas.programs import ProgramResponse
from app.api.schemas.traces import TraceResponse
from app.api.schemas.values import ValuesResponse
from app.i18n import LANGUAGES
from tests.support.programs import Example, programs
from tests.support.single_layer import PROGRAM

FUZZ = settings(max_examples=150)
WORDS = [
    "W",
    "x",
    "h",
    "y",
    "J",
    "relu",
    "softmax",
    "sum",
    "cross_entropy",
    "log",
    "T",
    "axis",
    "0",
    "1",
    "1e308",
    "-1",
]
MARKS = ["@", "+", "-", "*", "/", "(", ")", ",", ".", "=", "\n", " ", ":", "[", "]", "'", "#", "θ", "\t", "\\"]
TOKENS = st.sampled_from([*WORDS, *MARKS])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | TOKENS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TOKENS, inner, max_size=3),
    max_leaves=5,
)


def answered(client: TestClient, body: Any, to: str = "/api/traces") -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = client.post(to, content=content)
    assert response.status_code in (200, 404, 413, 422), (content, response.text)
    assert response.status_code == 200 or response.json()["error"]["message"]


@st.composite
def mutated_programs(draw: st.DrawFn) -> str:
    """The reference program with a few of its tokens deleted, doubled, swapped or replaced."""
    tokens = [part for word in PROGRAM.split(" ") for part in (*word.replace("(", " ( ").split(" "), " ")]
    for _ in range(draw(st.integers(1, 4))):
        k, j = (draw(st.integers(0, len(tokens) - 1)) for _ in range(2))
        match draw(st.sampled_from(["delete", "double", "swap", "replace", "insert"])):
            case "delete" if len(tokens) > 1:
                del tokens[k]
            case "double":
                tokens.insert(k, tokens[k])
            case "swap":
                tokens[k], tokens[j] = tokens[j], tokens[k]
            case "replace":
                tokens[k] = draw(TOKENS)
            case _:
                tokens.insert(k, draw(TOKENS))
    return "".join(tokens)


@FUZZ
@given(
    text=mutated_programs(), shapes=st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=6, max_size=6)
)
def test_a_program_with_changed_tokens(client: TestClient, text: str, shapes: list[tuple[int, int]]) -> None:
    values = {name: [[0.5] * n] * m for name, (m, n) in zip(["W", "x", "b1", "U", "b2", "y"], shapes, strict=True)}
    answered(client, {"program": text, "values": values, "lang": "zh"})
    answered(client, {"program": text})


@FUZZ
@given(words=st.lists(TOKENS, max_size=12))
def test_a_program_of_loose_tokens(client: TestClient, words: list[str]) -> None:
    text = "J = " + "".join(words)
    answered(client, {"program": text, "values": {"W": [[1, 2]], "x": [1, 2], "h": 1, "y": 0}, "lang": "zh"})


@FUZZ
@given(text=st.text(max_size=40))
def test_any_text_as_a_program(client: TestClient, text: str) -> None:
    answered(client, {"program": text, "lang": "zh"})


@FUZZ
@given(
    fields=st.dictionaries(
        st.sampled_from(["values", "layout", "include", "arrays", "lang", "preset", "program", "x"]), JUNK
    )
)
def test_any_fields(client: TestClient, fields: dict[str, Any]) -> None:
    answered(client, {"preset": "single-layer", **fields})


@FUZZ
@given(name=st.sampled_from(["W", "x", "y", "z", "Θ"]), value=JUNK)
def test_any_value(client: TestClient, name: str, value: Any) -> None:
    answered(client, {"preset": "single-layer", "values": {name: value}, "lang": "zh"})


@FUZZ
@given(body=st.binary(max_size=60), at=st.integers(0, 60))
def test_any_bytes(client: TestClient, body: bytes, at: int) -> None:
    good = b'{"preset": "single-layer", "values": {"x": [1, 2, 3]}}'
    answered(client, body)
    answered(client, good[:at] + body[:3] + good[at + 1 :])


LAYOUTS = ("mixed", "numerator", "denominator")
ANSWERS: dict[str, type[BaseModel]] = {
    "traces": TraceResponse,
    "gradchecks": GradcheckResponse,
    "descents": DescentResponse,
    "programs": ProgramResponse,
    "values": ValuesResponse,
}


def valid_answer(client: TestClient, endpoint: str, body: dict[str, Any], is_sound: bool) -> dict[str, Any] | None:
    """What an endpoint says to a program, or None where the numbers are none that it can compute with."""
    response = client.post(f"/api/{endpoint}", json=body)
    allowed = (200,) if is_sound else (200, 413, 422)
    assert response.status_code in allowed, (endpoint, body, response.text)
    if response.status_code != 200:
        return None
    ANSWERS[endpoint].model_validate(response.json())
    return dict(response.json())


def ask_everything(client: TestClient, example: Example, layout: str, lang: str, include: Sequence[str]) -> None:
    """A program at every endpoint that takes one."""
    values = {name: value.tolist() for name, value in example.values.items()}
    text = {"program": example.text, "lang": lang}
    request = {**text, "values": values, "layout": layout}
    trace = valid_answer(client, "traces", {**request, "include": [*include]}, not example.extreme and not include)
    if trace is not None and "steps" in include:
        assert len(trace["steps"]) > len(trace["gradients"])
    for method in ("central", "complex"):
        valid_answer(client, "gradchecks", {**request, "method": method}, is_sound=False)
    valid_answer(client, "descents", {**text, "values": values}, is_sound=False)
    shapes = {name: [*value.shape] for name, value in example.values.items()}
    valid_answer(client, "programs", {**text, "shapes": shapes}, is_sound=True)
    valid_answer(client, "programs", text, is_sound=False)
    valid_answer(client, "values", {**text, "shapes": shapes}, is_sound=True)


@settings(max_examples=100)
@given(
    example=st.booleans().flatmap(programs),
    layout=st.sampled_from(LAYOUTS),
    lang=st.sampled_from(LANGUAGES),
    include=st.lists(st.sampled_from(["steps", *PROOFS]), unique=True),
)
def test_every_program_is_answered_at_every_endpoint(
    client: TestClient, example: Example, layout: str, lang: str, include: list[str]
) -> None:
    ask_everything(client, example, layout, lang, include)


@pytest.mark.soak
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("extreme", [False, True])
def test_thousands_of_programs_are_answered_with_everything(client: TestClient, extreme: bool, layout: str) -> None:
    turns = cycle(LANGUAGES)

    @settings(max_examples=850)
    @given(example=programs(extreme))
    def ask(example: Example) -> None:
        ask_everything(client, example, layout, next(turns), ["steps", *PROOFS])

    ask()


@FUZZ
@given(
    fields=st.dictionaries(st.sampled_from(["values", "parameters", "etas", "entry", "lang", "preset", "x"]), JUNK),
    entry=st.dictionaries(st.sampled_from(["name", "row", "column", "span", "points", "x"]), JUNK),
)
def test_any_fields_of_a_descent(client: TestClient, fields: dict[str, Any], entry: dict[str, Any]) -> None:
    answered(client, {"preset": "single-layer", **fields}, "/api/descents")
    named = {"name": "W", "row": 0, "column": 0, "points": 3}
    answered(client, {"preset": "single-layer", "entry": {**named, **entry}}, "/api/descents")


@settings(max_examples=60)
@given(
    example=programs(),
    scale=st.sampled_from([0.0, 1.0, -1.0, 1e-300, 1e150, 1e307]),
    eta=st.floats(5e-324, 1e308, allow_infinity=False),
)
def test_every_sound_program_is_answered_with_its_paths_and_its_descent(
    client: TestClient, example: Example, scale: float, eta: float
) -> None:
    values = {name: (value * scale).tolist() for name, value in example.values.items()}
    request: dict[str, Any] = {"program": example.text, "values": values}
    answered(client, {**request, "include": ["paths"]})
    answered(client, {**request, "etas": [eta]}, "/api/descents")
    for name in list(values)[:1]:  # a program of numbers alone has none
        answered(client, {**request, "entry": {"name": name, "row": 0, "column": 0}}, "/api/descents")
