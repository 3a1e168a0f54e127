"""Every identity is true as numbers, is cited by some rule, and every rule cites one that there is.

The Jacobian is built by central differences of the text `of`, and compared with the text `says`.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from app.core.arrays import Array, Shape
from app.core.errors import ShapeError
from app.derive.identities import ANY_FUNCTION, identity_json, tree_of
from app.expr.tree import Call, Name, Node, Number, names, rewrite
from app.i18n import LANGUAGES, Language
from app.ops.fusions import FUSIONS
from app.ops.identities import IDENTITIES, Identity
from app.ops.row import Row
from app.ops.rules import rule, sends_back
from app.ops.table import ROWS
from tests.support.rules import Case, table_of, tree_numbers
from tests.support.tolerances import STEP, TOLERANCE, error

OF_THE_ENGINE = {"broadcast", "paths"}
SIZES = (2, 3, 4)
MOST_SHAPES = 6
EVERY_IDENTITY = pytest.mark.parametrize("key", IDENTITIES)
Numbers = dict[str, Array]


def case_of(row: Row) -> Case:
    return Case(row, ((3, 1),) * max(len(row.args), 1), None)


def cited_by(row: Row) -> set[str]:
    call = case_of(row).call
    cited = {row.of_argument(row.identities, k) for k in range(len(row.args)) if sends_back(call, k)}
    return {key for keys in cited for key in keys.split("|")}


CITED = set().union(*map(cited_by, ROWS.values())) | OF_THE_ENGINE
CITED |= {fusion.identity for fusion in FUSIONS.values()}
CITED |= {fusion.target_identity for fusion in FUSIONS.values() if fusion.target_backward}


def test_every_identity_is_cited_and_every_citation_is_an_identity() -> None:
    assert set(IDENTITIES) == CITED


def test_the_seven_identities_of_the_reference_come_first() -> None:
    assert list(IDENTITIES)[:7] == ["1", "2", "3", "4", "5", "6", "7"]
    assert all(key == identity.id for key, identity in IDENTITIES.items())


@EVERY_IDENTITY
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_identity_can_be_drawn(key: str, language: Language) -> None:
    found = identity_json(key, language)
    assert all(found[part]["mathml"].startswith("<math") for part in ("premise", "conclusion"))
    assert found["label"]
    assert found["sentence"]


# Numbers


def shapes_of(identity: Identity, of: Node) -> list[dict[str, Shape]]:
    """Several choices of sizes that fit, all of them 2 or more, spread over all there are."""
    free = [
        [(m, n) for m in SIZES for n in SIZES] if name[0].isupper() else vectors(name, identity) for name in names(of)
    ]
    found = []
    for chosen in product(*free):
        shapes = dict(zip(names(of), chosen, strict=True))
        try:
            table_of(shapes).shape(of)
        except ShapeError:
            continue
        found.append(shapes)
    return found[:: max(1, len(found) // MOST_SHAPES)]


def vectors(name: str, identity: Identity) -> list[Shape]:
    return [(1, n) if name in identity.rows else (n, 1) for n in SIZES]


def settings(identity: Identity, of: Node) -> Iterator[Numbers]:
    """Numbers of both signs, and such as are probabilities."""
    random = np.random.default_rng(7)
    for shapes in shapes_of(identity, of):
        for low, high in ((-1.6, 1.6), (0.2, 0.8)):
            found = {name: random.uniform(low, high, shape) for name, shape in shapes.items()}
            for name in identity.assuming:
                found[name] /= found[name].sum()
            if "m" in found:
                found["m"] = random.integers(0, 2, found["m"].shape).astype(float)
            if "ids" in found:
                found["ids"] = random.integers(0, shapes["E"][0], shapes["ids"]).astype(float)
            yield found


def jacobian(of: Node, by: str, numbers: Numbers) -> Array:
    """By central differences, the cells of both counted row by row."""
    columns = []
    for cell in np.ndindex(numbers[by].shape):
        moved = np.zeros(numbers[by].shape)
        moved[cell] = STEP
        after = tree_numbers(of, {**numbers, by: numbers[by] + moved})
        before = tree_numbers(of, {**numbers, by: numbers[by] - moved})
        columns.append(((after - before) / (2 * STEP)).ravel())
    return np.array(columns).T


def errors(identity: Identity, of: Node, says: Node) -> list[float]:
    """By how much what is said differs from what is measured, for all numbers in the domain."""
    found = []
    outputs = [table_of(shapes).shape(of) for shapes in shapes_of(identity, of)]
    is_column = all(rows > 1 and columns == 1 for rows, columns in outputs)  # and not a matrix of one column, by chance
    for numbers in settings(identity, of):
        y = tree_numbers(of, numbers)
        measured = jacobian(of, identity.by, numbers)
        if not np.isfinite(measured).all():
            continue
        scope = dict(numbers)
        if "delta" in names(says):
            delta = np.random.default_rng(8).standard_normal(y.shape)
            scope["delta"] = delta.T if is_column else delta
            measured = (delta.reshape(1, -1) @ measured).reshape(numbers[identity.by].shape)
        said = tree_numbers(says, scope)
        found.append(error(said, measured) if said.shape == measured.shape else np.inf)
    return found


def is_true(identity: Identity, of: Node, says: Node) -> bool:
    found = errors(identity, of, says)
    assert found, "no numbers in the domain were tried"
    return max(found) < TOLERANCE["differences"]


def with_functions(node: Node, f: tuple[Node, Node], h: tuple[Node, Node]) -> Node:
    """`node` with trees about x in the place of f, h and their slopes."""
    trees = dict(zip(("f", "slope_of_f", "h", "slope_of_h"), (*f, *h), strict=True))

    def put(n: Node) -> Node:
        return trees[n.op] if isinstance(n, Call) and n.op in ANY_FUNCTION else n

    return rewrite(node, put)


def function_of(row: Row, k: int) -> tuple[Node, Node]:
    """A row as a function of its argument k, the others numbers, and its slope."""
    numbers = tuple(arg for arg in case_of(row).call.args if isinstance(arg, Number))
    args = tuple(Name("x") if j == k else Number(1.7) for j in range(len(row.args)))
    value = Call(row.name, (*args, *numbers))
    bindings = dict(zip((*"abc"[: len(args)], *(c.name for c in row.constants)), (*args, *numbers), strict=True))
    bindings["y"] = value
    slope = rewrite(rule(row.slopes[k]), lambda n: bindings.get(n.id, n) if isinstance(n, Name) else n)
    return value, Call("spread", (slope, Name("x")))


CELL_BY_CELL = [
    (row, k)
    for row in ROWS.values()
    for k in range(len(row.args))
    if row.slopes and row.of_argument(row.identities, k) == "4"
]
OF_ANY_FUNCTION = [key for key in IDENTITIES if any(name in IDENTITIES[key].of for name in ("f(", "h("))]
PARTICULAR = [key for key in IDENTITIES if key not in OF_ANY_FUNCTION]
FALSE = ("-({})", "2 * ({})", "({}).T")
SINE = (tree_of("sin(x)"), tree_of("cos(x)"))


def test_identities_of_any_function_are_that_a_slope_is_diagonal_and_that_paths_add_up() -> None:
    assert OF_ANY_FUNCTION == ["4", "paths"]


@pytest.mark.parametrize("key", PARTICULAR)
def test_an_identity_says_what_is_measured(key: str) -> None:
    identity = IDENTITIES[key]
    assert is_true(identity, tree_of(identity.of), tree_of(identity.says))


@pytest.mark.parametrize(("row", "k"), CELL_BY_CELL, ids=lambda found: getattr(found, "name", ""))
@pytest.mark.parametrize("key", OF_ANY_FUNCTION)
def test_an_identity_of_any_function_holds_for_every_operation_cell_by_cell(key: str, row: Row, k: int) -> None:
    identity, f = IDENTITIES[key], function_of(row, k)
    of, says = (with_functions(tree_of(text), f, SINE) for text in (identity.of, identity.says))
    assert is_true(identity, of, says)


@EVERY_IDENTITY
@pytest.mark.parametrize("wrong", FALSE)
def test_a_falsified_identity_is_found_out(key: str, wrong: str) -> None:
    identity = IDENTITIES[key]
    of, says, false = (
        with_functions(tree_of(text), (tree_of("tanh(x)"), tree_of("1 - tanh(x) * tanh(x)")), SINE)
        for text in (identity.of, identity.says, wrong.format(identity.says))
    )
    if wrong == "({}).T" and is_symmetric(identity, of, says):
        return
    assert not is_true(identity, of, false)


def is_symmetric(identity: Identity, of: Node, says: Node) -> bool:
    """Whether it makes no difference that it is transposed: of a Jacobian that is diagonal, or that of softmax."""
    jacobians = [jacobian(of, identity.by, numbers) for numbers in settings(identity, of)]
    square = [found for found in jacobians if np.isfinite(found).all() and found.shape[0] == found.shape[1]]
    return "delta" not in names(says) and bool(square) and all(np.allclose(found, found.T) for found in square)


def test_a_condition_on_the_target_is_needed() -> None:
    """Without "sums to 1" the short rules of softmax with a loss are wrong."""
    for identity in (one for one in IDENTITIES.values() if one.assuming):
        free = replace(identity, assuming=())
        assert not is_true(free, tree_of(free.of), tree_of(free.says)), identity.id
