"""What is tried always, and what only `make soak` tries."""

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet


def and_in_a_soak(quick: Iterable[Any], every: Iterable[Any]) -> list[Any]:
    """Parameters of a test: `quick` always, and the others of `every` in a soak only."""
    always = list(quick)
    return [*always, *(_marked(it) for it in every if it not in always)]


def _marked(it: Any) -> ParameterSet:
    return pytest.param(*(it if isinstance(it, tuple) else (it,)), marks=pytest.mark.soak)
