"""The same network over a batch: every row is an example."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.core.arrays import Array
from app.presets import preset
from tests.bench.libraries import Library

from .record import Network, Results


def batch(n: int, d_x: int, d_h: int, n_c: int, goal: str = "") -> Network:
    """Numbers for `n` examples, each with one right class."""
    draw = np.random.default_rng(0).standard_normal
    inputs = {
        "X": draw((n, d_x)),
        "W1": draw((d_x, d_h)) / d_x**0.5,
        "b1": draw((1, d_h)),
        "W2": draw((d_h, n_c)) / d_h**0.5,
        "b2": draw((1, n_c)),
        "Y": np.eye(n_c)[np.arange(n) % n_c],
    }
    title = f"batch of {n} through {d_x}-{d_h}-{n_c}"
    return Network(title, preset("batch").program, inputs, _by_hand, _forward, goal)


def _by_hand(X: Array, W1: Array, b1: Array, W2: Array, b2: Array, Y: Array) -> Results:
    """As for one example: exponentials are shared, and every row of Y is known to sum to 1."""
    Z = X @ W1 + b1
    H = np.maximum(Z, 0.0)
    Theta = H @ W2 + b2
    shifted = Theta - Theta.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    total = e.sum(axis=1, keepdims=True)
    Y_hat = e / total
    J = np.log(total).sum() - (Y * shifted).sum()
    dJ_dTheta = Y_hat - Y
    dJ_db2 = dJ_dTheta.sum(axis=0, keepdims=True)
    dJ_dW2 = H.T @ dJ_dTheta
    dJ_dH = dJ_dTheta @ W2.T
    dJ_dZ = dJ_dH * (Z > 0)
    dJ_db1 = dJ_dZ.sum(axis=0, keepdims=True)
    dJ_dW1 = X.T @ dJ_dZ
    dJ_dX = dJ_dZ @ W1.T
    return {
        "Z": Z, "H": H, "Theta": Theta, "Y_hat": Y_hat, "J": J,
        "dJ_dTheta": dJ_dTheta, "dJ_dW2": dJ_dW2, "dJ_db2": dJ_db2, "dJ_dH": dJ_dH,
        "dJ_dZ": dJ_dZ, "dJ_dW1": dJ_dW1, "dJ_db1": dJ_db1, "dJ_dX": dJ_dX,
    }  # fmt: skip


def _forward(lib: Library, X: Any, W1: Any, b1: Any, W2: Any, b2: Any, Y: Any) -> Results:
    Z = lib.dot(X, W1) + b1
    H = lib.relu(Z)
    Theta = lib.dot(H, W2) + b2
    Y_hat = lib.softmax(lib.untraced(Theta), 1)
    J = lib.cross_entropy(Y, Theta, 1)
    return {"Z": Z, "H": H, "Theta": Theta, "Y_hat": Y_hat, "J": J}
