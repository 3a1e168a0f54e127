"""How large a request may become. The numbers stand here and nowhere else; whoever hosts Gradsheet may set each of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may ask for. Over a limit it is refused (`TooLargeError`), or told in part where that is said.

    Args:
        cells_of_one: the most cells of one quantity.
        cells_of_all: the most cells of all quantities together.
        operations: the most multiplications of one request.
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
    operations: int = 2**33
    nodes: int = 768
    nodes_of_gradients: int = 2**15
    formulas: int = 3 * 2**20
    paths_of_one: int = 64
    paths_of_all: int = 512
    cells_of_paths: int = 2**18
    gradcheck_runs: int = 2**16
