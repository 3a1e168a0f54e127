"""Full Jacobians over HTTP: multiplied they are the gradient that comes with them."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from starlette.testclient import TestClient

from app.api.schemas.traces import TraceResponse
from app.derive.layout import LAYOUTS
from app.presets import presets
from tests.support.tolerances import TOLERANCE, error


def asked(client: TestClient, **body: Any) -> dict[str, Any]:
    response = client.post("/api/traces", json={"include": ["jacobians"], **body})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    TraceResponse.model_validate(answer)
    return answer


def multiplied(full: dict[str, Any]) -> NDArray[np.float64] | None:
    """The sum over all paths, or None where a factor is too large to be sent."""
    products = []
    for path in full["paths"]:
        if any(factor["data"] is None for factor in path):
            return None
        product = np.eye(path[0]["shape"][0])
        for factor in path:
            product = product @ np.array(factor["data"]).reshape(factor["shape"])
        products.append(product)
    return np.asarray(np.sum(products, axis=0))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("preset", presets())
def test_the_product_is_the_gradient_in_every_layout(client: TestClient, preset: str, layout: str) -> None:
    answer = asked(client, preset=preset, layout=layout)
    assert set(answer["jacobians"]["gradients"]) == set(answer["gradients"])
    for name, full in answer["jacobians"]["gradients"].items():
        gradient = answer["gradients"][name]
        own = np.array(gradient["data"]).T if gradient["transposed"] else np.array(gradient["data"])
        product = multiplied(full)
        assert product is not None
        assert list(product.shape) == full["result"]["shape"]
        assert error(product.reshape(1, -1), own.reshape(1, -1), floor=1e-300) < TOLERANCE["same"], name


def test_sizes_have_letters_and_letters_have_formulas(client: TestClient) -> None:
    answer = asked(client, preset="single-layer")["jacobians"]
    by_weights = answer["gradients"]["W"]["paths"][0][-1]
    assert by_weights["sizes"] == ["D_h", "D_h·D_x"]
    assert by_weights["zeros"] == 36
    assert by_weights["expression"]["latex"] == r"I \otimes x^{\top}"
    assert answer["sizes"]["D_h·D_x"].startswith("<math")


def test_the_reference_steps_collapse_line_by_line(client: TestClient) -> None:
    full = asked(client, preset="single-layer")["jacobians"]["gradients"]
    assert [line["latex"].replace(r"\left", "").replace(r"\right", "") for line in full["Theta"]["lines"]] == [
        r"\frac{\partial J}{\partial \Theta} = \frac{\partial J}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial \Theta}",
        r"= (-(y \oslash \hat{y})^{\top}) (\operatorname{diag}(\hat{y}) - \hat{y} \hat{y}^{\top})",
        r"= -(y \oslash \hat{y})^{\top} \operatorname{diag}(\hat{y}) + (y \oslash \hat{y})^{\top} \hat{y}\,\hat{y}^{\top}",
        r"= -y^{\top} + ({\textstyle\sum} y)\,\hat{y}^{\top}",
        r"= (\hat{y} - y)^{\top}",
    ]
    assert full["z"]["lines"][-2]["latex"] == r"= \delta_{1} U \operatorname{diag}(\operatorname{sgn}(h))"
    assert full["z"]["lines"][-1]["latex"] == r"= \delta_{1} U \circ \operatorname{sgn}(h)^{\top}"


def test_what_is_too_large_is_told_and_not_sent(client: TestClient) -> None:
    text = "z = W @ x\nJ = sum(z * z)"
    values = {"W": [[0.1] * 60] * 50, "x": [1] * 60}
    by_weights = asked(client, program=text, values=values)["jacobians"]["gradients"]["W"]["paths"][0][-1]
    assert by_weights["shape"] == [50, 3000]
    assert by_weights["zeros"] == 49 * 3000
    assert by_weights["data"] is None
    assert by_weights["tree"] is None


def test_they_come_as_base64_too(client: TestClient) -> None:
    rows = asked(client, preset="single-layer")["jacobians"]["gradients"]["z"]["paths"][0][1]
    packed = asked(client, preset="single-layer", arrays="base64")["jacobians"]["gradients"]["z"]["paths"][0][1]
    import base64

    found = np.frombuffer(base64.b64decode(packed["data"]), "<f8").reshape(packed["shape"])
    assert found.tolist() == rows["data"]


def test_the_steps_may_come_along(client: TestClient) -> None:
    answer = asked(client, preset="single-layer", include=["steps", "jacobians", "paths"])
    assert {"steps", "jacobians", "paths"} <= set(answer)
