"""A network, as each of those that are compared computes it: a function of no argument that computes everything again."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import autograd
from autograd.tracer import getval

from app.engine.run import Trace, run
from app.engine.sheet import compile_sheet

from .libraries import autograd_library, has_torch, torch_library
from .networks.record import Network, Results

Rival = Callable[[Network], Callable[[], Results]]


def with_engine(network: Network) -> Callable[[], Trace]:
    """The engine of Gradsheet: the program, compiled once for these sizes."""
    arrays = [network.inputs[name] for name in network.program.inputs]
    sheet = compile_sheet(network.program, tuple((array.shape[0], array.shape[1]) for array in arrays), {})
    return lambda: run(sheet, arrays)


def by_hand(network: Network) -> Callable[[], Results]:
    """What one would write in NumPy for this network alone."""
    return lambda: network.by_hand(**network.inputs)


def with_autograd(network: Network) -> Callable[[], Results]:
    """HIPS autograd: all quantities, and the gradients of the inputs. Of those in between it gives none: it has less to do."""
    library = autograd_library()
    targets = {name: array for name, array in network.inputs.items() if name not in network.learned}
    arrays = [network.inputs[name] for name in network.learned]
    quantities: Results = {}

    def loss(*traced: Any) -> Any:
        found = network.forward(library, **dict(zip(network.learned, traced, strict=True)), **targets)
        quantities.update(found)
        return found["J"]

    both = autograd.value_and_grad(loss, argnum=tuple(range(len(arrays))))
    names = [f"dJ_d{name}" for name in network.learned]

    def compute() -> Results:
        _, gradients = both(*arrays)
        return {name: getval(value) for name, value in quantities.items()} | dict(zip(names, gradients, strict=True))

    return compute


def with_torch(network: Network) -> Callable[[], Results]:
    """PyTorch: all quantities, and all gradients, those in between too."""
    torch, library = import_module("torch"), torch_library()
    tensors = {
        name: torch.tensor(array, requires_grad=name in network.learned) for name, array in network.inputs.items()
    }

    def compute() -> Results:
        found = network.forward(library, **tensors)
        traced = {name: it for name, it in (tensors | found).items() if it.requires_grad and name != "J"}
        gradients = torch.autograd.grad(found["J"], list(traced.values()))
        return found | {f"dJ_d{name}": gradient for name, gradient in zip(traced, gradients, strict=True)}

    return compute


def rivals() -> dict[str, Rival]:
    """Those that can be compared here, by name."""
    found: dict[str, Rival] = {"by hand": by_hand, "autograd": with_autograd}
    return found | ({"PyTorch": with_torch} if has_torch() else {})
