"""What a network is, for the benchmark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.arrays import Array
from app.engine.program import Program

Inputs = Mapping[str, Array]
Results = dict[str, Any]
"""By name: quantities as `z`, gradients as `dJ_dz`. The loss is J."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network with its numbers, as each of those that are compared needs it.

    Args:
        title: with its sizes.
        program: for the engine.
        inputs: the numbers, by name.
        by_hand: from the inputs by name to everything: what one would write in NumPy for this network alone, and quickly.
        forward: from a `Library` and the inputs by name to every quantity: what one would write for an autodiff.
        goal: for the time of the engine divided by that of `by_hand`, or "".
    """

    title: str
    program: Program
    inputs: Inputs
    by_hand: Callable[..., Results]
    forward: Callable[..., Results]
    goal: str = ""

    @property
    def learned(self) -> tuple[str, ...]:
        """The inputs that get a gradient."""
        return tuple(name for name in self.program.inputs if name not in self.program.targets)
