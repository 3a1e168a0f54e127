"""How large a request may become. The numbers stand here and nowhere else; whoever hosts Gradsheet may set each of them.

What a request makes is charged before it is made, by the functions at the end. docs/decisions/budget.md
says how each cost is found.
"""

from __future__ import annotations

from dataclasses import dataclass

from .errors import TooLargeError

OPERATIONS_PER_READ = 8
"""So many multiplications in a product of matrices cost as much as reading one number from memory, about a nanosecond."""
NUMBERS_OF_A_LIST = 4
"""A list takes as much memory as so many numbers in it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may ask for. Over a limit it is refused (`TooLargeError`), or told in part where that is said.

    Args:
        cells_of_one: the most cells of one quantity.
        cells_of_all: the most cells of all quantities together.
        cells_at_once: the most cells that are held at once: quantities, gradients, contributions, and what is computed in between.
        operations: the most operations of one request. A multiplication in a product of matrices is one; work cell by cell counts
            as so many as take as long.
        numbers_of_body: the most numbers that the JSON of a request may write out. A list in it counts as four.
        answer_bytes: the most bytes of numbers in an answer.
        nodes: the most nodes of a program: names, numbers and operations, as they are written.
        nodes_of_gradients: the most nodes of the rules for all gradients together, before they are said with less.
        formulas: the most characters of formulas in one part of an answer: its steps, or one proof.
        paths_of_one: the most paths that are listed of one gradient; more of them are summed.
        paths_of_all: the most paths that are listed of all gradients together.
        cells_of_paths: the most cells of all that is listed about paths.
        gradcheck_runs: how many times one gradient check may compute the loss; entries beyond that are left out.
    """

    cells_of_one: int = 2**20
    cells_of_all: int = 2**22
    cells_at_once: int = 2**24
    operations: int = 2**33
    numbers_of_body: int = 1_200_000
    answer_bytes: int = 2**26
    nodes: int = 768
    nodes_of_gradients: int = 2**15
    formulas: int = 3 * 2**20
    paths_of_one: int = 64
    paths_of_all: int = 512
    cells_of_paths: int = 2**18
    gradcheck_runs: int = 2**16


def numbers_written(json: bytes) -> int:
    """An upper bound of the numbers that a text in JSON writes out. A list takes as much memory as four, and counts as them."""
    return 1 + json.count(b",") + NUMBERS_OF_A_LIST * (json.count(b"[") + json.count(b"{"))


def of_many_runs(limits: Limits) -> int:
    """How many cells a check or a descent may hold at once: three quarters more than a run, since its answer is short."""
    return limits.cells_at_once * 7 // 4


def charge_cells(found: int, limit: int, largest: str, cells: int) -> None:
    """Refuse what holds more cells at once than it may, before they are made.

    Args:
        found: how many cells are held at once.
        limit: how many may be.
        largest: the quantity that takes most of them.
        cells: how many that takes.
    Raises: TooLargeError("too-many-cells-at-once").
    """
    if found > limit:
        raise TooLargeError(
            "too-many-cells-at-once",
            f"This holds {found} cells at once, with gradients and all that is computed in between; the limit is {limit}.",
            hint=f"{largest} takes the most of them: {cells}.",
            params={"found": found, "limit": limit, "largest": largest, "part": cells},
        )


def charge_operations(found: int, limit: int, largest: str, operations: int) -> None:
    """Refuse what takes more operations than it may, before they are done. The arguments are as those of `charge_cells`.

    Raises: TooLargeError("too-many-operations").
    """
    if found > limit:
        raise TooLargeError(
            "too-many-operations",
            f"This takes {found} operations, each worth a multiplication; the limit is {limit}.",
            hint=f"{largest} takes the most of them: {operations}.",
            params={"found": found, "limit": limit, "largest": largest, "part": operations},
        )


def charge_bytes(found: int, limit: int, largest: str, length: int) -> None:
    """Refuse an answer with more bytes than it may have, before it is written. The arguments are as those of `charge_cells`.

    Raises: TooLargeError("answer-too-large").
    """
    if found > limit:
        raise TooLargeError(
            "answer-too-large",
            f"The numbers of this answer would have up to {found} bytes; the limit is {limit}.",
            hint=f"{largest} takes the most of them: {length}. In base64 a number takes 11.",
            params={"found": found, "limit": limit, "largest": largest, "part": length},
        )
