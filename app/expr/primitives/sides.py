"""Operations that compare. A complex number is on the side on which its real part is: there they are analytic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def sign(a: Any) -> Any:
    """−1, 0 or 1."""
    return np.sign(np.real(a))


def _comparison(compare: Callable[..., Any]) -> Callable[..., Any]:
    """1 where it is so and 0 where it is not. Of complex numbers the real parts are compared."""

    def compared(a: Any, b: Any) -> Any:
        a, b = np.real(a), np.real(b)
        return np.asarray(compare(a, b)).astype(np.result_type(a, b, np.float64))

    return compared


greater = _comparison(np.greater)
greater_equal = _comparison(np.greater_equal)
less = _comparison(np.less)
less_equal = _comparison(np.less_equal)
equal = _comparison(np.equal)
not_equal = _comparison(np.not_equal)


def where(condition: Any, a: Any, b: Any) -> Any:
    """`a` where the condition is not 0, `b` where it is."""
    return np.where(np.not_equal(np.real(condition), 0), a, b)


def larger(a: Any, b: Any) -> Any:
    """The one with the larger real part; of equal ones the first."""
    return np.where(np.real(a) >= np.real(b), a, b)


def smaller(a: Any, b: Any) -> Any:
    """The other one than `larger`, where both are equal, too: together they are a + b."""
    return np.where(np.real(a) < np.real(b), a, b)


def absolute(a: Any) -> Any:
    """−a where the real part is below 0."""
    return np.where(np.real(a) < 0, -a, a)
