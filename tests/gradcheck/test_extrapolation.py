"""The choice between differences of many widths, on losses whose slope is known."""

import math
from collections.abc import Callable

import pytest

from app.gradcheck.extrapolation import Estimate, Slope, best_estimate

WIDTHS = [0.5 * 8.0**-k for k in range(14)]
EPSILON = 2.0**-52


def found(loss: Callable[[float], float], x: float) -> Estimate:
    slopes = []
    for width in WIDTHS:
        below, above = loss(x - width), loss(x + width)
        rounding = 8 * EPSILON * max(abs(below), abs(above)) / width
        slopes.append(Slope((above - below) / (2 * width), width, rounding))
    return best_estimate(slopes, 0.0)


@pytest.mark.parametrize(
    ("loss", "slope"),
    [
        (math.exp, math.exp),
        (lambda x: x * x, lambda x: 2 * x),
        (lambda x: x * x + 1e6, lambda x: 2 * x),
        (lambda x: math.tanh(1000 * x), lambda x: 1000 * (1 - math.tanh(1000 * x) ** 2)),
        (lambda x: math.tanh(1e4 * x) ** 2, lambda x: 2e4 * math.tanh(1e4 * x) * (1 - math.tanh(1e4 * x) ** 2)),
        (lambda x: 3 * x - 7, lambda _: 3.0),
        (lambda _: 5.0, lambda _: 0.0),
    ],
    ids=["exp", "square", "beside a million", "steep", "flat on both sides", "straight", "constant"],
)
@pytest.mark.parametrize("x", [0.0001, 0.3])
def test_the_slope_is_found_within_its_own_uncertainty(
    loss: Callable[[float], float], slope: Callable[[float], float], x: float
) -> None:
    estimate = found(loss, x)
    assert abs(estimate.value - slope(x)) <= estimate.uncertainty
    assert estimate.uncertainty <= 1e-6 * max(1.0, abs(slope(x)))


def test_a_smooth_loss_is_known_to_eleven_digits() -> None:
    assert abs(found(math.exp, 0.3).value / math.exp(0.3) - 1) < 1e-11


def test_noise_widens_the_choice() -> None:
    slopes = [Slope(1 + width**2 + width**4, width, 0.0) for width in WIDTHS]
    quiet, noisy = best_estimate(slopes, 1e-16), best_estimate(slopes, 1e-6)
    assert noisy.width > quiet.width
    assert noisy.uncertainty > quiet.uncertainty
    assert abs(noisy.value - 1) <= noisy.uncertainty


def test_one_difference_alone_is_taken_as_it_is() -> None:
    assert best_estimate([Slope(2.0, 0.1, 1e-9)], 0.0) == Estimate(2.0, 1e-9, 0.1)
