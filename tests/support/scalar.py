"""The arithmetic of one cell, computed as a reader with a pencil would."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from app.expr.primitives import PRIMITIVES, Scalar

_OF_MANY: dict[str, Callable[[list[float]], float]] = {
    "sum": math.fsum,
    "max": max,
    "min": min,
    "prod": math.prod,
    "mean": lambda terms: math.fsum(terms) / len(terms),
}


def evaluate(scalar: Scalar, lookup: Callable[[Mapping[str, Any]], float]) -> float:
    """Compute the arithmetic. `lookup` gives the number of a cell of a quantity."""
    if "ref" in scalar:
        return lookup(scalar["ref"])
    if "number" in scalar:
        return float(scalar["number"])
    args = [evaluate(arg, lookup) for arg in scalar["args"]]
    if scalar["op"] in _OF_MANY:
        return _OF_MANY[scalar["op"]](args)
    with np.errstate(all="ignore"):
        return float(np.asarray(PRIMITIVES[scalar["op"]].apply(*map(np.float64, args))))
