"""The rewriter: what it makes of trees."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.arrays import Array, Shape
from app.expr.notations.source import as_source
from app.expr.parse import PRIMITIVE_SIGNATURES, parse_rule
from app.expr.pattern import Rewrite
from app.expr.primitives import PRIMITIVES
from app.expr.rewrite import apply_rewrites
from app.expr.rewrites import INWARD, JACOBIAN, SIGNS, SIMPLER, Group
from app.expr.tree import Call, Name, Node, Number, call
from tests.support.rules import numbers, table_of
from tests.support.tolerances import TOLERANCE, error

ALL = (SIMPLER, SIGNS, JACOBIAN, INWARD)
_random = np.random.default_rng(3)
ARRAYS: dict[str, Array] = {
    f"{letter}{rows}{columns}": _random.uniform(0.4, 1.6, (rows, columns))
    for letter in "ab"
    for rows in (1, 2, 3)
    for columns in (1, 2, 3)
}
TABLE = table_of({name: (array.shape[0], array.shape[1]) for name, array in ARRAYS.items()})
SIZES = st.sampled_from([1, 1, 2, 3])
CELL_BY_CELL = ["add", "sub", "mul", "div", "maximum", "minimum"]
FUNCTIONS = ["neg", "neg", "exp", "sqrt", "abs", "sgn", "tanh"]


@st.composite
def trees(draw: st.DrawFn, shape: Shape, depth: int = 4) -> Node:
    """A tree of that shape, of all primitives that keep small matrices small."""
    rows, columns = shape
    leaf = Name(f"{draw(st.sampled_from('ab'))}{rows}{columns}")
    if depth == 0:
        return leaf

    def part(its: Shape = shape) -> Node:
        return draw(trees(its, draw(st.integers(0, depth - 1))))

    stretched = draw(st.sampled_from([shape, shape, (rows, 1), (1, columns), (1, 1)]))
    inner = draw(SIZES)
    match draw(st.integers(0, 10)):
        case 0:
            return leaf
        case 1:
            return call(draw(st.sampled_from(CELL_BY_CELL)), part(), part(stretched))
        case 2:
            return call(draw(st.sampled_from(FUNCTIONS)), part())
        case 3 | 4:
            return call("transpose", part((columns, rows)))
        case 5:
            return call("matmul", part((rows, inner)), part((inner, columns)))
        case 6:
            number = Number(draw(st.sampled_from([0.0, 1.0, 2.0, -1.0, 0.5, 3.0])))
            return call(draw(st.sampled_from(CELL_BY_CELL[:3])), *draw(st.permutations([number, part()])))
        case 7:
            return call("spread", draw(st.sampled_from([Number(1.0), Number(-2.0), part(stretched)])), part())
        case 8 if rows == 1:
            return call(draw(st.sampled_from(["sum", "mean", "max"])), part((inner, columns)), axis=0)
        case 8 if columns == 1:
            return call(draw(st.sampled_from(["sum", "mean", "max"])), part((rows, inner)), axis=1)
        case 9 if rows == columns:
            return call("eye", part((rows, draw(SIZES))), axis=0)
        case 10 if rows > 1:
            return call("concat", part((1, columns)), part((rows - 1, columns)), axis=0)
    start = float(draw(st.integers(0, columns - 1)))
    return call("unslice", part((rows, 1)), part(), Number(start), Number(start + 1), Number(1.0), axis=1)


@st.composite
def jacobians(draw: st.DrawFn) -> Node:
    """What full Jacobians are made of: large matrices of small ones."""
    a = draw(trees((draw(SIZES), draw(SIZES)), 2))
    axis = draw(st.sampled_from([None, 0, 1]))
    gather = call("gather", a, axis=axis)
    options = [
        call("diag", a),
        call("eye", a, axis=axis),
        gather,
        call("transpose", gather),
        call("matmul", call("transpose", gather), gather),
        call("transpose", call("vec", a)),
        call("matmul", call("transpose", call("vec", a)), call("diag", a)),
        call("kron", call("eye", a, axis=0), a),
        call(
            "matmul",
            call("kron", call("eye", a, axis=0), a),
            call("neg", call("eye", call("kron", call("eye", a, axis=0), a), axis=1)),
        ),
        call("select", call("transpose", call("index", a)), call("index", a)),
        call("mul", call("diag", a), call("matmul", call("transpose", call("gather", a)), call("gather", a))),
    ]
    found = draw(st.sampled_from(options))
    return call("transpose", found) if draw(st.booleans()) else found


some_trees = st.tuples(SIZES, SIZES).flatmap(trees) | jacobians()
groups = st.sampled_from([(SIMPLER,), (SIMPLER, SIGNS, JACOBIAN), (SIMPLER, SIGNS, INWARD), ALL])


@given(some_trees, groups)
@settings(max_examples=400)
def test_rewriting_changes_no_number_and_no_shape(tree: Node, chosen: tuple[Group, ...]) -> None:
    value = numbers(tree, ARRAYS)
    found = apply_rewrites(tree, TABLE.shape, *chosen)
    after = numbers(found, ARRAYS)
    assert TABLE.shape(found) == after.shape == value.shape
    both = np.isfinite(value) & np.isfinite(after)
    assert np.array_equal(both, np.isfinite(value))
    assert error(np.where(both, after, 0), np.where(both, value, 0)) < TOLERANCE["cells"]


@given(some_trees, groups)
@settings(max_examples=400)
def test_once_more_changes_nothing(tree: Node, chosen: tuple[Group, ...]) -> None:
    once = apply_rewrites(tree, TABLE.shape, *chosen)
    assert apply_rewrites(once, TABLE.shape, *chosen) == once


@given(some_trees)
@settings(max_examples=200)
def test_moving_transposes_inward_makes_no_more_of_them(tree: Node) -> None:
    assert transposes(apply_rewrites(tree, TABLE.shape, SIMPLER, INWARD)) <= transposes(
        apply_rewrites(tree, TABLE.shape, SIMPLER)
    )


def transposes(node: Node) -> int:
    """Of what is written: not of an argument that is there for its shape."""
    if not isinstance(node, Call):
        return 0
    names = PRIMITIVES[node.op].args
    written = [
        arg for arg, name in zip(node.args, [*names, *names[-1:] * len(node.args)], strict=False) if name != "like"
    ]
    return (node.op == "transpose") + sum(map(transposes, written))


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        *(("1 * a", "a"), ("a * 1", "a"), ("a / 1", "a"), ("1 @ a", "a"), ("-(-a)", "a"), ("a.T.T", "a"), ("1 / a", "1 / a")),
        *(("-a * b", "-(a * b)"), ("a + -b * 2", "a - b * 2"), ("-(a * -b)", "a * b"), ("a * (2 - 5)", "-(a * 3)")),
        *(("a ** (2 - 1)", "a"), ("a ** (1.1 - 1)", "a ** 0.1"), ("2 * (a * 3)", "6 * a"), ("a / sqrt(4)", "a / 2")),
        *(("a / sqrt(2)", "a / sqrt(2)"), ("spread(1, a) * b", "b"), ("spread(2, a) * b", "2 * b"), ("a - -2", "a + 2")),
    ],
)  # fmt: skip
def test_what_does_nothing_is_dropped(text: str, simple: str) -> None:
    assert as_source(apply_rewrites(rule(text), table_of({"a": (2, 3), "b": (2, 3)}).shape, SIMPLER)) == simple


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        *(("b.T @ a.T", "a @ b"), ("a.T * b", "a * b.T"), ("a - b", "(a - b).T"), ("a @ b", "(a @ b).T"), ("a", "a.T")),
        *(("a.T", "a"), ("2", "2"), ("-(2 * a.T)", "-(2 * a)"), ("-(a.T)", "-a"), ("2 * a", "2 * a.T")),
        *(("sum((1 * a).T, axis=0)", "sum(a, axis=1)"), ("exp(a)", "exp(a).T"), ("exp(a.T)", "exp(a)")),
        *(("exp(a.T @ b.T) ** 2", "exp(b @ a) ** 2"), ("maximum(a.T, 0)", "maximum(a, 0)")),
        *(("unslice(a.T, b.T, 1, 2, 1, axis=1)", "unslice(a, b, 1, 2, 1, axis=0)"), ("concat(a, b, axis=1)", "concat(a, b, axis=1).T")),
        *(("concat(a.T, b.T, axis=1)", "concat(a, b, axis=0)"), ("a[0:1, :]", "a[0:1, :].T"), ("a.T[0:1, :]", "a[:, 0:1]")),
    ],
)  # fmt: skip
def test_a_transpose_goes_inward_where_that_makes_no_more_of_them(text: str, turned: str) -> None:
    shape_of = table_of({"a": (3, 3), "b": (3, 3)}).shape
    assert as_source(apply_rewrites(call("transpose", rule(text)), shape_of, SIMPLER, INWARD)) == turned


def test_a_sign_goes_in_front_of_a_sum_only_where_it_is_shown() -> None:
    """Where terms cancel, -sum(a) is -0 and sum(-a) is 0."""
    shape_of = table_of({"a": (3, 3), "b": (3, 3)}).shape
    for text, shown in (("sum(-a, axis=0)", "-sum(a, axis=0)"), ("-a @ b", "-(a @ b)")):
        assert apply_rewrites(rule(text), shape_of, SIMPLER) == rule(text)
        assert apply_rewrites(rule(text), shape_of, SIMPLER, SIGNS) == rule(shown)


def rule(text: str) -> Node:
    return parse_rule(text, PRIMITIVE_SIGNATURES)


CHAINS: dict[str, Callable[[Node], Node]] = {
    "signs": lambda a: call("mul", call("neg", a), Name("b")),
    "transposes": lambda a: call("add", call("transpose", a), Name("b")),
    "products": lambda a: call("matmul", Name("b"), call("transpose", call("matmul", a, Name("b")))),
    "ones": lambda a: call("mul", call("spread", Number(1.0), a), a),
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_the_work_grows_with_the_size_of_a_tree(chain: Callable[[Node], Node], monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as deep is twice the work, not four times."""
    tried = 0
    match = Rewrite.match

    def counting(self: Rewrite, node: Node, shape_of: Callable[[Node], Shape]) -> object:
        nonlocal tried
        tried += 1
        return match(self, node, shape_of)

    monkeypatch.setattr(Rewrite, "match", counting)
    work = []
    for depth in (20, 40):
        tree: Node = Name("a")
        for _ in range(depth):
            tree = chain(tree)
        tried = 0
        apply_rewrites(call("transpose", tree), lambda _: (3, 3), *ALL)
        work.append(tried)
    assert work[1] <= 2.2 * work[0]


def test_the_shape_of_a_leaf_is_asked_for_once_and_no_other() -> None:
    asked: list[Node] = []
    table = table_of({"a": (3, 3), "b": (3, 3)})

    def shape_of(node: Node) -> Shape:
        asked.append(node)
        return table.shape(node)

    apply_rewrites(rule("(-(2 * a.T)).T * spread(1, a @ b).T + sum((a @ b).T, axis=0)"), shape_of, *ALL)
    assert len(asked) == len(set(map(id, asked))) > 0
    assert all(isinstance(node, Name | Number) for node in asked)


def test_an_operation_that_is_no_primitive_is_kept() -> None:
    tree = call("mul", Call("sigmoid", (Name("a33"),)), Number(1.0))
    assert "sigmoid" not in PRIMITIVES
    assert apply_rewrites(tree, TABLE.shape, *ALL) == Call("sigmoid", (Name("a33"),))
