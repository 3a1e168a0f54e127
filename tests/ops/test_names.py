"""What an operation is stands in its row: no other file of the application knows one by its name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.expr.primitives import PRIMITIVES
from app.ops.table import ROWS

APP = Path(__file__).parents[2] / "app"
NAMES = {*ROWS, *PRIMITIVES}
TABLES = ("ops/table.py", "ops/fusions.py", "expr/primitives/", "expr/notations/", "expr/otherwise.py", "expr/slips.py")
"""The table of operations and that of primitives, how they are written, and what people write in their place."""
OTHER_WORDS = {
    ("expr/literals.py", "sum"): "a word of `reduction`",
    ("expr/literals.py", "mean"): "a word of `reduction`",
    ("ops/row.py", "sum"): "a word of `reduction`",
    ("ops/row.py", "mean"): "a word of `reduction`",
    ("ops/rules.py", "sum"): "a word of `reduction`",
    ("ops/rules.py", "mean"): "a word of `reduction`",
    ("derive/steps.py", "index"): "a field of a step",
}
"""Words that are the name of an operation, too, and mean something else."""
FILES = [path for path in sorted(APP.rglob("*.py")) if not str(path.relative_to(APP)).startswith(TABLES)]


def words(tree: ast.Module) -> Iterator[str]:
    """Every text in a file that is one word, but for documentation."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(word)):
                yield word


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_no_name_of_an_operation_stands_outside_of_the_tables(path: Path) -> None:
    file = str(path.relative_to(APP))
    found = {word for word in words(ast.parse(path.read_text(encoding="utf-8"))) if word in NAMES}
    assert {word for word in found if (file, word) not in OTHER_WORDS} == set()
