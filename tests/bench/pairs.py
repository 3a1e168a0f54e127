"""Measuring side by side: A B A B …, so that whatever else the machine does happens to both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Ratio:
    """Of the pairs of two measurements: the median, the least and the most."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f}–{self.high:.2f})"


def ratio(above: Sequence[float], below: Sequence[float]) -> Ratio:
    """`above` / `below`, pair by pair."""
    pairs = [a / b for a, b in zip(above, below, strict=True)]
    return Ratio(median(pairs), min(pairs), max(pairs))


def take_turns(functions: Mapping[str, Callable[[], object]], rounds: int, seconds: float) -> dict[str, list[float]]:
    """Time each function once a round, calling it as often as fills about `seconds`.

    Returns: by name, seconds a call, one number a round.
    """
    calls = {name: max(1, round(seconds / _once(function))) for name, function in functions.items()}
    times: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            repeat = range(calls[name])
            function()  # not counted: it finds the caches and the heap as the one before left them
            started = perf_counter()
            for _call in repeat:
                function()
            times[name].append((perf_counter() - started) / calls[name])
    return times


def _once(function: Callable[[], object]) -> float:
    """How long a call takes that is not the first: the best of three."""
    found = []
    for _ in range(4):
        started = perf_counter()
        function()
        found.append(perf_counter() - started)
    return min(found[1:])
