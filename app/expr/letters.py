"""Sizes in numbers, and with each the letter that it goes by.

Which sizes are the same letter is found by union: `W @ x` joins the columns of W with the rows of x. A size may be
unknown, as in a program that is being typed: then joining is how its number is found.
"""

from __future__ import annotations

from typing import NamedTuple

from app.core.arrays import Shape


class Size(NamedTuple):
    """One size.

    Args:
        n: the number, or 0 where it was not known when the size was made: `Letters.n` tells what is known since.
        letter: an index into `Letters`, or None for a 1 that is always 1.
    """

    n: int
    letter: int | None


class Sizes(NamedTuple):
    """The two sizes of a matrix."""

    rows: Size
    columns: Size

    @property
    def shape(self) -> Shape:
        return (self.rows.n, self.columns.n)

    @property
    def transposed(self) -> Sizes:
        return Sizes(self.columns, self.rows)

    def with_size(self, axis: int | None, size: Size) -> Sizes:
        """The same with another size along `axis`; None counts as 0."""
        return Sizes(self.rows, size) if axis else Sizes(size, self.columns)


ONE = Size(1, None)
SCALAR = Sizes(ONE, ONE)


class Letters:
    """The letters in use, which of them have turned out to be one (union–find), and the number of each if it is known."""

    def __init__(self) -> None:
        self._parent: list[int] = []
        self._numbers: dict[int, int] = {}
        self.products: dict[int, tuple[Size, Size]] = {}
        """The letters that stand for a product of two sizes, as the cells of a matrix do."""
        self._made: dict[tuple[object, ...], Size] = {}

    @property
    def makes_sizes(self) -> bool:
        """Whether an operation made a size of others."""
        return bool(self._made)

    def new(self, n: int = 0) -> Size:
        """A size with a letter of its own. 0 where its number is not known."""
        letter = len(self._parent)
        self._parent.append(letter)
        if n:
            self._numbers[letter] = n
        return Size(n, letter)

    def find(self, letter: int) -> int:
        """The letter that stands for all that have been joined with `letter`."""
        while self._parent[letter] != letter:
            self._parent[letter] = self._parent[self._parent[letter]]
            letter = self._parent[letter]
        return letter

    def n(self, size: Size) -> int:
        """The number of a size, or 0 where nothing decides it."""
        return size.n or self._numbers.get(self.find(size.letter or 0), 0)

    def join(self, a: Size, b: Size) -> Size:
        """Both are the same size: returns it. Where their numbers contradict each other they stay apart."""
        known = {self.n(a), self.n(b)} - {0}
        if len(known) > 1:
            return a
        n = max(known, default=0)
        if a.letter is None or b.letter is None:
            lettered = a if b.letter is None else b
            self._learn(lettered, n)
            return Size(n, lettered.letter)
        first, second = sorted((self.find(a.letter), self.find(b.letter)))
        self._parent[second] = first
        joined = Size(n, first)
        self._learn(joined, n)
        return joined

    def _learn(self, size: Size, n: int) -> None:
        if n and size.letter is not None:
            self._numbers[self.find(size.letter)] = n

    def stretched(self, a: Size, b: Size) -> Size:
        """The size of a result whose arguments have `a` and `b`, where a 1 is stretched. Of unknown ones both are alike."""
        if self.n(a) == self.n(b) or 1 not in (self.n(a), self.n(b)):
            return self.join(a, b)
        return b if self.n(a) == 1 else a

    def product(self, a: Size, b: Size) -> Size:
        """The size of all cells of a matrix of these sizes."""
        if a.letter is None or b.letter is None:
            return b if a.letter is None else a
        key = ("product", self.find(a.letter), self.find(b.letter))
        if key not in self._made:
            self._made[key] = size = self.new(self.n(a) * self.n(b))
            self.products[size.letter or 0] = (a, b)
        return self._made[key]

    def made(self, n: int, *of: object) -> Size:
        """A size that an operation makes, such as the length of a slice. Made of the same sizes in the same way it is the same.

        Args:
            n: the number, 0 if it is not known; a known 1 is always 1.
            of: what it is made of: sizes, numbers and words.
        """
        if n == 1:
            return ONE
        key = tuple(self._told(part) for part in of)
        if key not in self._made:
            self._made[key] = self.new(n)
        return self._made[key]

    def _told(self, part: object) -> object:
        """A size by its letter as it is known by now, or by its number."""
        if isinstance(part, Size):
            return part if part.letter is None else self.find(part.letter)
        return part
