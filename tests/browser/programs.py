"""Other networks than the first on the page: the page is given another trace and preset on its way to the browser."""

import json
import re
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, Route

from tests.browser.pages import at_rest

RECURRENT = """h1 = tanh(W_h @ h0 + W_x @ x1 + b)
h2 = tanh(W_h @ h1 + W_x @ x2 + b)
h3 = tanh(W_h @ h2 + W_x @ x3 + b)
Theta = U @ h3 + c
y_hat = softmax(Theta)
J = cross_entropy(y, y_hat)"""

PROGRAMS: dict[str, tuple[str, dict[str, tuple[int, int]]]] = {
    "unrolled": (
        RECURRENT,
        {
            "W_h": (3, 3),
            "h0": (3, 1),
            "W_x": (3, 2),
            "x1": (2, 1),
            "x2": (2, 1),
            "x3": (2, 1),
            "b": (3, 1),
            "U": (2, 3),
            "c": (2, 1),
            "y": (2, 1),
        },
    ),
    "composite": (
        (
            "z = exp(W) @ x + b\nh = (a * z) @ c\nv = concat(h[0:2, :], z, axis=0)\nq = v ** 2 / 2\n"
            "u = leaky_relu(q, 0.1) + max(v)\nw = 3 * abs(u).T - maximum(u.T, -0.5)\nJ = norm(w) + mean(u) + sum(log(1 + square(h)))"
        ),
        {"W": (3, 2), "x": (2, 1), "b": (3, 1), "a": (3, 1), "c": (1, 1)},
    ),
}


def numbers(shapes: dict[str, tuple[int, int]], seed: int = 1) -> dict[str, Any]:
    """Tenths for the inputs; a target has one 1 a row, or one in its column."""
    rng = np.random.default_rng(seed)
    found: dict[str, Any] = {}
    for name, shape in shapes.items():
        value = rng.integers(-12, 12, shape, endpoint=True) / 10
        if name.lower() == "y":
            value = np.zeros(shape)
            if shape[1] == 1:
                value[int(rng.integers(shape[0])), 0] = 1
            else:
                value[np.arange(shape[0]), rng.integers(0, shape[1], shape[0])] = 1
        found[name] = value.tolist()
    return found


def as_sent(matrix: dict[str, Any]) -> Any:
    """A matrix of a trace as a request takes it."""
    packed = isinstance(matrix["data"], str)
    return {"shape": matrix["shape"], "data": matrix["data"]} if packed else matrix["data"]


def array(value: Any) -> NDArray[np.float64]:
    """The numbers of a value that was sent, or of a matrix that was answered."""
    data = value["data"] if isinstance(value, dict) else value
    return np.frombuffer(b64decode(data), "<f8").reshape(value["shape"]) if isinstance(data, str) else np.array(data)


def _between(text: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{found[1]}{text}{found[2]}"


def embed(page: Page, **data: Any) -> None:
    """From now on the page comes with these data inside, by the id of their element."""

    def page_of(route: Route) -> None:
        response = route.fetch()
        html = response.text()
        for key, value in data.items():
            text = json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e")
            pattern = rf'(<script type="application/json" id="{key}">).*?(</script>)'
            html = re.sub(pattern, _between(text), html, flags=re.DOTALL)
        route.fulfill(response=response, body=html)

    page.route(re.compile(r"^[^/]*//[^/]*/(\?.*)?$"), page_of)


def show_program(
    page: Page, name: str, program: str, values: dict[str, Any], lang: str = "en", pictures: Any = None
) -> None:
    """Load the page with this network in place of the first one. The tab needs no page before."""
    body = {"program": program, "values": values, "arrays": "auto", "lang": lang}
    answer = page.request.post("/api/traces", data=body)
    assert answer.ok, answer.text()
    trace = answer.json()
    sent = {key: as_sent(trace["values"][key]) for key in values}
    preset: dict[str, Any] = {"id": name, "title": name, "summary": "", "program": program, "values": sent}
    preset |= {"sizes": {}, "precision": 3}
    preset["parameters"] = [key for key, value in trace["values"].items() if value["role"] == "parameter"]
    preset["letters"] = {key: trace["values"][key]["sizes"] for key in values}
    if pictures:
        preset["pictures"] = pictures

    def trace_of(route: Route) -> None:
        asked: dict[str, Any] = json.loads(route.request.post_data or "{}")
        if asked.pop("preset", None) is not None:
            asked["program"] = program
        route.continue_(post_data=json.dumps(asked))

    page.unroute_all()
    embed(page, trace=trace, preset=preset)
    page.route("**/api/traces", trace_of)
    page.goto(f"/?lang={lang}")
    at_rest(page)
