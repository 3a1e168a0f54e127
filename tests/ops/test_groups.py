"""The groups in which operations are offered follow from their rows."""

from app.ops.groups import GROUPS, group_of
from app.ops.table import ROWS


def test_every_operation_has_a_group_and_every_group_an_operation() -> None:
    assert {group_of(row) for row in ROWS.values()} == set(GROUPS)


def test_a_group_says_what_an_operation_does() -> None:
    expected = {
        "matmul": "signs",
        "greater": "signs",
        "cos": "cells",
        "where": "cells",
        "relu": "activations",
        "softmax": "axis",
        "cumsum": "axis",
        "logsumexp": "reductions",
        "outer": "products",
        "take": "parts",
        "concat": "parts",
        "conv2d": "windows",
        "avg_pool": "windows",
        "huber": "losses",
    }
    assert {name: group_of(ROWS[name]) for name in expected} == expected
