"""The networks of which a full trace is timed."""

from __future__ import annotations

from .attention import attention
from .batch import batch
from .deep import deep
from .record import Network
from .single_layer import single_layer


def networks() -> list[Network]:
    """Those of the benchmark, with their goals."""
    return [
        single_layer(3, 4, 3, "≤ 2.50"),
        single_layer(64, 32, 10),
        single_layer(784, 128, 10, "≤ 1.15"),
        single_layer(1024, 1024, 1000, "≤ 1.15"),
        attention(64, 32, "≤ 1.30"),
        batch(256, 784, 128, 10, "≤ 1.30"),
        deep(12, 64, "≤ 1.30"),
    ]


def small_networks() -> list[Network]:
    """The same at sizes that a test computes at once."""
    return [single_layer(3, 4, 3), single_layer(64, 32, 10), attention(5, 4), batch(6, 5, 4, 3), deep(12, 3)]
