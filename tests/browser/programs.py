"""Other networks than the first on the page: the page is given another trace and preset on its way to the browser."""

import json
import re
from typing import Any

import numpy as np
from playwright.sync_api import Page, Route

ATTENTION = """Q = X @ W_Q
K = X @ W_K
V = X @ W_V
S = Q @ K.T / sqrt(3)
A = softmax(S, axis=1)
H = A @ V
Theta = mean(H, axis=0) @ U
y_hat = softmax(Theta, axis=1)
J = cross_entropy(y, y_hat, axis=1)"""

RECURRENT = """h1 = tanh(W_h @ h0 + W_x @ x1 + b)
h2 = tanh(W_h @ h1 + W_x @ x2 + b)
h3 = tanh(W_h @ h2 + W_x @ x3 + b)
Theta = U @ h3 + c
y_hat = softmax(Theta)
J = cross_entropy(y, y_hat)"""

BATCH_NORM = """Z = X @ W
mu = mean(Z, axis=0)
C = Z - mu
v = mean(square(C), axis=0)
s = sqrt(v + 0.00001)
N = C / s
H = relu(gamma * N + beta)
Theta = H @ U + b
Y_hat = softmax(Theta, axis=1)
J = cross_entropy(Y, Y_hat, axis=1, reduction="mean")"""

PROGRAMS: dict[str, tuple[str, dict[str, tuple[int, int]]]] = {
    "batch": (
        "Z = X @ W + b1\nH = relu(Z)\nTheta = H @ U + b2\nY_hat = softmax(Theta, axis=1)\n"
        'J = cross_entropy(Y, Y_hat, axis=1, reduction="mean")',
        {"X": (5, 3), "W": (3, 4), "b1": (1, 4), "U": (4, 3), "b2": (1, 3), "Y": (5, 3)},
    ),
    "attention": (
        ATTENTION,
        {"X": (4, 3), "W_Q": (3, 3), "W_K": (3, 3), "W_V": (3, 3), "U": (3, 2), "y": (1, 2)},
    ),
    "recurrent": (
        RECURRENT,
        {
            **{"W_h": (3, 3), "h0": (3, 1), "W_x": (3, 2), "x1": (2, 1), "x2": (2, 1), "x3": (2, 1), "b": (3, 1)},
            **{"U": (2, 3), "c": (2, 1), "y": (2, 1)},
        },
    ),
    "residual": (
        "z1 = W1 @ x + b1\nh1 = x + relu(z1)\nz2 = W2 @ h1 + b2\nh2 = h1 + relu(z2)\nTheta = U @ h2\n"
        "y_hat = softmax(Theta)\nJ = cross_entropy(y, y_hat)",
        {"W1": (4, 4), "x": (4, 1), "b1": (4, 1), "W2": (4, 4), "b2": (4, 1), "U": (3, 4), "y": (3, 1)},
    ),
    "batch norm": (
        BATCH_NORM,
        {"X": (5, 2), "W": (2, 3), "gamma": (1, 3), "beta": (1, 3), "U": (3, 2), "b": (1, 2), "Y": (5, 2)},
    ),
    "composite": (
        "z = exp(W) @ x + b\nh = (a * z) @ c\nv = concat(h[0:2, :], z, axis=0)\nq = v ** 2 / 2\n"
        "u = leaky_relu(q, 0.1) + max(v)\nw = 3 * abs(u).T - maximum(u.T, -0.5)\nJ = norm(w) + mean(u) + sum(log(1 + square(h)))",
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


def show_program(
    page: Page, name: str, program: str, values: dict[str, Any], lang: str = "en", pictures: Any = None
) -> None:
    """Load the page with this network in place of the first one."""
    body = {"program": program, "values": values, "lang": lang}
    answer = page.request.post("/api/traces", data=body)
    assert answer.ok, answer.text()
    trace = answer.json()
    sizes: dict[str, int] = {}
    preset = {"id": name, "title": name, "summary": "", "program": program, "values": values, "sizes": sizes}
    preset["parameters"] = [key for key, value in trace["values"].items() if value["role"] == "parameter"]
    preset["letters"] = {key: trace["values"][key]["sizes"] for key in values}
    if pictures:
        preset["pictures"] = pictures
    data = {"trace": trace, "preset": preset}

    def page_of(route: Route) -> None:
        response = route.fetch()
        html = response.text()
        for key, value in data.items():
            text = json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e")
            pattern = rf'(<script type="application/json" id="{key}">).*?(</script>)'
            html = re.sub(pattern, lambda found, text=text: found[1] + text + found[2], html, flags=re.DOTALL)
        route.fulfill(response=response, body=html)

    def trace_of(route: Route) -> None:
        asked = route.request.post_data_json
        if asked.pop("preset", None) is not None:
            asked["program"] = program
        route.continue_(post_data=json.dumps(asked))

    page.unroute_all()
    page.route(re.compile(r"^[^/]*//[^/]*/(\?.*)?$"), page_of)
    page.route("**/api/traces", trace_of)
    page.goto(f"/?lang={lang}")
    page.wait_for_selector("html[data-ready]", timeout=8000)
