"""Saying the same with less."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.expr.notations.source import as_source
from app.expr.simplify import simplify, transposed, transposes
from app.expr.tree import Call, Name, Node, Number, call
from app.ops.rules import rule
from tests.support.rules import numbers
from tests.support.tolerances import TOLERANCE, error

ARRAYS = {
    "A": np.array([[1.0, 2.0], [3.0, 5.0]]),
    "B": np.array([[0.5, -1.0], [2.0, 4.0]]),
    "C": np.array([[7.0, 1.0], [1.0, 2.0]]),
}
leaves: st.SearchStrategy[Node] = st.sampled_from([Name("A"), Name("B"), Name("C"), Name("A")])


def calls(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pairs = st.builds(call, st.sampled_from(["add", "sub", "mul", "matmul"]), inner, inner)
    return (
        pairs
        | st.builds(call, st.sampled_from(["neg", "transpose", "transpose"]), inner)
        | inner.map(lambda a: call("mul", a, Number(1.0)))
    )


def is_number(node: Node) -> bool:
    return isinstance(node, Number)


@given(st.recursive(leaves, calls, max_leaves=8))
@settings(max_examples=200)
def test_simplifying_and_transposing_change_no_number(tree: Node) -> None:
    value = numbers(tree, ARRAYS)
    assert error(numbers(simplify(tree, is_number), ARRAYS), value) < TOLERANCE["same"]
    assert error(numbers(transposed(tree, is_number), ARRAYS), value.T) < TOLERANCE["same"]
    assert transposes(transposed(tree, is_number)) <= transposes(tree) + 1


@pytest.mark.parametrize(
    ("text", "simple"),
    [("1 * a", "a"), ("a * 1", "a"), ("a / 1", "a"), ("1 @ a", "a"), ("-(-a)", "a"), ("a.T.T", "a"), ("(-a) * b", "-(a * b)"), ("1 / a", "1 / a")],
)  # fmt: skip
def test_what_does_nothing_is_dropped(text: str, simple: str) -> None:
    assert as_source(simplify(rule(text), is_number)) == simple


@pytest.mark.parametrize(
    ("text", "turned"),
    [("b.T @ a.T", "a @ b"), ("a.T * b", "a * b.T"), ("a - b", "(a - b).T"), ("a @ b", "(a @ b).T"), ("a", "a.T"), ("a.T", "a")],
)  # fmt: skip
def test_a_transpose_goes_inward_where_that_makes_no_more_of_them(text: str, turned: str) -> None:
    assert as_source(transposed(rule(text), is_number)) == turned


def test_the_transpose_of_a_number_is_the_number() -> None:
    assert transposed(Number(2.0), is_number) == Number(2.0)
    assert isinstance(transposed(Name("A"), is_number), Call)
