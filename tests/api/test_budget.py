"""What each endpoint charges, before it makes anything."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from app.api.bodies import JsonCount
from app.api.descents import finish, prepare
from app.api.encoding import Encoding, charge_arrays, data_texts
from app.api.gradchecks import gradcheck_body
from app.api.schemas.descents import DescentRequest
from app.api.schemas.gradchecks import GradcheckRequest
from app.api.schemas.values import ValuesRequest
from app.api.values import draw
from app.core.arrays import Array, Shape
from app.core.errors import TooLargeError
from app.core.limits import Limits, numbers_written
from app.core.patience import AbandonedError, Patience, patience
from app.engine.program import read_program
from app.engine.run import run
from app.engine.sheet import compile_sheet
from app.main import create_app
from app.settings import Settings
from tests.support.files import npy

_LONGEST = -2.2250738585072014e-308
USES = "z = outer(x, y)\nJ = sum(" + " + ".join(["z * z"] * 95) + ")"
REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "a product that is used 95 times": ("/api/traces", {"program": USES, "values": {"x": [1] * 1000, "y": [1] * 1000}}, "too-many-cells"),
    "a column as long as may be, many times": ("/api/values", {"program": "J = sum(x) + sum(y) + sum(w)", "shapes": {"x": [1048576, 1], "y": [1048576, 1], "w": [1048576, 1]}, "scheme": "normal"}, "answer-too-large"),
    "sines": ("/api/values", {"program": "J = sum(" + " + ".join(["sin(x)"] * 30) + ")", "shapes": {"x": [1000, 1000]}}, "too-many-operations"),
    "steps and points": ("/api/descents", {"program": "J = sum(tanh(x @ x))", "values": {"x": np.eye(64).tolist()}, "etas": [1e-3] * 64, "entry": {"name": "x", "row": 0, "column": 0, "points": 201}}, "too-many-operations"),
    "kinks after kinks": ("/api/gradchecks", {"program": "\n".join(["a0 = x + 1", *(f"a{k} = relu(a{k - 1} + x)" for k in range(1, 40)), "J = sum(a39)"]), "values": {"x": [1] * 40_000}}, "too-many-cells-at-once"),
    "a stride beyond the padding": ("/api/traces", {"program": "J = sum(conv2d(x, k, stride=100000, padding=100000))", "values": {"x": 1, "k": 1}}, "too-many-cells-at-once"),
    "a large kernel": ("/api/values", {"program": "J = sum(conv2d(x, k))", "shapes": {"x": [256, 256], "k": [128, 128]}}, "too-many-operations"),
}  # fmt: skip


@pytest.mark.parametrize("title", REFUSED)
def test_what_costs_too_much_is_refused_and_says_what_was_asked_and_what_is_allowed(
    client: TestClient, title: str
) -> None:
    to, body, code = REFUSED[title]
    response = client.post(to, json=body)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (413, code)
    assert error["params"]["found"] > error["params"]["limit"]
    for told in (error["params"]["found"], error["params"]["limit"]):
        assert str(told) in error["message"]
    assert error["params"]["largest"] in error["hint"]


CLASSROOM: dict[str, dict[str, Shape]] = {
    "Z = X @ W + b\nH = relu(Z)\nJ = cross_entropy(Y, softmax(H @ U, axis=1), axis=1)": {
        "X": (64, 784), "W": (784, 128), "b": (1, 128), "U": (128, 10), "Y": (64, 10),
    },
    "Z = tanh(conv2d(X, K, padding=2))\nJ = sum(max_pool(Z, 2))": {"X": (224, 224), "K": (5, 5)},
    "A = softmax(Q @ K.T, axis=1)\nJ = sum(A @ V)": {"Q": (128, 64), "K": (128, 64), "V": (128, 64)},
    "J = norm(W)": {"W": (1024, 1024)},
}  # fmt: skip


@pytest.mark.parametrize("text", CLASSROOM)
def test_the_networks_of_a_classroom_are_far_from_every_limit(text: str) -> None:
    program, shapes = read_program(text), CLASSROOM[text]
    cost = compile_sheet(program, tuple(shapes[name] for name in program.inputs), {}).cost
    assert cost.cells < Limits().cells_at_once / 2
    assert cost.operations < Limits().operations / 4


@pytest.mark.parametrize("encoding", ["rows", "base64", "auto"])
@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (2001, 1), (1, 2001), (40, 60), (70_000, 1), (1, 70_000)])
def test_no_array_takes_more_bytes_than_it_is_charged(encoding: Encoding, shape: Shape) -> None:
    array: Array = np.full(shape, _LONGEST)
    (text,), _ = data_texts([array], encoding)
    charge_arrays([("x", shape)], encoding, Limits(answer_bytes=int(1.1 * len(text)) + 30))
    with pytest.raises(TooLargeError):
        charge_arrays([("x", shape)], encoding, Limits(answer_bytes=len(text) - 1))


def test_rows_are_the_same_in_blocks() -> None:
    array = np.random.default_rng(1).standard_normal((300, 700))
    array[7, 9] = np.inf
    for shape in ((300, 700), (210_000, 1), (1, 210_000)):
        shaped = array.reshape(shape)
        (text,), finite = data_texts([shaped], "rows")
        assert text == b"[" + b",".join(data_texts([row.reshape(1, -1)], "rows")[0][0][1:-1] for row in shaped) + b"]"
        assert not finite


@pytest.mark.parametrize("piece", [1, 3, 100])
def test_the_numbers_of_a_body_are_counted_as_they_come(piece: int) -> None:
    body = b'{"values": {"x": [[1, 2], [3, 4]]}}'
    assert numbers_written(body) == 1 + 3 + 4 * 5

    def count(limit: int) -> None:
        counted = JsonCount(Limits(numbers_of_body=limit))
        for begin in range(0, len(body), piece):
            counted.add(body[begin : begin + piece])

    count(24)
    with pytest.raises(TooLargeError, match="24 numbers or more"):
        count(23)


def test_a_file_is_charged_for_its_answer() -> None:
    with TestClient(create_app(Settings(Limits(answer_bytes=1000)))) as client:
        small = client.post("/api/files?name=W.npy", content=npy(np.ones((5, 5))))
        large = client.post("/api/files?name=W.npy", content=npy(np.ones((50, 5))))
    assert (small.status_code, large.status_code) == (200, 413)
    assert large.json()["error"]["params"]["largest"] == "W"


@pytest.mark.parametrize("to", ["/api/gradchecks", "/api/descents", "/api/traces", "/api/values"])
def test_work_that_nobody_waits_for_ends(to: str) -> None:

    gone = Patience(10)
    gone.give_up()
    sheet = compile_sheet(read_program("z = tanh(W @ x)\nJ = sum(z)"), ((500, 500), (500, 1)), {})
    works: dict[str, Callable[[], object]] = {
        "/api/gradchecks": lambda: gradcheck_body(GradcheckRequest(preset="single-layer"), Limits()),
        "/api/descents": lambda: finish(prepare(DescentRequest(preset="single-layer"), Limits())),
        "/api/traces": lambda: run(sheet, [np.ones((500, 500)), np.ones((500, 1))]),
        "/api/values": lambda: draw(ValuesRequest(preset="single-layer"), Limits()),
    }
    with patience(gone), pytest.raises(AbandonedError):
        works[to]()
