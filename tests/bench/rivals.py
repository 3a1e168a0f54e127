"""The single-layer network four ways. Each is a function of no argument that computes everything again.

What comes back is a dictionary by name: quantities as `z`, gradients as `dJ_dz`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np

from app.core.arrays import Array
from app.engine.run import Trace, run
from app.engine.sheet import compile_sheet
from app.presets import preset

Inputs = dict[str, Array]
Results = dict[str, Any]
LEARNED = ("W", "x", "b1", "U", "b2")
BETWEEN = ("z", "h", "Theta")


def draw(d_x: int, d_h: int, n_c: int, seed: int = 0) -> Inputs:
    """Numbers for a network of these sizes, with one right class."""
    draw = np.random.default_rng(seed).standard_normal
    y = np.zeros((n_c, 1))
    y[n_c // 2] = 1.0
    return {
        "W": draw((d_h, d_x)) / d_x**0.5,
        "x": draw((d_x, 1)),
        "b1": draw((d_h, 1)),
        "U": draw((n_c, d_h)) / d_h**0.5,
        "b2": draw((n_c, 1)),
        "y": y,
    }


def with_engine(inputs: Inputs) -> Callable[[], Trace]:
    """The engine of Gradsheet: the preset as it ships, compiled once for these sizes."""
    program = preset("single-layer").program
    arrays = [inputs[name] for name in program.inputs]
    sheet = compile_sheet(program, tuple((array.shape[0], array.shape[1]) for array in arrays), {})
    return lambda: run(sheet, arrays)


def by_hand(inputs: Inputs) -> Callable[[], Results]:
    """What one would write in NumPy for this network alone, and quickly.

    Exponentials are shared between softmax and loss, y is known to sum to 1, and outer products are made by
    np.dot, which is up to five times as fast as `@`, and twice as broadcasting.
    """
    W, x, b1, U, b2, y = (inputs[name] for name in ("W", "x", "b1", "U", "b2", "y"))

    def compute() -> Results:
        z = W @ x + b1
        h = np.maximum(z, 0.0)
        Theta = U @ h + b2
        shifted = Theta - Theta.max()
        e = np.exp(shifted)
        total = e.sum()
        y_hat = e / total
        J = (y * (np.log(total) - shifted)).sum()
        dJ_dTheta = y_hat - y
        dJ_dU = np.dot(dJ_dTheta, h.T)
        dJ_dh = U.T @ dJ_dTheta
        dJ_dz = dJ_dh * (z > 0)
        dJ_dW = np.dot(dJ_dz, x.T)
        dJ_dx = W.T @ dJ_dz
        return {
            "z": z, "h": h, "Theta": Theta, "y_hat": y_hat, "J": J,
            "dJ_dTheta": dJ_dTheta, "dJ_dU": dJ_dU, "dJ_db2": dJ_dTheta, "dJ_dh": dJ_dh,
            "dJ_dz": dJ_dz, "dJ_dW": dJ_dW, "dJ_db1": dJ_dz, "dJ_dx": dJ_dx,
        }  # fmt: skip

    return compute


def with_autograd(inputs: Inputs) -> Callable[[], Results]:
    """HIPS autograd: the loss and the gradients of the inputs. It gives nothing in between, so it has less to do."""
    y = inputs["y"]

    def loss(W: Any, x: Any, b1: Any, U: Any, b2: Any) -> Any:
        h = anp.maximum(anp.dot(W, x) + b1, 0.0)
        Theta = anp.dot(U, h) + b2
        shifted = Theta - autograd.tracer.getval(Theta).max()
        return anp.log(anp.sum(anp.exp(shifted))) - anp.sum(y * shifted)

    both = autograd.value_and_grad(loss, argnum=tuple(range(len(LEARNED))))
    arrays = [inputs[name] for name in LEARNED]

    def compute() -> Results:
        J, gradients = both(*arrays)
        return {"J": J, **{f"dJ_d{name}": gradient for name, gradient in zip(LEARNED, gradients, strict=True)}}

    return compute


def has_torch() -> bool:
    return find_spec("torch") is not None


def with_torch(inputs: Inputs) -> Callable[[], Results]:
    """PyTorch, where it is installed: all quantities and all gradients, those in between too."""
    torch = import_module("torch")
    W, x, b1, U, b2 = (torch.tensor(inputs[name], requires_grad=True) for name in LEARNED)
    y = torch.tensor(inputs["y"])
    names = [*LEARNED, *BETWEEN]

    def compute() -> Results:
        z = W @ x + b1
        h = torch.relu(z)
        Theta = U @ h + b2
        y_hat = torch.softmax(Theta.detach(), 0)
        J = -(y * torch.log_softmax(Theta, 0)).sum()
        gradients = torch.autograd.grad(J, (W, x, b1, U, b2, z, h, Theta))
        return {
            "z": z, "h": h, "Theta": Theta, "y_hat": y_hat, "J": J,
            **{f"dJ_d{name}": gradient for name, gradient in zip(names, gradients, strict=True)},
        }  # fmt: skip

    return compute
