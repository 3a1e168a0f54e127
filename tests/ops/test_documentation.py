"""docs/language.md and README.md have every operation that users may call, as it is called, and no other."""

import re
from pathlib import Path

import pytest

from app.expr.signature import Signature
from app.ops.fusions import FUSIONS
from app.ops.rules import FUNCTIONS
from app.ops.table import MEAN, ROWS

ROOT = Path(__file__).parents[2]
LANGUAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return LANGUAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def called(name: str, signature: Signature) -> str:
    """How a function is called, with its defaults: `huber(y, y_hat, delta=1, axis=None, reduction="mean")`."""
    parts = ["a", "b", "…"] if signature.is_variadic else list(signature.args)
    parts += [c.name if c.default is None else f"{c.name}={c.default:g}" for c in signature.constants]
    parts += [f"axis={0 if signature.is_variadic else None}"] if signature.axis else []
    usual = {op: reduction for reduction, op in (signature.reductions or {}).items()}
    parts += [f'reduction="{usual[name]}"'] if usual else []
    return f"{name}({', '.join(parts)})"


def test_the_page_on_the_language_has_every_function_as_it_is_called_and_no_other() -> None:
    tables = "\n".join(line.partition(" | ")[0] for line in section("Functions").splitlines() if line.startswith("| `"))
    found = re.findall(r"`(\w+\([^`]*\))`", tables)
    assert sorted(found) == sorted(called(name, signature) for name, signature in FUNCTIONS.items())


def test_the_page_on_the_language_has_every_operator() -> None:
    signs = {row.sign for row in ROWS.values() if row.sign} - {"[,]", "[:]"}
    spans = " ".join(re.findall(r"`([^`]*)`", section("Operators")))
    assert not {sign for sign in signs if sign not in spans}


@pytest.mark.parametrize("form", [form for form in FUSIONS if not form.startswith(MEAN)])
def test_the_page_on_the_language_has_everything_that_is_done_as_one(form: str) -> None:
    assert f"`{form.replace('target', 'y')}`" in section("What is done as one")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_axis_is_marked_where_a_matrix_needs_it(name: str) -> None:
    lines = [line for line in section("Functions").splitlines() if line.startswith("| `") and f"`{name}(" in line]
    needs = ROWS[name].needs_axis and ROWS[name].target is None
    assert all(("°" in line) == needs for line in lines[:1])


def test_the_readme_lists_every_function_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = text.partition("Functions:\n")[2].partition("Every array has two axes")[0]
    names = [name for line in listed.splitlines() for name in re.match(r"[^`]*`?([^`]*)", line)[1].split()]  # type: ignore[index]
    assert sorted(names) == sorted(FUNCTIONS)
