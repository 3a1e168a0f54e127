"""The reference network: its program, its cases, and its truth once more in 60 decimal digits."""

import json
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

from app.presets import preset

PROGRAM = preset("single-layer").program.text
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "reference" / "single-layer-cases.json").read_text(encoding="utf-8")
)["cases"]
COMPUTED = ("z", "h", "Theta", "y_hat", "J")
GRADIENTS = ("Theta", "h", "z", "U", "b2", "W", "b1", "x")
Rows = list[list[Any]]


def exact(values: dict[str, Rows]) -> dict[str, dict[str, Rows]]:
    """Forward and backward as the reference text has them, by hand, in decimal numbers of 60 digits."""
    with localcontext() as context:
        context.prec = 60
        v = {name: [[Decimal(cell) for cell in row] for row in rows] for name, rows in values.items()}
        z = _add(_times(v["W"], v["x"]), v["b1"])
        h = [[max(cell, Decimal(0)) for cell in row] for row in z]
        theta = _add(_times(v["U"], h), v["b2"])
        top = max(row[0] for row in theta)
        powers = [(row[0] - top).exp() for row in theta]
        y_hat = [[power / sum(powers)] for power in powers]
        log_y_hat = [row[0] - top - sum(powers).ln() for row in theta]
        loss = -sum(y[0] * log for y, log in zip(v["y"], log_y_hat, strict=True))
        total = sum(y[0] for y in v["y"])
        delta_1 = [[total * p[0] - y[0]] for p, y in zip(y_hat, v["y"], strict=True)]
        by_h = _times(_turned(v["U"]), delta_1)
        delta_2 = [[g[0] if cell[0] > 0 else Decimal(0)] for g, cell in zip(by_h, z, strict=True)]
        forward = {"z": z, "h": h, "Theta": theta, "y_hat": y_hat, "J": [[loss]]}
        backward = {"Theta": delta_1, "h": by_h, "z": delta_2, "b2": delta_1, "b1": delta_2}
        backward |= {"U": _times(delta_1, _turned(h)), "W": _times(delta_2, _turned(v["x"]))}
        backward["x"] = _times(_turned(v["W"]), delta_2)
        return {"forward": _floats(forward), "gradients": _floats(backward)}


def _times(a: Rows, b: Rows) -> Rows:
    return [[sum(p * q for p, q in zip(row, column, strict=True)) for column in zip(*b, strict=True)] for row in a]


def _add(a: Rows, b: Rows) -> Rows:
    return [[p + q for p, q in zip(r, s, strict=True)] for r, s in zip(a, b, strict=True)]


def _turned(a: Rows) -> Rows:
    return [list(column) for column in zip(*a, strict=True)]


def _floats(quantities: dict[str, Rows]) -> dict[str, Rows]:
    return {name: [[float(cell) for cell in row] for row in rows] for name, rows in quantities.items()}


def _drawn(d_x: int, d_h: int, n_c: int, y: list[float], logits: list[float] | None = None) -> dict[str, Rows]:
    """Numbers with a pattern and no symmetry; `logits` are put into b2."""

    def fill(rows: int, columns: int, shift: float) -> Rows:
        return [[((7 * i + 3 * j + 1) % 11 - 5) / 8 + shift for j in range(columns)] for i in range(rows)]

    values = {"W": fill(d_h, d_x, 0.125), "x": fill(d_x, 1, 0.25), "b1": fill(d_h, 1, -0.125)}
    b2 = [[cell] for cell in logits] if logits else fill(n_c, 1, 0.0)
    return {**values, "U": fill(n_c, d_h, 0.0625), "b2": b2, "y": [[cell] for cell in y]}


_EDGE = {"W": [[1.0, -1.0], [0.5, 0.5]], "x": [[1.0], [1.0]], "b1": [[0.0], [-1.0]], "U": [[1.0, 2.0], [3.0, -4.0]]}
OTHERS: dict[str, dict[str, Rows]] = {
    "one hidden unit and one input": _drawn(1, 1, 2, [0.0, 1.0]),
    "one of everything": _drawn(1, 1, 1, [1.0]),
    "soft labels": _drawn(5, 4, 4, [0.125, 0.5, 0.25, 0.125]),
    "logits of a thousand, sure and right": _drawn(3, 4, 3, [1.0, 0.0, 0.0], [1000.0, -1000.0, 0.0]),
    "logits of a thousand, sure and wrong": _drawn(3, 4, 3, [0.0, 1.0, 0.0], [1000.0, -1000.0, 0.0]),
    "two logits of a thousand": _drawn(3, 4, 3, [0.5, 0.5, 0.0], [1000.0, 1000.0, -1000.0]),
    "z exactly zero": {**_EDGE, "b2": [[0.5], [0.25]], "y": [[1.0], [0.0]]},
    "a target that sums to two": _drawn(3, 4, 3, [1.0, 0.5, 0.5]),
    "a target of zeros": _drawn(3, 4, 3, [0.0, 0.0, 0.0]),
    "many classes": _drawn(6, 9, 20, [1.0] + [0.0] * 19),
}
