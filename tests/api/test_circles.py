"""What is let go is gone at once: nothing that a request leaves behind leads back to itself.

What does would stay until Python looks through all that it keeps, which a server does rarely (app/main.py).
"""

import gc
from random import Random
from types import FunctionType
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.core.cache import STORE
from tests.support.programs import program_of

NUMBERS = {"W": [[1.0, -2.0]], "x": [[0.5], [3.0]]}


def own(seed: int) -> dict[str, Any]:
    example = program_of(Random(seed), 3, 3)
    return {"program": example.text, "values": {name: value.tolist() for name, value in example.values.items()}}


REQUESTS: dict[str, tuple[str, dict[str, Any]]] = {
    "a preset": ("traces", {"preset": "attention", "include": ["steps", "paths", "jacobians", "layouts"]}),
    "a program of one's own": ("traces", own(1)),
    "named parts": (
        "traces",
        {"program": "J = sum(relu(W @ x) * relu(W @ x) + tanh(sigmoid(W @ x)))", "values": NUMBERS},
    ),
    "a slip": ("traces", {"program": "J = sum(relu(W @ x)", "values": NUMBERS}),
    "a shape that does not fit": ("traces", {"program": "J = sum(x @ W @ W)", "values": NUMBERS}),
    "a check": ("gradchecks", own(2)),
    "a descent": ("descents", own(3)),
}


def ours(found: object) -> bool:
    """Whether it was made by this project: an object of its classes, or one of its functions."""
    return (found if isinstance(found, FunctionType) else type(found)).__module__.startswith("app.")


@pytest.mark.parametrize(("endpoint", "fields"), REQUESTS.values(), ids=list(REQUESTS))
def test_nothing_that_is_let_go_leads_back_to_itself(client: TestClient, endpoint: str, fields: dict[str, Any]) -> None:
    most = STORE.limit
    client.post(f"/api/{endpoint}", json=fields)  # what is made once for the whole process is made here
    STORE.resize(0)
    STORE.resize(most)
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        client.post(f"/api/{endpoint}", json=fields)
        STORE.resize(0)
        gc.collect()
        left = {getattr(found, "__qualname__", type(found).__qualname__) for found in gc.garbage if ours(found)}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
        STORE.resize(most)
    assert not left
