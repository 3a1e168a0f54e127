"""As someone with a notebook uses it: one call, and NumPy reads the answer."""

import asyncio
from base64 import b64decode
from typing import Any

import httpx
import numpy as np
from numpy.typing import NDArray

from app.main import create_app


def ask(body: dict[str, Any]) -> dict[str, Any]:
    async def post() -> httpx.Response:
        transport = httpx.ASGITransport(create_app())
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.post("/api/traces", json=body)

    answer: dict[str, Any] = asyncio.run(post()).raise_for_status().json()
    return answer


def array(matrix: dict[str, Any]) -> NDArray[np.float64]:
    if isinstance(matrix["data"], str):
        return np.frombuffer(b64decode(matrix["data"]), "<f8").reshape(matrix["shape"])
    return np.array(matrix["data"])


def test_one_call_gives_every_gradient_as_numpy_reads_it() -> None:
    trace = ask({"preset": "single-layer", "layout": "denominator", "include": []})
    value = {name: array(matrix) for name, matrix in trace["values"].items()}
    gradient = {name: array(matrix) for name, matrix in trace["gradients"].items()}
    delta_1 = value["y_hat"] - value["y"]
    delta_2 = (value["U"].T @ delta_1) * (value["z"] > 0)
    np.testing.assert_array_equal(gradient["Theta"], delta_1)
    np.testing.assert_allclose(gradient["U"], delta_1 @ value["h"].T, rtol=1e-14)
    np.testing.assert_allclose(gradient["W"], delta_2 @ value["x"].T, rtol=1e-14)


def test_base64_gives_the_same_arrays() -> None:
    body = {"preset": "single-layer", "include": []}
    rows, packed = ask(body), ask({**body, "arrays": "base64"})
    for name, matrix in rows["gradients"].items():
        np.testing.assert_array_equal(array(packed["gradients"][name]), array(matrix))
