"""A row is tried in generated programs by being listed."""

from collections import Counter
from random import Random

from app.ops.table import ROWS
from tests.support.calls import calls_of, rows_of
from tests.support.programs import program_of


def test_every_operation_can_be_called_on_small_shapes() -> None:
    assert all(calls_of(name) for name in ROWS)
    assert {name for shape in ((1, 1), (3, 1), (2, 3)) for name in rows_of(shape)} == set(ROWS)


def test_every_operation_occurs_in_a_few_hundred_programs() -> None:
    seen: Counter[str] = Counter()
    for seed in range(400):
        seen.update(program_of(Random(seed), lines=2, depth=2).operations)
    assert {name for name, times in seen.items() if times >= 2} >= set(ROWS), set(ROWS) - set(seen)
