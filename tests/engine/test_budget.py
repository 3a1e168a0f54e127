"""What a run is charged is what it takes: an upper bound, and not far above it."""

import tracemalloc
from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from app.core.errors import TooLargeError
from app.core.limits import Limits
from app.engine.charges import cost_of, reads_of
from app.engine.run import run
from app.engine.sheet import compile_sheet
from app.expr.numbers import compile_numbers
from app.expr.primitives import PRIMITIVES
from app.expr.tree import Call, Name, Node, Number
from app.ops.rules import APPLY, for_numbers, rule
from app.ops.table import ROWS
from tests.support.programs import Example, programs
from tests.support.rules import table_of
from tests.support.traces import sheet_of, trace_of

_WORD = 8
_SLACK = 4096
"""Cells that Python takes by the way: lists, closures, views."""
_NUMBERS = {"start": 0.0, "stop": float("inf"), "step": 1.0, "k": 0.0, "rows": -1.0, "columns": 1.0, "stride": 1.0, "padding": 3.0, "size": 2.0, "n": 64.0}  # fmt: skip


def peak(work: Callable[[], object]) -> int:
    """The most cells of memory that are held at once while `work` is done, what it returns among them."""
    work()  # what is made once and kept is not counted
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    result = work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del result
    return (most - before) // _WORD


@given(programs())
@settings(max_examples=150)
def test_no_program_takes_more_cells_than_it_is_charged(example: Example) -> None:
    sheet = sheet_of(example.text, example.values)
    inputs = [np.array(example.values[name]) for name in sheet.program.inputs]
    charged = sheet.cost.cells - sum(array.size for array in inputs)
    assert peak(lambda: run(sheet, inputs)) <= charged + _SLACK


LARGE = {
    "a sum over many uses": ("z = outer(x, y)\nJ = sum(" + " + ".join(["z * z"] * 40) + ")", {"x": (300, 1), "y": (300, 1)}),
    "a tower of temporaries": ("J = sum(" + "(A + A) - (" * 20 + "A" + ")" * 21, {"A": (200, 200)}),
    "a slice of much": ("\n".join(f"h{k} = (A + {k}.5)[0:1]" for k in range(8)) + "\nJ = sum(h0 + h7)", {"A": (200, 200)}),
    "a network": ("Z = X @ W + b\nH = relu(Z)\nJ = cross_entropy(Y, softmax(H @ U, axis=1), axis=1)", {"X": (64, 300), "W": (300, 128), "b": (1, 128), "U": (128, 10), "Y": (64, 10)}),
    "windows": ("J = sum(conv2d(X, K, padding=2))", {"X": (200, 200), "K": (20, 20)}),
    "constants": ("J = sum(one_hot([0], 90000) + one_hot([1], 90000))", {}),
    "Python's numbers": ("J = sum(gelu(A))", {"A": (200, 200)}),
}  # fmt: skip


@pytest.mark.parametrize("title", LARGE)
def test_large_programs_take_what_they_are_charged_and_not_much_less(title: str) -> None:
    text, shapes = LARGE[title]
    sheet = sheet_of(text, {name: np.ones(shape) for name, shape in shapes.items()})
    inputs = [np.ones(shapes[name]) for name in sheet.program.inputs]
    charged = sheet.cost.cells - sum(array.size for array in inputs)
    found = peak(lambda: run(sheet, inputs))
    assert charged / 4 - _SLACK <= found <= charged + _SLACK


def test_the_backward_pass_is_bounded_by_gradients_and_not_by_uses() -> None:
    shapes = {"x": (50, 1), "y": (50, 1)}
    few, many = (
        sheet_of(f"z = outer(x, y)\nJ = sum({' + '.join(['z'] * n)})", {name: np.ones(shape) for name, shape in shapes.items()})
        for n in (4, 32)
    )  # fmt: skip
    assert len(many.parts["z"]) == 32
    assert peak(lambda: run(many, [np.ones((50, 1))] * 2)) < peak(lambda: run(few, [np.ones((50, 1))] * 2)) + _SLACK
    assert many.cost.cells == few.cost.cells


def test_contributions_are_added_in_their_order() -> None:
    trace = trace_of(
        "J = sum(x * a) + sum(x * b) + sum(x * c) + sum(x * a)", {"x": [0.1], "a": [1e16], "b": [1.0], "c": [-1e16]}
    )
    found = trace.contributions("x")
    assert trace.gradient("x").tolist() == sum(found[1:], start=found[0]).tolist()
    assert len(found) == 4


SHAPES = [(256, 128), (1, 1), (2**15, 1), (1, 2**15), (3, 3)]


@pytest.mark.parametrize("name", [*PRIMITIVES, *(name for name in ROWS if name not in PRIMITIVES)])
def test_every_operation_takes_at_most_the_cells_that_it_is_charged(name: str) -> None:
    random = Random(name)
    tried = 0
    for _ in range(400):
        if tried == 12:
            break
        args = _arguments(name)
        takes_axis = PRIMITIVES[name].takes_axis if name in PRIMITIVES else ROWS[name].axis
        tree = Call(name, tuple(args), random.choice([None, 0, 1]) if takes_axis else None)
        tried += _is_charged(tree, random)
    assert tried


def _arguments(name: str) -> list[Node]:
    """Names for matrices, and numbers where those are asked for."""
    if name in PRIMITIVES:
        words = PRIMITIVES[name].args
        is_number = [PRIMITIVES[name].takes_a_number(k) for k in range(len(words))]
    else:
        words = (*ROWS[name].args, *(constant.name for constant in ROWS[name].constants))
        is_number = [k >= len(ROWS[name].args) for k in range(len(words))]
    words = tuple(word.lstrip("*") for word in words)
    return [
        Number(_NUMBERS.get(word, 0.5)) if number else Name("abcdef"[k])
        for k, (word, number) in enumerate(zip(words, is_number, strict=True))
    ]


def _is_charged(tree: Call, random: Random) -> bool:
    """Whether the shapes that were drawn fit; if so, no more is held than charged."""
    names = [arg.id for arg in tree.args if isinstance(arg, Name)]
    shape = random.choice(SHAPES)
    shapes = {name: shape if random.random() < 0.7 else random.choice(SHAPES) for name in names}
    table = table_of(shapes)
    arrays = [np.random.default_rng(1).uniform(0.1, 0.9, shapes[name]) for name in names]
    try:
        charged = cost_of(tree, table)
        if charged.cells > 2**21 or charged.reads > 10**8:
            return False
        closure = compile_numbers(for_numbers(tree), {Name(n): k for k, n in enumerate(names)}, APPLY, table.shape)
        with np.errstate(all="ignore"):
            closure(arrays)
    except Exception:  # noqa: BLE001 - these shapes do not fit
        return False
    with np.errstate(all="ignore"):
        assert peak(lambda: closure(arrays)) <= charged.cells + _SLACK, shapes
    return True


@pytest.mark.parametrize("field", ["cells_at_once", "operations"])
def test_a_run_is_refused_by_exactly_what_it_costs(field: str) -> None:
    text, values = "h = tanh(W @ x)\nJ = sum(h)", {"W": np.ones((20, 30)), "x": np.ones((30, 1))}
    sheet = sheet_of(text, values)
    cost = sheet.cost.cells if field == "cells_at_once" else sheet.cost.operations
    shapes = tuple((m, n) for m, n in (values[name].shape for name in sheet.program.inputs))
    assert compile_sheet(sheet.program, shapes, {}, Limits(**{field: cost})).cost == sheet.cost
    with pytest.raises(TooLargeError) as refused:
        compile_sheet(sheet.program, shapes, {}, Limits(**{field: cost - 1}))
    assert refused.value.params["found"] == cost
    assert refused.value.params["limit"] == cost - 1
    assert refused.value.params["largest"] in {"W", "h", "dJ_dW", "dJ_dh", "dJ_dx"}


def test_in_extended_precision_a_product_costs_every_multiplication() -> None:
    """It is made of Python's loops there, where float64 has a library."""
    table = table_of({"a": (64, 32), "b": (32, 16)})
    product = rule("a @ b")
    assert isinstance(product, Call)
    assert reads_of(product, table, extended=True) - reads_of(product, table) == 32 * (64 * 32 * 16)
