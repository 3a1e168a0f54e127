"""Writing a tree and reading it again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.expr.notations.latex import LATEX
from app.expr.notations.notation import Writer
from app.expr.notations.source import as_source
from app.expr.notations.text import TEXT
from app.expr.parse import parse_equations
from app.expr.tree import Call, Name, Node, Number, call
from app.ops.rules import FUNCTIONS
from app.ops.table import ROWS
from tests.support.programs import Example, programs
from tests.support.traces import trace_of, written_out

leaves = st.sampled_from(["W", "x", "theta", "b1"]).map(Name) | st.integers(0, 99).map(lambda n: Number(n / 8))


def calls(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def of_row(name: str) -> st.SearchStrategy[Node]:
        row = ROWS[name]
        axes = st.sampled_from([None, 0, 1]) if row.axis else st.none()
        arguments = st.tuples(*[inner] * len(row.args))
        return st.builds(Call, st.just(name), arguments, axes)

    return st.sampled_from(
        ["add", "sub", "neg", "transpose", "mul", "div", "matmul", "relu", "softmax", "sum"]
    ).flatmap(of_row)


trees = st.recursive(leaves, calls, max_leaves=12)


def read(text: str) -> Node:
    (equation,) = parse_equations(f"J = {text}", FUNCTIONS)
    return equation.tree


@given(trees)
@settings(max_examples=150)
def test_a_tree_that_is_written_and_read_is_the_same_tree(tree: Node) -> None:
    assert read(as_source(tree)) == tree


@given(programs())
@settings(max_examples=50)
def test_a_program_written_out_reads_as_itself(example: Example) -> None:
    trace = trace_of(example.text, example.values)
    equations = parse_equations(written_out(trace), FUNCTIONS)
    assert [equation.tree for equation in equations] == [step.tree for step in trace.sheet.program.steps]


@pytest.mark.parametrize(
    ("source", "latex", "text"),
    [
        ("W @ x + b1", "W x + b_{1}", "W·x + b₁"),
        ("(a + b) @ c", r"\left(a + b\right) c", "(a + b)·c"),
        ("a - (b - c)", r"a - \left(b - c\right)", "a − (b − c)"),
        ("a - b - c", "a - b - c", "a − b − c"),
        ("a * (b @ c)", r"a \circ b c", "a ∘ b·c"),
        ("(a * b) @ c", r"\left(a \circ b\right) c", "(a ∘ b)·c"),
        ("a / b / c", r"a \oslash b \oslash c", "a ⊘ b ⊘ c"),
        ("a / (b / c)", r"a \oslash \left(b \oslash c\right)", "a ⊘ (b ⊘ c)"),
        ("(W @ x).T", r"\left(W x\right)^{\top}", "(W·x)ᵀ"),
        ("W.T @ x", r"W^{\top} x", "Wᵀ·x"),
        ("-(a + b)", r"-\left(a + b\right)", "−(a + b)"),
        ("2 * a", r"2\,a", "2·a"),
        ("a * 2", r"2\,a", "2·a"),
        ("relu(z)", r"\operatorname{ReLU}(z)", "ReLU(z)"),
        ("exp(-z)", "e^{-z}", "exp(−z)"),
        ("sum(a + b)", r"{\textstyle\sum} \left(a + b\right)", "Σ (a + b)"),
        ("cross_entropy(y, y_hat)", r"\operatorname{CE}(y, \hat{y})", "CE(y, ŷ)"),
    ],
)
def test_brackets_stand_only_where_they_change_the_meaning(source: str, latex: str, text: str) -> None:
    tree = read(source)
    assert Writer(LATEX).write(tree) == latex
    assert Writer(TEXT).write(tree) == text


@pytest.mark.parametrize("source", ["(2).T", "(-2).T", "x.T.T", "(a + b).T", "relu(a).T", "-a.T", "(-a).T", "2 * a.T"])
def test_a_transpose_is_written_so_that_it_can_be_read(source: str) -> None:
    assert as_source(read(source)) == source


def test_trees_are_compared_without_their_places() -> None:
    assert read("W @ x") == read("   W  @  x") == call("matmul", Name("W"), Name("x"))
    assert len({read("W @ x"), read("(W) @ (x)")}) == 1
