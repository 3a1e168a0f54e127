"""No program, however it is meant, makes an endpoint fail: it is answered, or refused with what was asked and what is allowed."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.core.cache import STORE
from tests.support.adversaries import ADVERSARIES, Adversary, random_program, values_of

LARGEST_ANSWER = 3 * 2**22
"""Bytes of an answer with its steps: MathML within its limit, and LaTeX, text and shapes beside it."""
REQUESTS: list[tuple[str, dict[str, Any]]] = [
    ("/api/programs", {}),
    ("/api/traces", {"include": []}),
    ("/api/traces", {"include": ["steps"], "layout": "numerator"}),
    ("/api/traces", {"include": ["jacobians", "paths"], "layout": "denominator"}),
    ("/api/traces", {"include": ["layouts"]}),
]


def check(client: TestClient, program: str, shapes: dict[str, tuple[int, int]]) -> None:
    for path, more in REQUESTS:
        given = {"shapes": shapes} if path == "/api/programs" else {"values": values_of(shapes)}
        response = client.post(path, json={"program": program, **given, **more})
        assert response.status_code in (200, 413, 422), response.text[:300]
        assert len(response.content) <= LARGEST_ANSWER
        assert STORE.bytes <= STORE.limit
        if response.status_code == 413:
            error = response.json()["error"]
            assert str(error["params"]["limit"]) in error["message"]


@pytest.mark.parametrize("adversary", ADVERSARIES, ids=lambda each: each.name)
def test_a_program_that_means_harm_is_answered_or_refused(client: TestClient, adversary: Adversary) -> None:
    program = adversary.make(adversary.largest(400))
    shapes = adversary.shapes or {f"x{k}": (2, 1) for k in range(program.count("x"))}
    check(client, program, {name: shape for name, shape in shapes.items() if name in program})


@pytest.mark.parametrize("adversary", ADVERSARIES, ids=lambda each: each.name)
def test_the_largest_ones_are_answered_or_refused_too(client: TestClient, adversary: Adversary) -> None:
    response = client.post("/api/programs", json={"program": adversary.make(adversary.largest())})
    assert response.status_code in (200, 413, 422), response.text[:300]


@pytest.mark.parametrize("seed", range(12))
def test_chains_fans_and_nests_are_answered_or_refused(client: TestClient, seed: int) -> None:
    check(client, random_program(seed, 600), {"x": (2, 1)})
