"""GET /api/operations tells what a program may call."""

from starlette.testclient import TestClient

from app.ops.rules import FUNCTIONS
from app.ops.table import ROWS


def test_everything_that_may_be_called_is_told(client: TestClient) -> None:
    told = client.get("/api/operations").json()["operations"]
    functions = {it["name"]: it for it in told if it["sign"] is None}
    assert set(functions) == set(FUNCTIONS)
    assert functions["leaky_relu"]["constants"] == [{"name": "negative_slope", "default": 0.01}]
    assert functions["mse"]["reductions"] == ["mean", "sum"]
    assert functions["softmax"]["axis"]


def test_every_sign_is_told_with_its_mark(client: TestClient) -> None:
    told = client.get("/api/operations").json()["operations"]
    signs = {it["name"]: (it["sign"], it["mark"]) for it in told if it["sign"]}
    assert set(signs) == {name for name in ROWS if ROWS[name].sign and name not in FUNCTIONS}
    assert signs["matmul"] == ("@", "·")
    assert signs["mul"] == ("*", "∘")
