"""What POST /api/traces answers when it answers."""

import json
from base64 import b64decode
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.api.examples import TRACE_EXAMPLES, VALUES_EXAMPLES
from app.api.schemas.presets import PresetList, PresetResponse
from app.api.schemas.traces import TraceResponse
from app.api.schemas.values import ValuesResponse
from tests.support.single_layer import PROGRAM

PRESET = {"preset": "single-layer"}


def post(client: TestClient, **request: Any) -> dict[str, Any]:
    response = client.post("/api/traces", json=request)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize("example", TRACE_EXAMPLES.values(), ids=list(TRACE_EXAMPLES))
def test_the_examples_of_the_documentation_are_answered_as_it_says(client: TestClient, example: Any) -> None:
    answer = TraceResponse.model_validate(post(client, **example["value"]))
    assert (answer.steps is None) == ("steps" not in example["value"].get("include", ["steps"]))


@pytest.mark.parametrize("example", VALUES_EXAMPLES.values(), ids=list(VALUES_EXAMPLES))
def test_the_examples_of_drawing_are_answered_as_it_says(client: TestClient, example: Any) -> None:
    response = client.post("/api/values", json=example["value"])
    answer = response.json()
    ValuesResponse.model_validate(answer)
    assert {len(answer["values"]["W"]), len(answer["values"]["x"])} <= set(answer["sizes"].values())
    network = {key: value for key, value in example["value"].items() if key in ("preset", "program")}
    assert post(client, **network, values=answer["values"])["warnings"] == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("layout", ["mixed", "numerator", "denominator"])
def test_an_answer_is_what_the_schema_says(client: TestClient, layout: str, language: str) -> None:
    answer = post(client, **PRESET, layout=layout, lang=language)
    assert TraceResponse.model_validate(answer).model_dump(mode="json", exclude_unset=True) == answer


def test_steps_are_left_out_on_request_and_nothing_else_changes(client: TestClient) -> None:
    numbers, full = post(client, **PRESET, include=[]), post(client, **PRESET)
    assert set(full) - set(numbers) == {"steps", "symbols", "identities"}
    assert {key: full[key] for key in numbers} == numbers


def test_the_identities_that_the_steps_cite_come_with_them(client: TestClient) -> None:
    answer = post(client, **PRESET)
    lines = [line for step in answer["steps"] for line in step["lines"]]
    cited = [(line, line.get("identities", [line["identity"]])) for line in lines if line["identity"]]
    assert all(keys[0] == line["identity"] for line, keys in cited)
    assert all(len(line["identities"]) > 1 for line in lines if "identities" in line)
    assert set(answer["identities"]) == {key for _, keys in cited for key in keys}
    labels = {key: identity["label"] for key, identity in answer["identities"].items()}
    assert all(line["label"] == " · ".join(labels[key] for key in keys) for line, keys in cited)
    assert list(answer)[-1] == "identities"


def test_the_steps_go_forward_and_then_back(client: TestClient) -> None:
    steps = post(client, **PRESET)["steps"]
    assert [step["phase"] for step in steps] == ["forward"] * 5 + ["backward"] * 8
    assert [step["line"] for step in steps[:5]] == [1, 2, 3, 4, 5]


def test_steps_are_written_in_the_language_asked_for(client: TestClient) -> None:
    english, chinese = (post(client, **PRESET, lang=language)["steps"] for language in ("en", "zh"))
    assert all(
        a["sentence"] != b["sentence"] and a["formula"] == b["formula"] for a, b in zip(english, chinese, strict=True)
    )


def test_a_sheet_stays_the_same_while_only_numbers_change(client: TestClient) -> None:
    first = post(client, **PRESET)["sheet"]
    assert post(client, **PRESET, values={"x": [9, 8, 7]}, include=[])["sheet"] == first
    assert post(client, **PRESET, values={"W": [[1]] * 4, "x": 2}, include=[])["sheet"] != first
    assert post(client, **PRESET, values={"y": [1, 1, 0]}, include=[])["sheet"] != first


def test_a_number_is_a_1x1_and_a_list_is_a_column(client: TestClient) -> None:
    answer = post(client, program="J = s * sum(x)", values={"s": 2, "x": [1, 2, 3]})
    assert answer["values"]["s"]["shape"] == [1, 1]
    assert answer["values"]["x"]["shape"] == [3, 1]


def test_numbers_keep_every_digit(client: TestClient) -> None:
    x = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, -0.0]
    data = post(client, program="J = sum(x * 0)", values={"x": x})["values"]["x"]["data"]
    assert [str(cell) for (cell,) in data] == [str(cell) for cell in x]


def test_base64_holds_the_same_numbers_as_rows(client: TestClient) -> None:
    rows, packed = (post(client, **PRESET, arrays=arrays, include=[]) for arrays in ("rows", "base64"))
    for group in ("values", "gradients"):
        for name, matrix in packed[group].items():
            array = np.frombuffer(b64decode(matrix["data"]), "<f8").reshape(matrix["shape"])
            assert array.tolist() == rows[group][name]["data"], name
    TraceResponse.model_validate(packed)


def test_numbers_that_are_not_finite_are_strings_and_are_warned_about(client: TestClient) -> None:
    request = {"program": "a = log(x)\nb = a - a\nJ = sum(a + b)", "values": {"x": [0, -1, 1e308]}}
    text = client.post("/api/traces", json=request).text
    answer = json.loads(text, parse_constant=lambda found: pytest.fail(f"{found} is not JSON"))
    assert answer["values"]["a"]["data"][:2] == [["-Infinity"], ["NaN"]]
    assert answer["gradients"]["x"]["data"][0] == ["Infinity"] or answer["gradients"]["x"]["data"][0] == ["NaN"]
    assert answer["loss"]["value"] == "NaN"
    assert [warning["code"] for warning in answer["warnings"]] == ["not-finite-result"]
    assert "a[1,1]" in answer["warnings"][0]["message"]
    assert null_free(answer["values"])


def null_free(value: Any) -> bool:
    return "null" not in json.dumps(value)


def test_what_does_not_reach_the_loss_is_warned_about(client: TestClient) -> None:
    answer = post(client, program="a = x\nb = w\nJ = sum(a)", values={"x": 1, "w": 2})
    assert {warning["code"] for warning in answer["warnings"]} == {"does-not-reach-the-loss"}
    assert set(answer["gradients"]) == {"a", "x"}


def test_what_is_only_compared_reaches_the_loss_and_a_mask_is_not_warned_about(client: TestClient) -> None:
    program = "C = p >= p.T\nM = where(C, 0, -inf)\nA = softmax(X + M, axis=1)\nJ = sum(A * X)"
    values = {"p": [1, 2], "X": [[1, 2], [3, 4]]}
    assert post(client, program=program, values=values)["warnings"] == []
    answer = post(client, program=program.replace("p >= p.T", "p > p.T"), values=values)
    assert [warning["code"] for warning in answer["warnings"]] == ["not-finite-result"], "a row of nothing but a mask"
    assert "A[1,1]" in answer["warnings"][0]["message"]
    answer = post(client, program="M = where(p > 1, 0, -inf)\nJ = sum(M)", values={"p": [1, 2]})
    assert [warning["code"] for warning in answer["warnings"]] == ["not-finite-result"], "a loss that is infinite"


def test_a_program_without_inputs_has_a_value_and_no_gradients(client: TestClient) -> None:
    answer = post(client, program="J = 2 * 3")
    assert (answer["loss"]["value"], answer["gradients"]) == (6.0, {})
    TraceResponse.model_validate(answer)


def test_presets_are_listed_and_each_can_be_fetched_and_run(client: TestClient) -> None:
    listed = PresetList.model_validate(client.get("/api/presets").json()).presets
    assert listed[0].id == "single-layer"
    for summary in listed:
        one = PresetResponse.model_validate(client.get(f"/api/presets/{summary.id}").json())
        assert (one.title, one.summary) == (summary.title, summary.summary)
        by_text = post(client, program=one.program, values=one.values, include=[])
        assert by_text["loss"] == post(client, preset=one.id, include=[])["loss"]


def test_the_reference_network_ships_as_five_lines_with_sizes_three_four_three(client: TestClient) -> None:
    one = client.get("/api/presets/single-layer?lang=zh").json()
    assert one["program"] == PROGRAM
    assert one["sizes"] == {"D_x": 3, "D_h": 4, "N_c": 3}
    assert one["title"] == "单层神经网络"


def test_a_seed_draws_the_same_numbers_again(client: TestClient) -> None:
    def draw(seed: int) -> Any:
        return client.post("/api/values", json={**PRESET, "sizes": {"D_h": 7}, "seed": seed}).json()

    assert draw(5) == draw(5)
    assert draw(5)["values"] != draw(6)["values"]
    assert draw(5)["seed"] == 5
