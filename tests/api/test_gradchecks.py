"""POST /api/gradchecks: every entry, in the layout that was asked for, and an honest answer where not all were checked."""

import json
import threading
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.api.examples import GRADCHECK_EXAMPLES
from app.api.gradchecks import gradcheck_body
from app.api.schemas.gradchecks import GradcheckRequest, GradcheckResponse, GradientCheck
from app.core.limits import Limits
from app.core.patience import Patience, patience
from app.derive.layout import LAYOUTS
from app.gradcheck.budget import Budget
from app.gradcheck.error_curve import LENGTHS
from app.gradcheck.verdicts import VERDICTS
from app.main import create_app
from app.ops.table import ROWS
from app.presets import preset, presets
from app.settings import Settings
from tests.api.test_fuzz import JUNK
from tests.support.gradchecks import fresh_rules
from tests.support.tolerances import TOLERANCE, error

KINK = {"program": "J = sum(abs(X) @ w)", "values": {"X": [[1, 0, -2], [0.5, 3, -1]], "w": [1, 2, 3]}}


def answer(client: TestClient, **body: Any) -> GradcheckResponse:
    response = client.post("/api/gradchecks", json=body)
    assert response.status_code == 200, response.text
    return GradcheckResponse.model_validate_json(response.content, strict=True)


@pytest.mark.parametrize(("of_request", "of_check"), [(1.0, 0.7), (1e6, 1.2)])
def test_a_check_leaves_some_of_the_time_of_its_request(
    of_request: float, of_check: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def noted(runs: int, work: int, seconds: float) -> Budget:
        given.append(seconds)
        return Budget(runs, work)

    monkeypatch.setattr("app.api.gradchecks.Budget", noted)
    with patience(Patience(of_request)):
        gradcheck_body(GradcheckRequest(preset="single-layer", curve=True), Limits())
    assert 0 < given[0] <= of_check
    assert given[1] == given[0] / 4


def packed(array: Any) -> dict[str, Any]:
    return {"shape": list(array.shape), "data": b64encode(np.ascontiguousarray(array, "<f8").tobytes()).decode()}


def numbers(rows: list[list[Any]] | None) -> Any:
    assert rows is not None
    return np.array(rows, dtype=float)


@pytest.mark.parametrize("example", GRADCHECK_EXAMPLES.values(), ids=list(GRADCHECK_EXAMPLES))
def test_the_examples_are_answered(client: TestClient, example: Any) -> None:
    assert answer(client, **example["value"]).passed


@pytest.mark.parametrize("name", presets())
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_gradient_of_a_trace_is_checked_in_its_shape(client: TestClient, name: str, layout: str) -> None:
    body = {"preset": name, "layout": layout}
    found = answer(client, **body)
    trace = client.post("/api/traces", json={**body, "include": []}).json()
    assert (found.passed, found.sampled, found.curve) == (True, None, None)
    assert found.loss.model_dump() == trace["loss"]
    assert list(found.checks) == list(trace["gradients"])
    for of, gradient in trace["gradients"].items():
        facts = found.checks[of].model_dump()
        assert {key: list(facts[key]) if key in ("shape", "sizes") else facts[key] for key in gradient if key != "data"} == {
            key: value for key, value in gradient.items() if key != "data"
        }  # fmt: skip
        assert error(numbers(found.checks[of].numeric), gradient["data"]) < TOLERANCE["differences"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("method", ["central", "complex"])
def test_matrices_counts_and_the_worst_entry_belong_together(client: TestClient, layout: str, method: str) -> None:
    for body in ({"preset": "attention"}, KINK):
        found = answer(client, **body, layout=layout, method=method)
        for check in found.checks.values():
            assert_consistent(check)
        assert found.counts == {v: sum(check.counts[v] for check in found.checks.values()) for v in VERDICTS}


def assert_consistent(check: GradientCheck) -> None:
    assert check.verdicts is not None
    errors = numbers(check.relative_errors)
    assert errors.shape == numbers(check.numeric).shape == np.array(check.verdicts).shape == check.shape
    for verdict in VERDICTS:
        assert check.counts[verdict] == sum(row.count(verdict) for row in check.verdicts)
    if check.worst is not None:
        banded = np.isin(check.verdicts, ["good", "fair", "poor", "wrong"])
        assert banded[check.worst.row, check.worst.column]
        assert check.worst.relative_error == errors[check.worst.row, check.worst.column] == errors[banded].max()


def test_a_kink_is_marked_where_the_layout_shows_it_and_does_not_fail_the_check(client: TestClient) -> None:
    for layout in LAYOUTS:
        found = answer(client, **KINK, layout=layout)
        check = found.checks["X"]
        assert check.verdicts is not None
        assert check.transposed == (layout == "numerator")
        assert check.verdicts[1 if check.transposed else 0][0 if check.transposed else 1] == "kink"
        assert (check.counts["kink"], found.counts["kink"], found.passed) == (1, 1, True)


def test_a_wrong_rule_fails_the_check(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "h = tanh(W @ x)\nJ = sum(h)"
    body = {"program": text, "values": {"W": [[1, 2], [0.5, -1]], "x": [0.5, 1]}}
    assert answer(client, **body).passed
    monkeypatch.setitem(ROWS, "tanh", replace(ROWS["tanh"], backward=("g * (1 - y)",)))
    with fresh_rules():
        found = answer(client, **body)
    assert not found.passed
    assert {name for name, check in found.checks.items() if check.counts["wrong"]} == {"t1", "W", "x"}
    worst = found.checks["W"].worst
    assert worst is not None
    assert worst.relative_error > found.bands[-1].most


def test_the_gradients_that_are_asked_for_are_checked(client: TestClient) -> None:
    found = answer(client, preset="single-layer", names=["x", "Theta", "x"])
    assert list(found.checks) == ["Theta", "x"]


def test_the_bands_are_told(client: TestClient) -> None:
    bands = answer(client, preset="single-layer").bands
    assert [(band.verdict, band.most) for band in bands] == [("good", 1e-7), ("fair", 1e-4), ("poor", 1e-2)]


def test_h_is_said_again_and_decides_the_error(client: TestClient) -> None:
    coarse, fine = (answer(client, preset="mazur", h=h) for h in (0.01, 1e-5))
    assert (coarse.h, fine.h, answer(client, preset="mazur").h) == (0.01, 1e-5, None)
    assert coarse.counts["good"] < fine.counts["good"]


def test_the_curve_comes_when_it_is_asked_for(client: TestClient) -> None:
    curve = answer(client, preset="single-layer", curve=True).curve
    assert curve is not None
    assert curve.h == list(LENGTHS)
    assert len(curve.median) == len(curve.largest) == len(LENGTHS)
    assert curve.entries == 37  # of 45: a fourth of W and b₁, z, h is 0 behind the ReLU
    flat = answer(client, program="J = sum(0 * x)", values={"x": [1, 2]}, curve=True, names=["x"]).curve
    assert flat is not None
    assert (flat.entries, set(flat.median)) == (0, {None})


def test_what_is_not_finite_is_a_string_and_what_is_not_checked_is_null() -> None:
    with TestClient(create_app(Settings(Limits(gradcheck_runs=6)))) as client:
        body = {"program": "J = sum(sqrt(x))", "values": {"x": [0, 0, 0, 4, 9]}, "names": ["x"]}
        found = client.post("/api/gradchecks", json=body).json()
    check = found["checks"]["x"]
    assert 0 < found["sampled"]["checked"] < found["sampled"]["entries"] == 5
    assert check["counts"]["unchecked"] == 5 - found["sampled"]["checked"]
    for (verdict,), (numeric,), (relative,) in zip(
        check["verdicts"], check["numeric"], check["relative_errors"], strict=True
    ):
        assert (numeric is None) == (relative is None) == (verdict == "unchecked")
        assert (relative == "NaN") == (verdict == "not-finite")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_of_a_large_gradient_that_is_sampled_only_the_checked_entries_are_sent(layout: str) -> None:
    values = {"W": packed(np.random.default_rng(1).standard_normal((80, 60))), "x": packed(np.ones((60, 1)))}
    body = {"program": "z = W @ x\nJ = sum(tanh(z))", "values": values, "layout": layout}
    with TestClient(create_app(Settings(Limits(gradcheck_runs=600)))) as client:
        first, again = (answer(client, **body, seed=7) for _ in range(2))
        other = answer(client, **body, seed=8)
    assert first == again != other
    check = first.checks["W"]
    assert (check.numeric, check.relative_errors, check.verdicts) == (None, None, None)
    assert check.entries is not None
    assert first.sampled is not None
    assert len(check.entries) == 4800 - check.counts["unchecked"]
    assert first.sampled.checked == first.sampled.entries - first.counts["unchecked"]
    rows, columns = check.shape
    assert all(entry.row < rows and entry.column < columns for entry in check.entries)
    gradient = client.post("/api/traces", json={**body, "include": []}).json()["gradients"]["W"]["data"]
    assert all(entry.analytic == gradient[entry.row][entry.column] for entry in check.entries)
    assert check.worst is not None
    assert check.worst.relative_error == max(float(entry.relative_error) for entry in check.entries)
    assert_consistent(first.checks["z"])


def test_a_check_of_a_million_entries_is_sampled_and_says_so(client: TestClient) -> None:
    random = np.random.default_rng(0)
    shapes = {"W": (1024, 1024), "x": (1024, 1), "b1": (1024, 1), "U": (1000, 1024), "b2": (1000, 1)}
    values = {name: packed(random.standard_normal(shape) / 32) for name, shape in shapes.items()}
    y = packed(np.eye(1000, 1))
    found = answer(client, program=preset("single-layer").program.text, values={**values, "y": y})
    assert found.sampled is not None
    assert found.sampled.entries == 1024 * 1024 + 1000 * 1024 + 4 * 1024 + 2 * 1000
    assert len(found.checks) <= found.sampled.checked < 10_000
    assert found.passed


def test_warnings_are_those_of_the_trace(client: TestClient) -> None:
    body = {"preset": "single-layer", "values": {"y": [1, 1, 0]}, "lang": "zh"}
    assert [w.model_dump() for w in answer(client, **body).warnings] == client.post("/api/traces", json=body).json()[
        "warnings"
    ]


def test_a_full_pool_answers_503(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, end = threading.Event(), threading.Event()

    def waiting(*args: Any) -> bytes:
        begun.set()
        assert end.wait(30)
        return gradcheck_body(*args)

    body = {"preset": "logistic-regression"}
    with TestClient(create_app(Settings(workers=1, queue=0))) as client, ThreadPoolExecutor(1) as elsewhere:
        monkeypatch.setattr("app.api.gradchecks.gradcheck_body", waiting)
        first = elsewhere.submit(client.post, "/api/gradchecks", json=body)
        assert begun.wait(30)
        try:
            refused = client.post("/api/gradchecks", json=body)
        finally:
            end.set()
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "busy")
        assert first.result().status_code == 200


@given(
    fields=st.dictionaries(st.sampled_from(["values", "layout", "method", "h", "names", "seed", "curve", "x"]), JUNK)
)
@settings(max_examples=150)
def test_any_fields(client: TestClient, fields: dict[str, Any]) -> None:
    content = json.dumps({"preset": "logistic-regression", "lang": "zh", **fields}).encode()
    response = client.post("/api/gradchecks", content=content)
    assert response.status_code in (200, 413, 422), (content, response.text)
    assert response.status_code == 200 or response.json()["error"]["message"]


@given(
    x=st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0, 5e-324, 1e308, -1e308, 1e-200]), min_size=1, max_size=4),
    text=st.sampled_from(["J = sum(x)", "J = sum(x * x)", "J = sum(exp(x))", "J = sum(1 / x)", "J = sum(log(x))", "J = norm(x)", "J = max(x)", "J = sum(x ** 0.5)", "J = sum(softmax(x) * x)", "J = sum(gelu(x) + sigmoid(x) + tanh(x))"]),
    method=st.sampled_from(["central", "complex"]),
    h=st.none() | st.floats(1e-14, 1),
)  # fmt: skip
@settings(max_examples=150)
def test_any_numbers_that_are_finite(
    client: TestClient, x: list[float], text: str, method: str, h: float | None
) -> None:
    found = answer(client, program=text, values={"x": x}, method=method, h=h, curve=True)
    assert sum(found.counts.values()) == sum(np.prod(check.shape) for check in found.checks.values())
