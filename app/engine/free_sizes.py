"""Which sizes of a network can be chosen, and which follow from them: the cells of a flattened matrix, the rows of two put together."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.arrays import Shape
from app.core.cache import cached
from app.core.errors import ShapeError, TooLargeError
from app.core.limits import Limits
from app.core.patience import look
from app.expr.letters import ONE, Letters, Size, Sizes

from .program import Program
from .size_table import size_table
from .sizes import Declared
from .unknown_sizes import infer_unknown

_Pairs = tuple[tuple[str, tuple[str, str]], ...]
_Numbers = tuple[tuple[str, int], ...]


def following_sizes(
    program: Program, letters: Declared, sizes: Mapping[str, int], fixed: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The letters whose number follows as soon as all others have one.

    Args:
        letters: how the sizes of every input are called.
        sizes: a number for every letter. The program need not work with those that follow.
        fixed: letters that are not asked about.
    """
    return _following(program, tuple(letters.items()), tuple(sizes.items()), fixed)


def free_sizes(program: Program, letters: Declared, sizes: Mapping[str, int]) -> tuple[str, ...]:
    """The letters whose number can be chosen, in the order of `sizes`.

    Left out are those that follow from others, and those for which neither one more nor one less would do, as before a `reshape`.
    """
    return _free(program, tuple(letters.items()), tuple(sizes.items()))


def with_what_follows(
    program: Program, letters: Declared, sizes: Mapping[str, int], chosen: Mapping[str, int]
) -> dict[str, int]:
    """A number for every letter when those in `chosen` are changed, and with them all others that follow."""
    following = following_sizes(program, letters, sizes, frozenset(chosen))
    if not following:
        return {label: chosen.get(label) or n for label, n in sizes.items()}
    free = {label: n for label, n in {**sizes, **chosen}.items() if label in sizes and label not in following}
    solved = _solve(program, letters, free)
    return {label: free.get(label) or solved.get(label) or n for label, n in sizes.items()}


def shapes_with(letters: Declared, sizes: Mapping[str, int]) -> dict[str, Shape]:
    """The shape of every input where its letters stand for `sizes`."""
    n = {"1": 1, **sizes}
    return {name: (n[rows], n[columns]) for name, (rows, columns) in letters.items()}


@cached(size=lambda labels: 100 * len(labels))
def _following(program: Program, letters: _Pairs, sizes: _Numbers, fixed: frozenset[str]) -> frozenset[str]:
    if not _decides_sizes(program, letters):
        return frozenset()
    declared, present = dict(letters), dict(sizes)
    found: set[str] = set()
    for label in (label for label in present if label not in fixed):
        look()
        # Those that were found before are left open: their numbers may be none with which the program works.
        others = {other: n for other, n in present.items() if other != label and other not in found}
        if label in _solve(program, declared, others):
            found.add(label)
    return frozenset(found)


@cached(size=lambda labels: 100 * len(labels))
def _free(program: Program, letters: _Pairs, sizes: _Numbers) -> tuple[str, ...]:
    declared, present = dict(letters), dict(sizes)
    following = _following(program, letters, sizes, frozenset())
    decides = _decides_sizes(program, letters)

    def works(label: str, n: int) -> bool:
        look()
        shapes = shapes_with(declared, with_what_follows(program, declared, present, {label: n}))
        try:
            size_table(program, shapes, declared, Limits())
        except ShapeError:
            return False
        except TooLargeError:
            return True  # for the server, not for the program
        return True

    return tuple(
        label
        for label, n in sizes
        if label not in following
        and ((not decides and n > 1) or works(label, n + 1) or (n > 1 and works(label, n - 1)))
    )


@cached(size=lambda _: 0)
def _decides_sizes(program: Program, letters: _Pairs) -> bool:
    """Whether the program makes sizes of others, as `flatten` does, or has one in numbers, as `one_hot(ids, 3)`.

    Most do not. Then no size follows from others, and a size that is not 1 can be any.
    """
    made, size_of = _infer(program, dict(letters), {})
    return made.makes_sizes or any(made.n(size) for label, size in size_of.items() if label != "1")


def _solve(program: Program, letters: Declared, sizes: Mapping[str, int]) -> dict[str, int]:
    """The numbers of the letters that `sizes` leaves out, as far as the program decides them."""
    made, size_of = _infer(program, letters, sizes)
    return {label: n for label, size in size_of.items() if label not in (*sizes, "1") and (n := made.n(size))}


def _infer(program: Program, letters: Declared, sizes: Mapping[str, int]) -> tuple[Letters, dict[str, Size]]:
    """What the program says about sizes of which some have a number, and by label each of them."""
    made = Letters()
    size_of: dict[str, Size] = {"1": ONE}
    for label in (label for pair in letters.values() for label in pair):
        if label not in size_of:
            size_of[label] = made.new(sizes.get(label, 0))
    infer_unknown(program, {name: Sizes(size_of[a], size_of[b]) for name, (a, b) in letters.items()}, made)
    return made, size_of
