"""The words in which the autodiffs differ, so that a network is written down once for both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import autograd.numpy as anp
from autograd.tracer import getval


@dataclass(frozen=True, slots=True)
class Library:
    """What a network is made of, besides operators.

    Args:
        dot: the product of two matrices.
        softmax: by `axis`, that of the classes.
        cross_entropy: summed over the examples, of a target that sums to 1, the scores before softmax, and `axis`.
        untraced: the numbers of a quantity: what is made from them gets no gradient.
    """

    dot: Callable[[Any, Any], Any]
    relu: Callable[[Any], Any]
    tanh: Callable[[Any], Any]
    softmax: Callable[[Any, int], Any]
    cross_entropy: Callable[[Any, Any, int], Any]
    untraced: Callable[[Any], Any]

    def squared_error(self, y: Any, y_hat: Any) -> Any:
        """½ Σ (ŷ − y)²."""
        d = y_hat - y
        return (d * d).sum() / 2


def autograd_library() -> Library:
    """HIPS autograd."""

    def shifted(a: Any, axis: int) -> Any:
        return a - getval(a).max(axis=axis, keepdims=True)

    def softmax(a: Any, axis: int) -> Any:
        e = anp.exp(shifted(a, axis))
        return e / anp.sum(e, axis=axis, keepdims=True)

    def cross_entropy(y: Any, scores: Any, axis: int) -> Any:
        its = shifted(scores, axis)
        return anp.sum(anp.log(anp.sum(anp.exp(its), axis=axis))) - anp.sum(y * its)

    return Library(anp.dot, lambda a: anp.maximum(a, 0.0), anp.tanh, softmax, cross_entropy, getval)


def has_torch() -> bool:
    return find_spec("torch") is not None


def torch_library() -> Library:
    """PyTorch, where it is installed."""
    torch = import_module("torch")

    def cross_entropy(y: Any, scores: Any, axis: int) -> Any:
        return -(y * torch.log_softmax(scores, axis)).sum()

    return Library(torch.mm, torch.relu, torch.tanh, torch.softmax, cross_entropy, torch.Tensor.detach)
