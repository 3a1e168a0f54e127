"""Five networks differentiated once more, as one does it on paper with NumPy: no rule and no engine of ours is used."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from app.core.arrays import Array
from app.presets import preset
from tests.support.tolerances import TOLERANCE, error
from tests.support.traces import trace_of

Numbers = Mapping[str, Array]


def sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-z)))


def softmax(z: Array, axis: int | None = None) -> Array:
    whole = np.exp(z - z.max())
    return np.asarray(whole / whole.sum(axis=axis, keepdims=True))


def convolution(v: Numbers) -> tuple[float, dict[str, Array]]:
    x, kernel = v["X"], v["K"]
    n, k = len(x), len(kernel)
    z = np.array([[np.sum(x[i : i + k, j : j + k] * kernel) for j in range(n - k + 1)] for i in range(n - k + 1)])
    z += v["b"]
    h = np.maximum(z, 0)
    places = [(i, j) for i in range(0, len(h), 2) for j in range(0, len(h), 2)]
    f = np.array([[h[i : i + 2, j : j + 2].max()] for i, j in places])
    p = softmax(v["W"] @ f + v["c"])
    delta = p - v["y"]
    d_f = v["W"].T @ delta
    d_h = np.zeros_like(h)
    for (i, j), g in zip(places, d_f[:, 0], strict=True):
        window = h[i : i + 2, j : j + 2]
        row, column = np.unravel_index(window.argmax(), window.shape)
        d_h[i + row, j + column] = g
    d_z = d_h * (z > 0)
    d_x, d_k = np.zeros_like(x), np.zeros_like(kernel)
    for (i, j), g in np.ndenumerate(d_z):
        d_x[i : i + k, j : j + k] += g * kernel
        d_k += g * x[i : i + k, j : j + k]
    gradients = {"X": d_x, "K": d_k, "b": np.array([[d_z.sum()]]), "W": delta @ f.T, "c": delta, "H": d_h, "Z": d_z}
    return -float(np.sum(v["y"] * np.log(p))), gradients


def lstm(v: Numbers) -> tuple[float, dict[str, Array]]:
    u = np.vstack([v["h0"], v["x"]])
    f, i, o = (sigmoid(v[f"W_{gate}"] @ u + v[f"b_{gate}"]) for gate in "fio")
    g = np.tanh(v["W_g"] @ u + v["b_g"])
    c = f * v["c0"] + i * g
    h = o * np.tanh(c)
    d_h = h - v["y"]
    d_c = d_h * o * (1 - np.tanh(c) ** 2)
    before = {
        "f": d_c * v["c0"] * f * (1 - f),
        "i": d_c * g * i * (1 - i),
        "g": d_c * i * (1 - g * g),
        "o": d_h * np.tanh(c) * o * (1 - o),
    }
    d_u = sum(v[f"W_{gate}"].T @ d for gate, d in before.items())
    gradients = {"h": d_h, "c": d_c, "c0": d_c * f, "v": d_u, "h0": d_u[: len(h)], "x": d_u[len(h) :]}
    for gate, d in before.items():
        gradients |= {f"W_{gate}": d @ u.T, f"b_{gate}": d, f"z_{gate}": d}
    return float(np.sum((h - v["y"]) ** 2) / 2), gradients


def causal_attention(v: Numbers) -> tuple[float, dict[str, Array]]:
    x, n = v["X"], len(v["X"])
    later = np.triu(np.ones((n, n)), 1) == 1
    q, k, u = x @ v["W_Q"], x @ v["W_K"], x @ v["W_V"]
    weights = [softmax(np.where(later, -np.inf, np.outer(q[:, h], k[:, h])), axis=1) for h in (0, 1)]
    both = np.stack([weights[h] @ u[:, h] for h in (0, 1)], axis=1)
    delta = both @ v["W_O"] - v["Y"]
    d_both = delta @ v["W_O"].T
    d_q, d_k, d_u = np.zeros_like(q), np.zeros_like(k), np.zeros_like(u)
    gradients = {"W_O": both.T @ delta, "O": d_both}
    for h, a in enumerate(weights):
        d_a = np.outer(d_both[:, h], u[:, h])
        d_s = a * (d_a - np.sum(d_a * a, axis=1, keepdims=True))
        d_q[:, h], d_k[:, h], d_u[:, h] = d_s @ k[:, h], d_s.T @ q[:, h], a.T @ d_both[:, h]
        gradients |= {f"A{h + 1}": d_a, f"S{h + 1}": d_s}
    gradients |= {"Q": d_q, "K": d_k, "V": d_u, "W_Q": x.T @ d_q, "W_K": x.T @ d_k, "W_V": x.T @ d_u}
    gradients["X"] = d_q @ v["W_Q"].T + d_k @ v["W_K"].T + d_u @ v["W_V"].T
    return float(np.sum(delta**2) / 2), gradients


def embedding(v: Numbers) -> tuple[float, dict[str, Array]]:
    ids = [int(word) for word in v["ids"][:, 0]]
    mean = np.mean([v["E"][word] for word in ids], axis=0)[None]
    p = softmax(mean @ v["W"] + v["b"])
    delta = p - v["y"]
    d_mean = delta @ v["W"].T
    d_e = np.zeros_like(v["E"])
    for word in ids:
        d_e[word] += d_mean[0] / len(ids)
    return -float(np.sum(v["y"] * np.log(p))), {"E": d_e, "W": mean.T @ delta, "b": delta, "v": d_mean}


def vae(v: Numbers) -> tuple[float, dict[str, Array]]:
    x, epsilon = v["x"], v["epsilon"]
    mu, rho = v["W_mu"] @ x + v["b_mu"], v["W_rho"] @ x + v["b_rho"]
    z = mu + np.exp(rho / 2) * epsilon
    d_x_hat = v["U"] @ z + v["b"] - x
    d_z = v["U"].T @ d_x_hat
    d_mu = d_z + mu
    d_rho = d_z * epsilon * np.exp(rho / 2) / 2 + (np.exp(rho) - 1) / 2
    loss = np.sum(d_x_hat**2) / 2 - np.sum(1 + rho - mu**2 - np.exp(rho)) / 2
    return float(loss), {
        "U": d_x_hat @ z.T, "b": d_x_hat, "z": d_z, "epsilon": d_z * np.exp(rho / 2), "mu": d_mu, "rho": d_rho,
        "W_mu": d_mu @ x.T, "b_mu": d_mu, "W_rho": d_rho @ x.T, "b_rho": d_rho,
        "x": v["W_mu"].T @ d_mu + v["W_rho"].T @ d_rho - d_x_hat,
    }  # fmt: skip


BY_HAND: dict[str, Callable[[Numbers], tuple[float, dict[str, Array]]]] = {
    "convolution": convolution, "lstm": lstm, "causal-attention": causal_attention, "embedding": embedding, "vae": vae,
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_the_loss_and_every_gradient_are_those_of_paper_and_pencil(name: str) -> None:
    known = preset(name)
    trace = trace_of(known.program.text, known.values)
    loss, gradients = BY_HAND[name](known.values)
    assert abs(loss - trace.value("J").item()) < TOLERANCE["reference"]
    learned = {*known.values} & {*trace.gradients}
    assert gradients.keys() >= learned
    for quantity, gradient in gradients.items():
        assert error(trace.gradient(quantity), gradient) < TOLERANCE["reference"], quantity
