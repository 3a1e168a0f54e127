"""Short ways to check the gradients of a program."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from app.engine import program, sheet
from app.engine.run import Trace
from app.gradcheck import complex_step, perturb
from app.gradcheck.budget import Budget
from app.gradcheck.check import Check, MethodName, check_gradients
from app.gradcheck.verdicts import VERDICTS, Verdict
from tests.support.traces import trace_of

BOTH_METHODS = pytest.mark.parametrize("method", ["central", "complex"])


def unlimited() -> Budget:
    return Budget(10**9, 10**15)


def check_trace(
    trace: Trace, method: MethodName = "central", h: float | None = None, budget: Budget | None = None, seed: int = 0
) -> dict[str, Check]:
    """Every gradient of a trace, without a limit unless `budget` is one."""
    return check_gradients(trace, list(trace.gradients), method, h, seed, budget or unlimited())


def check(
    text: str, values: Mapping[str, Any], method: MethodName = "central", h: float | None = None
) -> dict[str, Check]:
    """Run a program and check every gradient of it."""
    return check_trace(trace_of(text, values), method, h)


def verdicts(found: Check) -> list[list[Verdict]]:
    return [[VERDICTS[k] for k in row] for row in found.verdicts.tolist()]


def kinds(checks: Mapping[str, Check]) -> set[Verdict]:
    """The verdicts that there are."""
    return {verdict for found in checks.values() for row in verdicts(found) for verdict in row}


@contextmanager
def fresh_rules() -> Iterator[None]:
    """Nothing that was compiled from other rules is used inside, and nothing from these afterwards."""
    caches = (program.read_program, sheet._compile, perturb.real_stages, complex_step.complex_stages)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()
