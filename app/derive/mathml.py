"""MathML from LaTeX, by math-core, and how much of it one part of an answer may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from math_core import LatexToMathML

from app.core.errors import TooLargeError
from app.core.patience import look
from app.core.symbols import size_latex

_CONVERTER = LatexToMathML()
_APPLY_FUNCTION = "\u2061"
_SHORT = 200
"""Characters of LaTeX. What is longer is hardly written twice, so only what is shorter is kept."""


class _Formulas:
    """How many characters may still be written."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.left = limit

    def write(self, characters: int) -> None:
        self.left -= characters
        if self.left < 0:
            raise TooLargeError(
                "formulas-too-long",
                f"The formulas take more than {self.limit} characters, which is the limit.",
                hint='Make the network smaller; "include": [] gives the numbers alone.',
                params={"limit": self.limit},
            )


_OURS: ContextVar[_Formulas | None] = ContextVar("formulas", default=None)


@contextmanager
def formulas_within(limit: int) -> Iterator[None]:
    """Everything in this block together writes at most `limit` characters of MathML. Raises: TooLargeError over it."""
    token = _OURS.set(_Formulas(limit))
    try:
        yield
    finally:
        _OURS.reset(token)


def mathml(latex: str) -> str:
    """A `<math>` element, for a page of HTML. Raises: TooLargeError over the limit of `formulas_within`."""
    look()
    written = _converted(latex) if len(latex) > _SHORT else _short(latex)
    formulas = _OURS.get()
    if formulas is not None:
        formulas.write(len(written))
    return written


def formula(latex: str) -> dict[str, str]:
    """A formula in both forms."""
    return {"latex": latex, "mathml": mathml(latex)}


def sizes_mathml(labels: Iterable[str]) -> dict[str, str]:
    """The letters of sizes, each as it is drawn."""
    return {label: mathml(size_latex(label)) for label in sorted(set(labels))}


@lru_cache(maxsize=4096)
def _short(latex: str) -> str:
    return _converted(latex)


def _converted(latex: str) -> str:
    return _CONVERTER.convert_with_local_state(latex, displaystyle=False).replace("&ApplyFunction;", _APPLY_FUNCTION)
