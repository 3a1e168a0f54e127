"""Shapes for the inputs that have no value yet: what the program decides, and usual numbers for what it leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.arrays import Shape
from app.core.cache import cached
from app.core.errors import GradsheetError
from app.core.limits import Limits
from app.expr.tree import Name

from .free_sizes import following_sizes, shapes_with, with_what_follows
from .program import Program
from .size_table import size_table
from .sizes import Declared, SizeTable
from .unknown_sizes import UnknownSizes, unknown_sizes

_USUAL = (3, 4, 6, 8, 12, 16, 24, 32)
"""Numbers for open sizes. Larger ones are tried where the program takes rows or windows out of something."""
_WINDOW = 2


@dataclass(frozen=True, slots=True)
class Guess:
    """What is known about the sizes of a program.

    Args:
        letters: how the sizes of every input are called.
        sizes: a number for every letter.
        open: the letters that nothing decides: their numbers are only usual ones.
    """

    program: Program
    letters: Declared
    sizes: dict[str, int]
    open: frozenset[str]

    def with_sizes(self, sizes: Mapping[str, int]) -> dict[str, int]:
        """A number for every letter: as `sizes` says, or what follows from it, or the number found."""
        return with_what_follows(self.program, self.letters, self.sizes, sizes)

    def shapes(self, sizes: Mapping[str, int]) -> dict[str, Shape]:
        """The shape of every input where letters stand for `sizes`, and for the numbers found where those say nothing."""
        return shapes_with(self.letters, self.with_sizes(sizes))


def guess_sizes(program: Program, known: Mapping[str, Shape], limits: Limits) -> Guess:
    """Find the sizes of all inputs.

    Args:
        known: the shapes of the inputs that have a value.
    Raises: ShapeError, TooLargeError, where the program cannot work with any sizes, or not with the known ones.
    """
    return _guess(program, tuple(sorted(known.items())), limits)


@cached(size=lambda guess: 600 * len(guess.letters))
def _guess(program: Program, known: tuple[tuple[str, Shape], ...], limits: Limits) -> Guess:
    unknown = unknown_sizes(program, known)
    shapes, table = _fitting(program, unknown, limits)
    letters = {name: table.labelled(Name(name)) for name in program.inputs}
    sizes: dict[str, int] = {}
    undecided: set[str] = set()
    for name in program.inputs:
        for axis, (label, n) in enumerate(zip(letters[name], shapes[name], strict=True)):
            if label != "1":
                sizes[label] = n
                if not unknown.n(name, axis):
                    undecided.add(label)
    following = following_sizes(program, letters, sizes) if unknown.letters.makes_sizes else frozenset()
    return Guess(program, letters, sizes, frozenset(undecided - following))


def _fitting(program: Program, unknown: UnknownSizes, limits: Limits) -> tuple[dict[str, Shape], SizeTable]:
    """The first of a few usual numbers with which the program works. Raises: what is wrong with the first of all."""
    letters = {name: (_letter(unknown, name, 0), _letter(unknown, name, 1)) for name in program.inputs}
    places = [(letter, name, axis) for name in program.inputs for axis, letter in enumerate(letters[name])]
    given = {letter: n for letter, name, axis in places if letter != "1" and (n := unknown.n(name, axis))}
    first: GradsheetError | None = None
    for usual in _USUAL:
        sizes = {
            letter: _WINDOW if name in unknown.windows else usual
            for letter, name, _ in places
            if letter != "1" and letter not in given
        }
        sizes |= given
        fitting = with_what_follows(program, letters, sizes, given) if unknown.letters.makes_sizes else sizes
        shapes = shapes_with(letters, fitting)
        try:
            return shapes, size_table(program, shapes, {}, limits)
        except GradsheetError as error:
            first = first or error
    assert first is not None  # noqa: S101 - there are usual numbers
    raise first


def _letter(unknown: UnknownSizes, name: str, axis: int) -> str:
    """A letter for a size of an input, the same for all that are the same. A size that is given has one of its own."""
    letter = unknown.sizes[name][axis].letter
    if letter is None:
        return "1"
    return f"{name} {axis}" if unknown.n(name, axis) else f"letter {unknown.letters.find(letter)}"
