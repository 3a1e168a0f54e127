"""MathML from LaTeX, by math-core."""

from __future__ import annotations

from functools import lru_cache

from math_core import LatexToMathML

_CONVERTER = LatexToMathML()
_APPLY_FUNCTION = "\u2061"


@lru_cache(maxsize=8192)
def mathml(latex: str) -> str:
    """A `<math>` element, for a page of HTML."""
    return _CONVERTER.convert_with_local_state(latex, displaystyle=False).replace("&ApplyFunction;", _APPLY_FUNCTION)


@lru_cache(maxsize=8192)
def formula(latex: str) -> dict[str, str]:
    """A formula in both forms."""
    return {"latex": latex, "mathml": mathml(latex)}
