"""A few programs in which every operation of the language occurs, and every identity is cited."""

from typing import Any

import numpy as np

from app.ops.table import ROWS

_RANDOM = np.random.default_rng(1)


def _numbers(*shape: int) -> list[list[float]]:
    found: list[list[float]] = np.round(_RANDOM.uniform(0.2, 0.9, shape), 2).tolist()
    return found


_OF_EACH_CELL = [name for name, row in ROWS.items() if row.slope and row.args == ("a",) and not row.constants]
"""Functions of a cell: one that is new is here at once."""

PROGRAMS: dict[str, dict[str, Any]] = {
    """\
Z = conv2d(X, K, padding=1)
A = relu(Z)
P = max_pool(A, 2)
h = flatten(avg_pool(P, 2))
p = softmax(W @ h + b)
J = cross_entropy(y, p)""": {
        "X": _numbers(4, 4), "K": _numbers(3, 3), "W": _numbers(3, 1), "b": _numbers(3, 1), "y": [1, 0, 0],
    },
    """\
m = u > v
w = where(m, u, -v)
c = clip(w, -1, 1) + (u >= v) - (u < v) + (u <= v) * (u == v) - (u != v)
s = erf(u) - erfc(v) + expm1(c) / log1p(v)
k = cumsum(s)
r = var(k) + std(s) + prod(k) + min(k) + norm(s) + logsumexp(k) + max(w) + mean(minimum(u, v)) + u.T @ v
q = sum(stop_gradient(u) * v ** u) + sum(outer(u, v)) + sum(abs(maximum(u, v)) ** 3) + dot(u, v) + sum(sqrt(v))
J = r + q + mse(u, v) + hinge(u, v) + sum(log_softmax(u))""": {"u": [0.3, 0.8, 0.4], "v": [0.5, 0.6, 0.7]},
    """\
e = take(E, [0, 2, 0])
S = stack(mean(e, axis=0).T, b)
R = reshape(S[:, ::-1], 1, -1)
C = concat(R, R, axis=0)
T = C.T
J = sum(square(T)) + sum(one_hot([0, 1], 2)) + sum(exp(E) * b.T)""": {"E": _numbers(3, 2), "b": [0.1, 0.2]},
    """\
a = log(sum(exp(x)))
b = sum(log(sigmoid(x)))
c = sum(log(softmax(x)))
d = sum(relu(x) + leaky_relu(x) + elu(x) + softplus(x) + gelu(x) + silu(x) + tanh(x))
e = sum(log(1 - sigmoid(x))) + sum(log(1 + exp(x)))
J = a + b + c + d + e""": {"x": [0.1, 0.7]},
    """\
t = sigmoid(x)
J = cross_entropy(t, sigmoid(y)) + kl_div(t, sigmoid(y)) + binary_cross_entropy(t, 0.9 * sigmoid(y))""": {
        "x": [0.1, 0.2], "y": [0.3, 0.4],
    },
    """\
t = softmax(x)
p = softmax(y)
q = sigmoid(y)
r = cross_entropy(t, p) + kl_div(t, p) + binary_cross_entropy(t, q) + squared_error(t, q)
s = mse(t, p, reduction="sum") + huber(t, p, reduction="sum") + hinge(t, p, reduction="sum") + huber(t, q)
u = squared_error(t, q, reduction="mean") + binary_cross_entropy(t, q, reduction="mean") + kl_div(t, p, reduction="mean")
J = r + s + u + cross_entropy(t, p, reduction="mean")""": {"x": [0.1, 0.2], "y": [0.3, 0.4]},
    """\
H = X @ W
P = softmax(H, axis=1)
J = cross_entropy(Y, P, axis=1, reduction="mean") + sum(square(P))""": {
        "X": _numbers(3, 2), "W": _numbers(2, 2), "Y": [[1, 0], [0, 1], [1, 0]],
    },
    f"J = sum({' + '.join(f'{name}(a)' for name in _OF_EACH_CELL)})": {"a": [0.3, 0.8]},
}  # fmt: skip
