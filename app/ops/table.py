"""The table of operations. A new operation is a new row in one of its files; the contract test tests it by its being listed."""

from __future__ import annotations

from .functions import FUNCTIONS
from .losses import LOSSES, MEAN, SUM
from .operators import OPERATORS
from .parts import PARTS, WINDOWS
from .reductions import ALONG_A_VECTOR, PRODUCTS_OF_VECTORS, REDUCTIONS
from .row import Row

__all__ = ["MEAN", "ROWS", "SUM"]

ROWS: dict[str, Row] = {
    row.name: row
    for rows in (OPERATORS, FUNCTIONS, ALONG_A_VECTOR, REDUCTIONS, PRODUCTS_OF_VECTORS, PARTS, WINDOWS, LOSSES)
    for row in rows
}
