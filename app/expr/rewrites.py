"""Pairs of texts that are the same numbers, the right one said with less. `rewrite.py` applies them.

In a left side a letter stands for

    a b c d    anything                         s t    1×1
    k n m      a number that is written as one  v      a column          r    a row

and a letter that stands twice for the same tree twice. `axis=axis` is any axis, or none, the same wherever it stands in
the pair; no `axis` is none. A third text says what else has to hold, several things with commas:

    a = b                  a and b have the same shape; `whole` is the shape of the left side
    a.columns = c.rows     two sizes are the same
    n < 0, n != 0
    fewer                  there are fewer of what the group counts, not only as many

Where a right side calculates with numbers alone, the pair holds if that can be folded (`fold.py`): 2 · 3 is 6, but 1 / 3
stays. Of several pairs that hold, the first is taken. Every pair makes the tree lighter, as the test of this table weighs
it; so the rewriting comes to an end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .primitives import PRIMITIVES, broadcast

Pair = tuple[str, str] | tuple[str, str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Pairs that are applied together.

    Args:
        fewest: a left side; a pair is applied only where what comes out has no more places that fit it than before.
    """

    pairs: tuple[Pair, ...]
    fewest: str = ""


def _turned(left: str, right: str, *more: str) -> Iterator[Pair]:
    """A pair with axis 0 on the left and 1 on the right, and the other way round."""
    for axis in (0, 1):
        yield left.replace("AXIS", f"axis={axis}"), right.replace("AXIS", f"axis={1 - axis}"), *more  # type: ignore[misc]


_ARITHMETIC = ("-", "+", "*", "/")


def _functions() -> Iterator[Pair]:
    """Other functions that work cell by cell: f(a)ᵀ is f(aᵀ)."""
    for name, primitive in PRIMITIVES.items():
        if primitive.sizes is broadcast and primitive.sign not in _ARITHMETIC:
            letters = "abcd"[: len(primitive.args)]
            yield f"{name}({', '.join(letters)}).T", f"{name}({', '.join(f'{a}.T' for a in letters)})", "fewer"


SIMPLER = Group((
    # What does nothing.
    ("1 * a",                           "a"),
    ("a * 1",                           "a"),
    ("a / 1",                           "a"),
    ("1 @ a",                           "a"),
    ("a @ 1",                           "a"),
    ("a ** 1",                          "a"),
    ("weighted(0, a)",                  "spread(0, a)"),
    ("weighted(n, a)",                  "n * a",                            "n != 0"),
    ("where(0, a, b)",                  "b",                                "b = whole"),
    ("where(n, a, b)",                  "a",                                "n != 0, a = whole"),
    ("min(s, axis=axis)",               "s"),
    ("0 + a",                           "a"),
    ("a + 0",                           "a"),
    ("a - 0",                           "a"),
    ("0 - a",                           "-a"),
    ("a.T.T",                           "a"),
    ("s.T",                             "s"),
    ("sum(s, axis=axis)",               "s"),
    ("mean(s, axis=axis)",              "s"),
    ("max(s, axis=axis)",               "s"),
    ("count(s, axis=axis)",             "1"),
    ("examples(a)",                     "1"),
    ("spread(a, b, axis=axis)",         "a",                                "a = b"),
    # One sign, and in front.
    ("-(-a)",                           "a"),
    ("-(a - b)",                        "b - a"),
    ("a + -b",                          "a - b"),
    ("a - -b",                          "a + b"),
    ("-a * b",                          "-(a * b)"),
    ("a * -b",                          "-(a * b)"),
    ("-a / b",                          "-(a / b)"),
    ("a / -b",                          "-(a / b)"),
    ("spread(-a, b, axis=axis)",        "-spread(a, b, axis=axis)"),
    ("n * a",                           "-(-n * a)",                        "n < 0"),
    ("a * n",                           "-(a * -n)",                        "n < 0"),
    ("a / n",                           "-(a / -n)",                        "n < 0"),
    ("a + n",                           "a - -n",                           "n < 0"),
    ("n + a",                           "a - -n",                           "n < 0"),
    ("a - n",                           "a + -n",                           "n < 0"),
    ("spread(n, a, axis=axis)",         "-spread(-n, a, axis=axis)",        "n < 0"),
    # Equal copies of a number are that number, where they meet a matrix as large.
    ("spread(s, a, axis=axis) * b",     "s * b",                            "b = whole"),
    ("a * spread(s, b, axis=axis)",     "a * s",                            "a = whole"),
    ("spread(s, a, axis=axis) / b",     "s / b",                            "b = whole"),
    ("a / spread(s, b, axis=axis)",     "a / s",                            "a = whole"),
    ("spread(spread(s, a), b, axis=axis)",         "spread(s, b)"),
    ("spread(spread(s, a, axis=0), b, axis=axis)", "spread(s, b)"),
    ("spread(spread(s, a, axis=1), b, axis=axis)", "spread(s, b)"),
    # One number, and one fraction.
    ("n * (m * a)",                     "(n * m) * a"),
    ("n * (a * m)",                     "(n * m) * a"),
    ("m * a * n",                       "(n * m) * a"),
    ("a * m * n",                       "(n * m) * a"),
    ("a / n / m",                       "a / (n * m)"),
    ("a * (1 / b)",                     "a / b",                            "a = b"),
))  # fmt: skip
"""Always said so."""

SIGNS = Group((
    ("-a @ b",                          "-(a @ b)"),
    ("a @ -b",                          "-(a @ b)"),
    ("sum(-a, axis=axis)",              "-sum(a, axis=axis)"),
    ("mean(-a, axis=axis)",             "-mean(a, axis=axis)"),
))  # fmt: skip
"""A sign in front of a sum: where it is shown, but not where it is computed, since −(1 − 1) is −0 and −1 + 1 is 0."""

INWARD = Group((
    ("(-a).T",                          "-(a.T)"),
    ("(a + b).T",                       "a.T + b.T"),
    ("(a - b).T",                       "a.T - b.T"),
    ("(a * b).T",                       "a.T * b.T"),
    ("(a / b).T",                       "a.T / b.T"),
    ("(a @ b).T",                       "b.T @ a.T"),
    ("spread(a, b).T",                  "spread(a.T, b.T)"),
    *_turned("spread(a, b, AXIS).T",    "spread(a.T, b.T, AXIS)"),
    *_turned("sum(a, AXIS).T",          "sum(a.T, AXIS)"),
    *_turned("mean(a, AXIS).T",         "mean(a.T, AXIS)",                  "fewer"),
    *_turned("max(a, AXIS).T",          "max(a.T, AXIS)",                   "fewer"),
    *_turned("min(a, AXIS).T",          "min(a.T, AXIS)",                   "fewer"),
    *_turned("slice(a, n, m, k, AXIS).T", "slice(a.T, n, m, k, AXIS)",      "fewer"),
    *_turned("unslice(a, b, n, m, k, AXIS).T", "unslice(a.T, b.T, n, m, k, AXIS)", "fewer"),
    *_turned("concat(a, b, AXIS).T",    "concat(a.T, b.T, AXIS)",           "fewer"),
    *_turned("piece(c, n, a, b, AXIS).T", "piece(c.T, n, a.T, b.T, AXIS)",  "fewer"),
    ("conv2d(a, b, n, m).T",            "conv2d(a.T, b.T, n, m)"),
    ("conv2d_to_input(a, b, c, n, m).T", "conv2d_to_input(a.T, b.T, c.T, n, m)"),
    ("conv2d_to_kernel(a, b, c, n, m).T", "conv2d_to_kernel(a.T, b.T, c.T, n, m)"),
    ("window_sum(a, n).T",              "window_sum(a.T, n)",               "fewer"),
    ("upsample(a, b, n).T",             "upsample(a.T, b.T, n)"),
    ("largest(a, n).T",                 "largest(a.T, n)",                  "fewer"),
    ("max_pool(a, n).T",                "max_pool(a.T, n)",                 "fewer"),
    *_functions(),
), fewest="a.T")  # fmt: skip
"""Transposes moved inward, where that makes no more of them: (Uᵀδᵀ)ᵀ is δU, but (ŷ − y)ᵀ stays."""

JACOBIAN = Group((
    # What is one for matrices in general is simpler for vectors.
    ("s @ a",                           "s * a"),
    ("a @ s",                           "a * s"),
    ("vec(v)",                          "v"),
    ("vec(r)",                          "r.T"),
    ("diag(s)",                         "s"),
    ("diag(v.T)",                       "diag(v)"),
    ("diag(r.T)",                       "diag(r)"),
    ("diag(a).T",                       "diag(a)"),
    ("diag(-a)",                        "-diag(a)"),
    ("vec(-a)",                         "-vec(a)"),
    ("kron(1, a)",                      "a"),
    ("kron(a, 1)",                      "a"),
    ("kron(-a, b)",                     "-kron(a, b)"),
    ("kron(a, -b)",                     "-kron(a, b)"),
    ("kron(a, b).T",                    "kron(a.T, b.T)"),
    ("kron(a, b) @ kron(c, d)",         "kron(a @ c, b @ d)",               "a.columns = c.rows"),
    # The identity.
    ("eye(s, axis=axis)",               "1"),
    ("eye(r, axis=0)",                  "1"),
    ("eye(v, axis=1)",                  "1"),
    ("eye(v, axis=0)",                  "eye(v)"),
    ("eye(r, axis=1)",                  "eye(r)"),
    ("eye(a, axis=axis).T",             "eye(a, axis=axis)"),
    ("eye(a, axis=axis) @ b",           "b"),
    ("a @ eye(b, axis=axis)",           "a"),
    ("diag(spread(1, a, axis=axis))",   "eye(a)"),
    ("diag(gather(a))",                 "eye(a)"),
    ("select(index(a), index(a))",      "eye(a)"),
    ("select(index(v).T, index(v))",    "eye(v)"),
    ("select(index(r).T, index(r))",    "eye(r)"),
    # Adding up: 𝟏ᵀ over all cells, 𝟏ᵀ ⊗ I down the rows, I ⊗ 𝟏ᵀ along the columns.
    ("gather(s, axis=axis)",            "1"),
    ("gather(v, axis=0)",               "gather(v)"),
    ("gather(r, axis=1)",               "gather(r)"),
    ("gather(a, axis=0)",               "kron(gather(a[:, 0:1]), eye(a, axis=1))"),
    ("gather(a, axis=1)",               "kron(eye(a, axis=0), gather(a[0:1, :]))"),
    ("gather(a.T)",                     "gather(a)"),
    ("gather(a).T",                     "spread(1, vec(a))"),
    ("spread(1, r, axis=axis)",         "gather(r)"),
    ("spread(gather(a), b, axis=axis)", "spread(1, b)"),
    ("gather(a) * b",                   "b",                                "b = whole"),
    ("a * gather(b)",                   "a",                                "a = whole"),
    ("(spread(1, a, axis=axis) @ gather(b)) * c", "c",                      "c = whole"),
    ("a * (spread(1, b, axis=axis) @ gather(c))", "a",                      "a = whole"),
))  # fmt: skip
"""Among full Jacobians: vec(x) is x where x is a column, A ⊗ 1 and A I are A, and Π is I where cells keep their order."""
