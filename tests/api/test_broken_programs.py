"""Two hundred broken programs: each is refused at a true place, and none is taken for a good one."""

from itertools import islice
from random import Random
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.presets import Preset, presets
from tests.support.broken import Broken, accidents, loss_by_numpy

_OF_EACH = 40
_AT_LEAST = 200


def sent(client: TestClient, broken: Broken, values: dict[str, Any], lang: str) -> tuple[int, dict[str, Any]]:
    """As the page does: first checked, then run with the numbers of the inputs that are left."""
    shapes = {name: list(np.shape(value)) for name, value in values.items()}
    checked = client.post("/api/programs", json={"program": broken.text, "shapes": shapes, "lang": lang})
    if checked.status_code != 200:
        return checked.status_code, checked.json()
    read = {found["name"] for found in checked.json()["inputs"]}
    kept = {name: value for name, value in values.items() if name in read}
    ran = client.post(
        "/api/traces", json={"program": broken.text, "values": kept, "include": [], "arrays": "rows", "lang": lang}
    )
    return ran.status_code, ran.json()


def breakages(preset: Preset) -> list[Broken]:
    return list(islice(accidents(preset.program.text, Random(preset.id)), _OF_EACH))


def check_place(broken: Broken, error: dict[str, Any]) -> None:
    """The place is in the text, on a line that has to do with the accident, and it marks what the error names."""
    lines = broken.text.splitlines()
    assert error["line"] is not None, (broken, error)
    line, start, length = lines[error["line"] - 1], error["column"] - 1, error["length"]
    assert 0 <= start <= len(line), (broken, error)
    assert length >= 1, (broken, error)
    assert start + length <= max(len(line), start + 1), (broken, error)
    assert broken.is_touched(error["line"]), (broken, error)
    name = error["params"].get("name")
    marked = line[start : start + length]
    if error["code"] in ("unknown-function", "bound-twice", "used-before-bound", "reserved-name", "missing-value"):
        assert marked == name, (broken, error)
    elif error["code"] in ("inner-sizes-differ", "shapes-do-not-broadcast", "shapes-differ"):
        bare = str.maketrans("", "", " ()+")  # a sign + says nothing, and is not said again
        assert error["params"]["operation"].translate(bare) == marked.translate(bare), (broken, error)


@pytest.fixture(scope="module")
def refused() -> dict[str, int]:
    """How many were, by preset."""
    return {}


@pytest.mark.parametrize("preset", presets().values(), ids=lambda preset: preset.id)
def test_a_broken_program_is_refused_where_it_is_broken(
    client: TestClient, preset: Preset, refused: dict[str, int]
) -> None:
    values = {name: value.tolist() for name, value in preset.values.items()}
    for k, broken in enumerate(breakages(preset)):
        status, answer = sent(client, broken, values, ("en", "zh")[k % 2])
        assert status in (200, 422), (broken, answer)
        if status == 422:
            check_place(broken, answer["error"])
            assert answer["error"]["message"]
            refused[preset.id] = refused.get(preset.id, 0) + 1
            continue
        by_numpy = loss_by_numpy(broken.text, preset.values)
        assert by_numpy is not None, broken  # a success where NumPy says no
        np.testing.assert_allclose(float(answer["loss"]["value"]), by_numpy, rtol=1e-9, atol=1e-12, err_msg=str(broken))


def test_they_were_two_hundred_at_the_least(refused: dict[str, int]) -> None:
    if len(refused) < len(presets()):
        pytest.skip("counts what the tests above refused; they did not all run")
    assert sum(refused.values()) >= _AT_LEAST, refused
