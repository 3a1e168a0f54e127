"""One self-attention head: X is read three times, so its gradient is a sum over three paths."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np

from app.core.arrays import Array
from app.engine.program import read_program
from tests.bench.libraries import Library

from .record import Network, Results


def attention(n: int, d: int, goal: str = "") -> Network:
    """Numbers for `n` tokens of `d` numbers, and as many for queries, keys and values."""
    draw = np.random.default_rng(0).standard_normal
    program = read_program(
        f"Q = X @ W_Q\nK = X @ W_K\nV = X @ W_V\nP = Q @ K.T\nS = P / sqrt({d})\n"
        "A = softmax(S, axis=1)\nO = A @ V\nJ = squared_error(Y, O)"
    )
    inputs = {"X": draw((n, d)), "Y": draw((n, d))} | {name: draw((d, d)) / sqrt(d) for name in ("W_Q", "W_K", "W_V")}
    return Network(f"attention head, {n} tokens × {d}", program, inputs, _by_hand, _forward, goal)


def _by_hand(X: Array, W_Q: Array, W_K: Array, W_V: Array, Y: Array) -> Results:
    """What the error and the slope of softmax share with the loss and its value is used twice."""
    root = sqrt(W_K.shape[1])
    Q = X @ W_Q
    K = X @ W_K
    V = X @ W_V
    P = Q @ K.T
    S = P / root
    e = np.exp(S - S.max(axis=1, keepdims=True))
    A = e / e.sum(axis=1, keepdims=True)
    O = A @ V  # noqa: E741 - as the paper calls it
    dJ_dO = O - Y
    J = (dJ_dO * dJ_dO).sum() / 2
    dJ_dV = A.T @ dJ_dO
    dJ_dA = dJ_dO @ V.T
    dJ_dS = A * (dJ_dA - (dJ_dA * A).sum(axis=1, keepdims=True))
    dJ_dP = dJ_dS / root
    dJ_dQ = dJ_dP @ K
    dJ_dK = dJ_dP.T @ Q
    return {
        "Q": Q, "K": K, "V": V, "P": P, "S": S, "A": A, "O": O, "J": J,
        "dJ_dO": dJ_dO, "dJ_dV": dJ_dV, "dJ_dA": dJ_dA, "dJ_dS": dJ_dS, "dJ_dP": dJ_dP, "dJ_dQ": dJ_dQ, "dJ_dK": dJ_dK,
        "dJ_dW_Q": X.T @ dJ_dQ, "dJ_dW_K": X.T @ dJ_dK, "dJ_dW_V": X.T @ dJ_dV,
        "dJ_dX": dJ_dQ @ W_Q.T + dJ_dK @ W_K.T + dJ_dV @ W_V.T,
    }  # fmt: skip


def _forward(lib: Library, X: Any, W_Q: Any, W_K: Any, W_V: Any, Y: Any) -> Results:
    Q = lib.dot(X, W_Q)
    K = lib.dot(X, W_K)
    V = lib.dot(X, W_V)
    P = lib.dot(Q, K.T)
    S = P / sqrt(K.shape[1])
    A = lib.softmax(S, 1)
    O = lib.dot(A, V)  # noqa: E741
    return {"Q": Q, "K": K, "V": V, "P": P, "S": S, "A": A, "O": O, "J": lib.squared_error(Y, O)}
