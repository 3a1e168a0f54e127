"""What an operation is stands in its row: no other file of the application knows one by its name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.expr.primitives import PRIMITIVES
from app.ops.table import ROWS

APP = Path(__file__).parents[2] / "app"
NAMES = {*ROWS, *PRIMITIVES}
ROWS_OF = ("operators", "functions", "reductions", "parts", "losses", "fusions", "identities")
TABLES = (
    *(f"ops/{name}.py" for name in ROWS_OF),
    *("expr/primitives/", "expr/notations/"),  # primitives, and how everything is written
    *("expr/otherwise.py", "expr/slips.py", "expr/signs.py"),  # what people write in their place
)
ORDINARY = {"count", "index", "examples", "sum", "mean", "take", "largest", "transpose"}
"""Words that mean something else where they stand: fields of answers, kinds of numbers, the words of `reduction`, a slip."""
FILES = [path for path in sorted(APP.rglob("*.py")) if not str(path.relative_to(APP)).startswith(TABLES)]


def words(tree: ast.Module) -> Iterator[str]:
    """Every text in a file that is one word, but for documentation."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(word)):
                yield word


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_no_name_of_an_operation_stands_outside_of_the_tables(path: Path) -> None:
    found = {word for word in words(ast.parse(path.read_text(encoding="utf-8"))) if word in NAMES}
    assert found - ORDINARY == set()
