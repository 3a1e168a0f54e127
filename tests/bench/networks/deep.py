"""Many layers, one after the other, for one example: much is called, and little is computed in each."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.core.arrays import Array
from app.engine.program import read_program
from tests.bench.libraries import Library

from .record import Network, Results


def deep(layers: int, width: int, goal: str = "") -> Network:
    """h_k = tanh(W_k h_{k−1} + b_k), from x to a squared error."""
    draw = np.random.default_rng(0).standard_normal
    lines, inputs = [], {"x": draw((width, 1)), "y": draw((width, 1))}
    for k in range(1, layers + 1):
        lines += [f"z{k} = W{k} @ {f'h{k - 1}' if k > 1 else 'x'} + b{k}", f"h{k} = tanh(z{k})"]
        inputs |= {f"W{k}": draw((width, width)) / width**0.5, f"b{k}": draw((width, 1))}
    program = read_program("\n".join([*lines, f"J = squared_error(y, h{layers})"]))
    return Network(f"{layers} layers of {width}", program, inputs, _by_hand, _forward, goal)


def _by_hand(x: Array, y: Array, **learned: Array) -> Results:
    """By np.dot, which has less to do than `@` for a vector; the slope of tanh is found from its value."""
    layers = len(learned) // 2
    found: Results = {}
    h = x
    for k in range(1, layers + 1):
        found[f"z{k}"] = z = np.dot(learned[f"W{k}"], h) + learned[f"b{k}"]
        found[f"h{k}"] = h = np.tanh(z)
    g = h - y
    found["J"] = (g * g).sum() / 2
    for k in range(layers, 0, -1):
        found[f"dJ_dh{k}"] = g
        h = found[f"h{k}"]
        found[f"dJ_dz{k}"] = found[f"dJ_db{k}"] = dz = g * (1.0 - h * h)
        found[f"dJ_dW{k}"] = np.dot(dz, (found[f"h{k - 1}"] if k > 1 else x).T)
        g = np.dot(learned[f"W{k}"].T, dz)
    found["dJ_dx"] = g
    return found


def _forward(lib: Library, x: Any, y: Any, **learned: Any) -> Results:
    found: Results = {}
    h = x
    for k in range(1, len(learned) // 2 + 1):
        found[f"z{k}"] = z = lib.dot(learned[f"W{k}"], h) + learned[f"b{k}"]
        found[f"h{k}"] = h = lib.tanh(z)
    return found | {"J": lib.squared_error(y, h)}
