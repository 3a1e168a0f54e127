"""POST /api/traces with `include: ["paths"]`."""

import json
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.api.schemas.traces import TraceResponse
from app.core.limits import Limits
from app.derive.layout import LAYOUTS
from app.main import create_app
from app.presets import presets
from app.settings import Settings
from tests.support.tolerances import TOLERANCE, error

LAYERS = [f"h{k} = h{k - 1} + tanh(W @ h{k - 1})" for k in range(1, 31)]
DEEP = {"program": "\n".join([*LAYERS, "J = sum(h30)"]), "values": {"h0": [0.5, -1], "W": [[0.1, -0.2], [0.3, 0.1]]}}
SMALL = {"program": "h = x + tanh(W @ x)\ns = h * h\nJ = sum(s)", "values": {"x": [1, 2], "W": [[1, 2], [0, 1]]}}


def post(client: TestClient, **request: Any) -> dict[str, Any]:
    response = client.post("/api/traces", json={"include": ["paths"], **request})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def total(rows: list[list[list[float]]]) -> Any:
    return np.sum(np.array(rows), axis=0)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("preset", presets())
def test_the_paths_of_every_preset_sum_to_its_gradients_in_every_layout(
    client: TestClient, preset: str, layout: str
) -> None:
    answer = post(client, preset=preset, layout=layout)
    TraceResponse.model_validate(answer)
    assert answer["paths"].keys() == answer["gradients"].keys()
    for name, found in answer["paths"].items():
        assert found["listed"], name
        assert len(found["paths"]) == found["count"] == sum(step["count"] for step in found["by_step"])
        along = total([path["data"] for path in found["paths"]])
        assert error(along, answer["gradients"][name]["data"], 1e-3) < TOLERANCE["same"], name


def test_nothing_else_changes_and_without_asking_there_are_none(client: TestClient) -> None:
    both, steps = post(client, **SMALL, include=["steps", "paths"]), post(client, **SMALL, include=["steps"])
    assert "paths" not in steps
    assert {key: value for key, value in both.items() if key != "paths"} == steps
    assert both["paths"] == post(client, **SMALL)["paths"]


def test_every_path_leads_from_the_loss_to_its_gradient(client: TestClient) -> None:
    for name, found in post(client, **SMALL)["paths"].items():
        for path in found["paths"]:
            assert (path["chain"][0]["name"], path["chain"][-1]["name"]) == ("J", name)
    chains = [[entry["name"] for entry in path["chain"]] for path in post(client, **SMALL)["paths"]["x"]["paths"]]
    assert chains == [["J", "s", "h", "x"]] * 2 + [["J", "s", "h", "t1", "x"]] * 2


def test_a_billion_paths_are_counted_not_listed_and_summed_by_their_last_step(client: TestClient) -> None:
    answer = post(client, **DEEP)
    found = answer["paths"]["h0"]
    assert (found["count"], found["listed"], found["paths"]) == (2**30, False, [])
    assert [step["count"] for step in found["by_step"]] == [2**29, 2**29]
    along = total([step["data"] for step in found["by_step"]])
    assert error(along, answer["gradients"]["h0"]["data"]) < TOLERANCE["same"]
    assert found["note"]["code"] == "too-many-paths"
    assert "1073741824" in found["note"]["message"]
    assert "1073741824" in post(client, **DEEP, lang="zh")["paths"]["h0"]["note"]["message"]
    TraceResponse.model_validate(answer)


def test_a_count_that_a_reader_of_json_would_round_is_sent_as_digits(client: TestClient) -> None:
    lines = [f"a{k} = a{k - 1} + a{k - 1} + a{k - 1}" for k in range(1, 60)]
    answer = post(client, program="\n".join([*lines, "J = sum(a59)"]), values={"a0": 1})
    assert answer["paths"]["a0"]["count"] == str(3**59)
    assert answer["paths"]["a56"]["count"] == 27
    TraceResponse.model_validate(answer)


def test_a_network_over_the_limit_of_cells_says_so_and_still_has_its_counts() -> None:
    with TestClient(create_app(Settings(Limits(cells_of_paths=9)))) as client:
        found = post(client, **SMALL)["paths"]
    assert [name for name, of in found.items() if of["listed"]] == ["s", "h"]
    assert found["h"]["note"] is None
    for name in ("W", "x"):
        assert found[name]["note"]["code"] == "paths-over-limit"
        assert found[name]["paths"] == []
    assert found["x"]["count"] == 4
    assert all(step["data"] is None for step in found["W"]["by_step"])


def test_paths_come_in_base64_too(client: TestClient) -> None:
    rows, packed = (post(client, **SMALL, arrays=arrays)["paths"] for arrays in ("rows", "base64"))
    assert isinstance(packed["x"]["paths"][0]["data"], str)
    assert json.dumps(rows).count('"data"') == json.dumps(packed).count('"data"')


def test_numbers_that_are_not_finite_are_strings(client: TestClient) -> None:
    answer = post(client, program="a = log(x)\nJ = sum(a * a)", values={"x": [0]})
    assert answer["paths"]["a"]["paths"][0]["data"] == [["-Infinity"]]


def test_a_program_without_gradients_has_no_paths(client: TestClient) -> None:
    assert post(client, program="J = 2 * 3")["paths"] == {}
