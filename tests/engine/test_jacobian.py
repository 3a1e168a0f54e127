"""Full Jacobians: multiplied from the loss on they are the gradient, and they cost what counting says."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.arrays import Array, Shape
from app.engine.backward import Contribution
from app.engine.costs import Costs, costs_of, multiplications
from app.engine.jacobian import jacobians_of, product
from app.engine.run import Trace, run
from app.engine.sheet import compile_sheet
from app.expr.cell import ShapeOf, cell
from app.expr.notations.source import as_source
from app.expr.rewrite import apply_rewrites
from app.expr.rewrites import JACOBIAN, SIGNS, SIMPLER
from app.expr.tree import Call, Name, Node, walk
from app.ops.rules import definition, in_primitives
from app.presets import Preset, presets
from tests.support.jacobians import factors_of, has_no_product, numbers
from tests.support.programs import Example, programs
from tests.support.scalar import evaluate
from tests.support.tolerances import TOLERANCE, error
from tests.support.traces import trace_of

EVERY_PRESET = pytest.mark.parametrize("preset", presets().values(), ids=lambda preset: preset.id)


def trace_of_preset(preset: Preset) -> Trace:
    inputs = [preset.values[name] for name in preset.program.inputs]
    sheet = compile_sheet(preset.program, tuple((a.shape[0], a.shape[1]) for a in inputs), preset.letters)
    return run(sheet, inputs)


def by_jacobians(name: str, trace: Trace, told: bool) -> Array:
    """The gradient as a row: of every path the signal times the full Jacobians. `told` multiplies one tree, tidied."""
    rows = []
    for factors in factors_of(name, trace):
        if told:
            rows.append(
                numbers(apply_rewrites(product(factors), trace.sheet.table.shape, SIMPLER, SIGNS, JACOBIAN), trace)
            )
            continue
        row = numbers(factors[0], trace)
        for factor in factors[1:]:
            with np.errstate(all="ignore"):
                row = row @ numbers(factor, trace)
        rows.append(row)
    return np.asarray(np.sum(rows, axis=0))


def check(trace: Trace) -> None:
    for name in trace.gradients:
        expected = trace.gradient(name).reshape(1, -1)
        for told in (False, True):
            assert error(by_jacobians(name, trace, told), expected, floor=1e-300) < TOLERANCE["same"], name


@EVERY_PRESET
def test_the_product_of_the_full_jacobians_is_the_gradient(preset: Preset) -> None:
    check(trace_of_preset(preset))


@given(st.booleans().flatmap(programs))
@settings(max_examples=150)
def test_it_is_in_generated_programs_of_vectors_and_of_batches(example: Example) -> None:
    trace = trace_of(example.text, example.values)
    for name in trace.gradients:
        expected = trace.gradient(name).reshape(1, -1)
        if not is_tame([expected, *trace.contributions(name)]):
            continue
        found = by_jacobians(name, trace, told=True)
        if np.isfinite(found).all():
            assert error(found, expected) < TOLERANCE["same"], name
        else:
            assert has_no_product(name, trace), name


def is_tame(arrays: list[Array]) -> bool:
    return all(np.abs(array).max() < 1e6 for array in arrays)


def test_where_a_factor_is_infinite_there_is_no_product_though_there_is_a_gradient() -> None:
    trace = trace_of("J = binary_cross_entropy(y, sigmoid(a))", {"y": [0.0], "a": [800.0]})
    assert trace.gradient("a").item() == 1
    assert np.isnan(by_jacobians("a", trace, told=False)).all()
    assert has_no_product("a", trace)


def test_ones_that_stretch_a_number_are_not_left_out() -> None:
    check(trace_of("J = sum(sum(x, axis=0) * s)", {"x": [1, 2, 3], "s": 0.3}))


def test_each_local_jacobian_is_what_the_text_book_says() -> None:
    trace = trace_of_preset(presets()["single-layer"])
    sheet = trace.sheet
    found = {
        f"{jacobian.of}/{jacobian.by}": as_source(jacobian.tree)
        for parts in sheet.parts.values()
        for part in parts
        for jacobian in jacobians_of(part, sheet.program, sheet.table)
    }
    assert found == {
        "J/y_hat": "-over(y, y_hat).T",
        "y_hat/Theta": "diag(y_hat) - y_hat @ y_hat.T",
        "Theta/h": "U",
        "Theta/U": "kron(eye(U, axis=0), h.T)",
        "Theta/b2": "eye(Theta)",
        "h/z": "diag(sgn(h))",
        "z/W": "kron(eye(W, axis=0), x.T)",
        "z/x": "W",
        "z/b1": "eye(z)",
    }


def test_the_jacobian_by_a_weight_matrix_has_a_block_for_every_row() -> None:
    trace = trace_of("z = W @ x\nJ = sum(z)", {"W": [[1, 2], [3, 4]], "x": [5, 7]})
    (part,) = trace.sheet.parts["W"]
    (jacobian,) = jacobians_of(part, trace.sheet.program, trace.sheet.table)
    assert numbers(jacobian.tree, trace).tolist() == [[5, 7, 0, 0], [0, 0, 5, 7]]
    assert trace.sheet.table.labelled(jacobian.tree) == ("D_z", "D_z·D_x")


@EVERY_PRESET
def test_the_cells_of_a_jacobian_are_written_out_as_they_are_computed(preset: Preset) -> None:
    trace = trace_of_preset(preset)
    table = trace.sheet.table

    def lookup(ref: Mapping[str, Any]) -> float:
        return float(trace.value(ref["name"])[ref["i"], ref["j"]])

    for parts in trace.sheet.parts.values():
        for jacobian in (found for part in parts for found in jacobians_of(part, trace.sheet.program, table)):
            value = numbers(jacobian.tree, trace)
            assert value.shape == table.shape(jacobian.tree)
            random = np.random.default_rng(7)
            for i, j in zip(
                random.integers(0, value.shape[0], 40), random.integers(0, value.shape[1], 40), strict=True
            ):
                shown = evaluate(cell(jacobian.tree, int(i), int(j), table.shape, definition), lookup)
                assert abs(shown - value[i, j]) <= TOLERANCE["cells"] * max(1.0, abs(value[i, j]))


class Counted:
    """A matrix that counts the multiplications of numbers that its products take."""

    count = 0

    def __init__(self, rows: list[list[float]]) -> None:
        self.rows = rows

    def __matmul__(self, other: "Counted") -> "Counted":
        return Counted([[self._dot(row, column) for column in zip(*other.rows, strict=True)] for row in self.rows])

    def _dot(self, row: list[float], column: tuple[float, ...]) -> float:
        total = 0.0
        for a, b in zip(row, column, strict=True):
            Counted.count += 1
            total += a * b
        return total


def counted(work: Any) -> int:
    Counted.count = 0
    work()
    return Counted.count


CHAIN = "z = W @ x + b\nh = tanh(z)\nTheta = U @ h\ny_hat = softmax(Theta)\nJ = cross_entropy(y, y_hat)"
SMALL = {
    "W": [[1, 2, 0], [0, 1, -1]],
    "x": [1, 2, -1],
    "b": [0, 1],
    "U": [[1, 0], [2, 1], [0, 1], [1, 1]],
    "y": [1, 0, 0, 0],
}


@pytest.mark.parametrize("name", ["W", "x", "b", "z", "h", "U", "Theta"])
def test_the_multiplications_of_full_jacobians_are_those_of_counting(name: str) -> None:
    trace = trace_of(CHAIN, SMALL)
    factors = chain_of(name, trace)
    costs = costs_of(name, trace.sheet, lambda part: part.tree)
    assert counted(lambda: from_the_left(factors)) == costs.backward
    assert counted(lambda: from_the_right(factors)) == costs.forward


def chain_of(name: str, trace: Trace) -> list[Counted]:
    """All Jacobians from the loss to `name`, along the one path that there is."""
    found: list[Counted] = []
    while name != trace.sheet.program.loss:
        (part,) = trace.sheet.parts[name]
        jacobians = jacobians_of(part, trace.sheet.program, trace.sheet.table)
        found = [Counted(numbers(jacobian.tree, trace).tolist()) for jacobian in jacobians] + found
        name = part.via
    return found


def from_the_left(factors: list[Counted]) -> Counted:
    product = factors[0]
    for factor in factors[1:]:
        product = product @ factor
    return product


def from_the_right(factors: list[Counted]) -> Counted:
    product = factors[-1]
    for factor in reversed(factors[:-1]):
        product = factor @ product
    return product


@given(programs())
@settings(max_examples=50)
def test_the_multiplications_of_a_rule_are_those_of_its_cells(example: Example) -> None:
    trace = trace_of(example.text, example.values)
    for part in (part for parts in trace.sheet.parts.values() for part in parts):
        calls = [node for node in walk(in_primitives(part.tree)) if isinstance(node, Call)]
        assert multiplications(part.tree, trace.sheet) == sum(in_cells(node, trace.sheet.table.shape) for node in calls)


def in_cells(node: Call, shape_of: ShapeOf) -> int:
    """Multiplications in the arithmetic of all cells of one operation, its arguments being numbers that are there."""
    if node.op == "others":  # running products from either end, and one of the two: not what a reader does for one cell
        return 3 * int(np.prod(shape_of(node)))
    if node.op.startswith("conv2d"):  # zeros around the input count as the rest does, though a reader leaves them out
        return int(np.prod(shape_of(node)) * np.prod(shape_of(node.args[1])))
    if node.op not in (
        "mul",
        "div",
        "pow",
        "weighted",
        "over",
        "matmul",
    ):
        return 0
    leaves = [Name(f"argument {k}") for k in range(len(node.args))]
    shapes = {leaf.id: shape_of(arg) for leaf, arg in zip(leaves, node.args, strict=True)}
    rows, columns = shape_of(node)

    def shape(n: Node) -> Shape:
        return shapes[n.id] if isinstance(n, Name) else (rows, columns)

    places = [(i, j) for i in range(rows) for j in range(columns)]
    return sum(marks(cell(Call(node.op, tuple(leaves)), i, j, shape, definition)) for i, j in places)


def marks(scalar: Mapping[str, Any]) -> int:
    own = int(scalar.get("op") in ("mul", "div", "pow", "weighted", "over"))
    return own + sum(marks(arg) for arg in scalar.get("args", []))


def test_a_shared_way_is_counted_once_and_both_paths_are() -> None:
    trace = trace_of("a = w * x\nb = a * a\nJ = sum(a) + sum(b)", {"w": [2, 3], "x": [1, 4]})
    # ∂J/∂a is made of three contributions; each Jacobian but those of J is a 2×2 behind a row.
    assert costs_of("x", trace.sheet, lambda part: part.tree).backward == 2 * 2 * 3
    assert costs_of("b", trace.sheet, lambda part: part.tree) == Costs(backward=0, forward=0, short=0)


def test_going_backward_is_cheaper_and_the_short_rules_are_cheapest() -> None:
    trace = trace_of_preset(presets()["digits"])

    def rule(part: Contribution) -> Node:
        return part.simplified or part.tree

    costs = costs_of("W", trace.sheet, rule)
    assert costs.short < costs.backward < costs.forward
    assert costs.backward == 10 * 10 + 10 * 16 + 16 * 16 + 16 * 16 * 64
    assert costs.forward == (10 + 10 * 10 + 10 * 16 + 16 * 16) * 16 * 64
    assert costs.short == 10 * 16 + 16 + 16 * 64  # U has ten rows; then the mask, then the outer product
