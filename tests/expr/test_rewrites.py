"""The table of pairs: left and right are the same numbers, and rewriting comes to an end."""

import ast
from collections.abc import Iterator
from inspect import getsource
from itertools import product

import numpy as np
import pytest

from app.core.arrays import Array, Shape
from app.core.errors import ShapeError
from app.engine.sizes import SizeTable
from app.expr import pattern, rewrite
from app.expr.fold import FOLDED, fold
from app.expr.parse import PRIMITIVE_SIGNATURES, parse_rule
from app.expr.pattern import read_pair
from app.expr.primitives import PRIMITIVES
from app.expr.rewrite import apply_rewrites
from app.expr.rewrites import INWARD, JACOBIAN, SIGNS, SIMPLER, Group, Pair
from app.expr.tree import RULE_AXIS, Call, Name, Node, Number, call, substitute, walk
from app.expr.tree import rewrite as change_nodes
from tests.support.rules import numbers, table_of
from tests.support.tolerances import TOLERANCE, error

GROUPS = {"simpler": SIMPLER, "signs": SIGNS, "inward": INWARD, "jacobian": JACOBIAN}
PAIRS = [(group, pair) for group in GROUPS for pair in GROUPS[group].pairs]
IDS = [f"{group}: {pair[0]} is {pair[1]}" for group, pair in PAIRS]
EVERY_PAIR = pytest.mark.parametrize("pair", [pair for _, pair in PAIRS], ids=IDS)
SHAPES: tuple[Shape, ...] = ((1, 1), (3, 1), (1, 3), (2, 3), (3, 2), (3, 3))
OF_LETTER: dict[str, tuple[Shape, ...]] = {
    **dict.fromkeys("abcd", SHAPES),
    **dict.fromkeys("st", ((1, 1),)),
    "v": ((1, 1), (3, 1)),
    "r": ((1, 1), (1, 3)),
}
NUMBERS = (0.0, 1.0, 2.0, -0.5, 3.0)


def letters_of(tree: Node) -> list[str]:
    return list(dict.fromkeys(node.id for node in walk(tree) if isinstance(node, Name)))


def instances(left: Node) -> Iterator[tuple[Node, dict[str, Array]]]:
    """A left side with matrices and numbers for its letters, in all ways that give a value."""
    letters = letters_of(left)
    axes = (None, 0, 1) if any(isinstance(node, Call) and node.axis == RULE_AXIS for node in walk(left)) else (None,)
    random = np.random.default_rng(11)
    for chosen in product(*(NUMBERS if letter in "knm" else OF_LETTER[letter] for letter in letters)):
        known = {
            letter: Number(value) for letter, value in zip(letters, chosen, strict=True) if isinstance(value, float)
        }
        shapes = {letter: value for letter, value in zip(letters, chosen, strict=True) if isinstance(value, tuple)}
        arrays = {letter: random.uniform(0.4, 1.6, shape) for letter, shape in shapes.items()}
        for axis in axes:
            tree = substitute(left, known, axis)
            if has_shape(tree, arrays):
                yield tree, arrays


def sizes(arrays: dict[str, Array]) -> SizeTable:
    return table_of({letter: (array.shape[0], array.shape[1]) for letter, array in arrays.items()})


def has_shape(tree: Node, arrays: dict[str, Array]) -> bool:
    """Whether a tree has a value, of the shape that the shape rule says."""
    try:
        return sizes(arrays).shape(tree) == value(tree, arrays).shape
    except (ShapeError, ValueError, IndexError, ZeroDivisionError):
        return False


def value(tree: Node, arrays: dict[str, Array]) -> Array:
    """The numbers of a tree; those that stand in a product of matrices as 1×1 matrices, as everywhere else."""

    def change(node: Node) -> Node:
        if isinstance(node, Call) and node.op == "matmul":
            return call(node.op, *(Name("one") if arg == Number(1.0) else arg for arg in node.args))
        return node

    return numbers(change_nodes(tree, change), {**arrays, "one": np.ones((1, 1))})


def applied(pair: Pair) -> Iterator[tuple[Node, Node, dict[str, Array]]]:
    """What a pair makes of all that it holds for."""
    read = read_pair(pair)
    for tree, arrays in instances(read.left):
        match = read.match(tree, sizes(arrays).shape)
        if match is not None:
            yield tree, substitute(read.right, match.letters, match.axis), arrays


@EVERY_PAIR
def test_both_sides_are_the_same_numbers(pair: Pair) -> None:
    found = list(applied(pair))
    assert found, "it holds for nothing"
    for left, right, arrays in found:
        before, after = value(left, arrays), value(right, arrays)
        assert sizes(arrays).shape(right) == after.shape == before.shape
        both = np.isfinite(before) & np.isfinite(after)
        assert error(np.where(both, after, 0), np.where(both, before, 0)) < TOLERANCE["same"], left


@pytest.mark.parametrize(("group", "pair"), PAIRS, ids=IDS)
def test_every_pair_is_needed(group: str, pair: Pair) -> None:
    """Without it, some tree that it is for would not become what it does."""
    whole = GROUPS[group]
    less = Group(tuple(other for other in whole.pairs if other != pair), whole.fewest)
    rest = () if whole is SIMPLER else (SIMPLER,)
    assert any(
        apply_rewrites(tree, sizes(arrays).shape, *rest, whole)
        != apply_rewrites(tree, sizes(arrays).shape, *rest, less)
        for left, _, arrays in applied(pair)
        for tree in (left, substitute(left, {letter: call("transpose", Name(letter)) for letter in arrays}))
        if has_shape(tree, arrays)
    )


@EVERY_PAIR
def test_every_pair_makes_a_tree_lighter(pair: Pair) -> None:
    for left, right, arrays in applied(pair):
        for weights in product((1, 5), repeat=len(arrays)):
            known = dict(zip(arrays, weights, strict=True))
            assert weight(left, known) > weight(change_nodes(right, lambda node: fold(node) or node), known), left


def weight(node: Node, letters: dict[str, int]) -> int:
    """A weight that grows with that of every part, so that a lighter part makes a lighter tree."""
    if isinstance(node, Name):
        return letters[node.id]
    if isinstance(node, Number):
        return 3 if node.value < 0 else 1
    assert isinstance(node, Call)
    parts = [weight(arg, letters) for arg in node.args]
    heavier = int(node.axis is not None)
    match node.op:
        case "neg":
            return parts[0] + 3
        case "transpose":
            return 3 * parts[0]
        case "matmul":
            return 2 * sum(parts) + 2
        case "weighted":
            return 5 * sum(parts) + 12
        case "kron":
            return 2 * sum(parts) + 3
        case "vec":
            return 3 * parts[0] + 1
        case "eye":
            return parts[0] + 1 + heavier
        case "spread":
            return 2 * parts[0] + 4 * parts[1] + 8
        case "gather":
            return (4 + 40 * heavier) * parts[0] + 9 + 200 * heavier
    return 2 * sum(parts) + 1


@pytest.mark.parametrize("text", [text for text, _ in FOLDED])
def test_what_is_folded_is_the_number_that_is_computed(text: str) -> None:
    tree = parse_rule(text, PRIMITIVE_SIGNATURES)
    done = []
    for values in product((0.0, 1.0, 4.0, 0.1, 1.1, -2.0, 3.0), repeat=len(letters_of(tree))):
        known = {letter: Number(value) for letter, value in zip("nm", values, strict=False)}
        call = substitute(tree, known)
        found = fold(call)
        if found is not None:
            done.append(found)
            assert error(np.array([[found.value]]), numbers(call, {})) < TOLERANCE["same"]
            assert weight(call, {}) > weight(found, {})
    assert done


@pytest.mark.parametrize(
    "text", ["1 / 3", "1 / 0", "sqrt(2)", "sqrt(0 - 1)", "0 ** (0 - 1)", "2 ** 0.5", "exp(1)", "9 ** 64 * 9 ** 64"]
)
def test_what_has_no_end_in_decimals_stays(text: str) -> None:
    tree = apply_rewrites(parse_rule(text, PRIMITIVE_SIGNATURES), table_of({}).shape, SIMPLER)
    assert isinstance(tree, Call)


def test_the_rewriter_knows_no_operation_by_name() -> None:
    for module in (rewrite, pattern):
        words = {node.value for node in ast.walk(ast.parse(getsource(module))) if isinstance(node, ast.Constant)}
        assert not words & set(PRIMITIVES), module
