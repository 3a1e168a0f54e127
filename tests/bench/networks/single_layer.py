"""The network that the page opens on, at several sizes."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.core.arrays import Array
from app.presets import preset
from tests.bench.libraries import Library

from .record import Network, Results


def single_layer(d_x: int, d_h: int, n_c: int, goal: str = "") -> Network:
    """Numbers for a network of these sizes, with one right class."""
    draw = np.random.default_rng(0).standard_normal
    y = np.zeros((n_c, 1))
    y[n_c // 2] = 1.0
    inputs = {
        "W": draw((d_h, d_x)) / d_x**0.5,
        "x": draw((d_x, 1)),
        "b1": draw((d_h, 1)),
        "U": draw((n_c, d_h)) / d_h**0.5,
        "b2": draw((n_c, 1)),
        "y": y,
    }
    title = f"single layer, {d_x}-{d_h}-{n_c}"
    return Network(title, preset("single-layer").program, inputs, _by_hand, _forward, goal)


def _by_hand(W: Array, x: Array, b1: Array, U: Array, b2: Array, y: Array) -> Results:
    """Exponentials are shared between softmax and loss, y is known to sum to 1, and products are made by np.dot: for a
    matrix by a vector it has less to do than `@`, and for an outer product it is up to five times as fast.
    """
    z = np.dot(W, x) + b1
    h = np.maximum(z, 0.0)
    Theta = np.dot(U, h) + b2
    shifted = Theta - Theta.max()
    e = np.exp(shifted)
    total = e.sum()
    y_hat = e / total
    J = (y * (np.log(total) - shifted)).sum()
    dJ_dTheta = y_hat - y
    dJ_dU = np.dot(dJ_dTheta, h.T)
    dJ_dh = np.dot(U.T, dJ_dTheta)
    dJ_dz = dJ_dh * (z > 0)
    dJ_dW = np.dot(dJ_dz, x.T)
    dJ_dx = np.dot(W.T, dJ_dz)
    return {
        "z": z, "h": h, "Theta": Theta, "y_hat": y_hat, "J": J,
        "dJ_dTheta": dJ_dTheta, "dJ_dU": dJ_dU, "dJ_db2": dJ_dTheta, "dJ_dh": dJ_dh,
        "dJ_dz": dJ_dz, "dJ_dW": dJ_dW, "dJ_db1": dJ_dz, "dJ_dx": dJ_dx,
    }  # fmt: skip


def _forward(lib: Library, W: Any, x: Any, b1: Any, U: Any, b2: Any, y: Any) -> Results:
    z = lib.dot(W, x) + b1
    h = lib.relu(z)
    Theta = lib.dot(U, h) + b2
    y_hat = lib.softmax(lib.untraced(Theta), 0)
    J = lib.cross_entropy(y, Theta, 0)
    return {"z": z, "h": h, "Theta": Theta, "y_hat": y_hat, "J": J}
