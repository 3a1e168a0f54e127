"""How far two numbers may be apart: one table for all tests."""

import numpy as np

from app.core.arrays import Array

TOLERANCE = {
    "reference": 1e-12,  # against independent truth for the reference network, of the largest cell
    "same": 1e-12,  # two ways of ours to the same number
    "autograd": 1e-9,  # against HIPS autograd
    "pytorch": 1e-9,
    "numpy": 1e-9,  # values against plain NumPy
    "cells": 1e-9,  # the arithmetic shown, cell by cell, against the engine
    "complex step": 1e-14,  # of the largest entry of a gradient, beside what rounding decides
    "differences": 2e-5,  # against central differences, whose own error is about 1e-8 times the second derivatives
}
STEP = 1e-5
"""Half the width of a central difference."""
KINK = 1e-3
"""How far from a kink a point has to be for a central difference to mean anything: more than `STEP` times any slope met."""


def error(found: Array, expected: Array, floor: float = 1.0) -> float:
    """The largest difference, relative to the largest expected number and to no less than `floor`. NaN and ∞ have to match."""
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    assert found.shape == expected.shape
    finite = np.isfinite(expected)
    if not np.array_equal(found[~finite], expected[~finite], equal_nan=True):
        return float("inf")
    if not finite.any():
        return 0.0
    scale = max(floor, float(np.abs(expected[finite]).max())) or 1.0
    return float(np.abs(found[finite] - expected[finite]).max()) / scale
