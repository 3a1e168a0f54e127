"""Nothing is shown that a reader would at once write with less: no (−Xᵀ)ᵀ, no (𝟏ᵀ(…)ᵀ)ᵀ, no 2 · 3."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.derive.chain import Derivation
from app.derive.full_step import full_forms
from app.derive.layout import LAYOUTS, LayoutName
from app.derive.steps import derivation_of
from app.engine.program import read_program
from app.engine.sheet import Sheet, compile_sheet
from app.engine.sizes import SizeTable
from app.expr.fold import fold
from app.expr.notations.source import as_source
from app.expr.primitives import PRIMITIVES, broadcast
from app.expr.tree import Call, Gradient, Name, Node, rewrite, walk
from app.presets import Preset, presets
from tests.support.programs import Example, programs

ARITHMETIC = ("neg", "add", "sub", "mul", "div", "matmul")
STRANGE = (
    re.compile(r"\\left\(-?[^()+-]*\^\{\\top\}\\right\)\^\{\\top\}"),  # (…ᵀ)ᵀ
    re.compile(r"\\left\(-[^()+-]*\\right\)\^\{\\top\}"),  # (−…)ᵀ
)
PROGRAMS = (
    "J = sum(-(2*a.T))",
    "J = sum((-(A.T)) * B)",
    "J = sum(sum(1*X, axis=0))",
    "J = sum(sum((1*X).T, axis=0))",
    "z = (-A).T\nJ = sum(z*z)",
    "J = sum((2*(3*X)).T / 4 / 2)",
    "J = sum(-(-(X.T)) - -X.T)",
    "J = sum(exp(X.T).T * X)",
    "J = sum((X.T)[:, 0:1])",
    "J = sum(concat(X.T, -X.T, axis=1).T)",
    "J = sum(mean(-X.T, axis=1))",
    "J = sum(max(X.T, axis=0))",
    "J = sum(X / sqrt(4)) + sum(X ** 1.1) + sum(X ** -1)",
    "J = sum(minimum(X.T, 2 * 3) * Y.T)",
)
SHAPES = ((2, 3), (3, 1), (1, 3), (1, 1))


def sheet_of(text: str, shape: tuple[int, int]) -> Sheet:
    program = read_program(text)
    turned = {"B"} if text.startswith("J = sum((-(A.T))") else set()
    return compile_sheet(program, tuple(shape[::-1] if name in turned else shape for name in program.inputs), {})


def shown(d: Derivation) -> Iterator[Node]:
    """Every tree that a derivation shows: gradients, what comes along paths, and the matrices of the full forms."""
    for of in d.sheet.parts:
        for path in d.paths(of):
            yield from (d.part_tree(path[: k + 1]) for k in range(len(path)))
        yield full_forms(d)[of].result
        yield from (factor.shown for factors in full_forms(d)[of].paths for factor in factors)


def lines(d: Derivation) -> Iterator[str]:
    for of in d.sheet.parts:
        yield from (line.latex for line in [*d.lines(of), *full_forms(d)[of].lines()])


def transposes(node: Node) -> int:
    return sum(isinstance(part, Call) and part.op == "transpose" for part in walk(node))


def turned(node: Node, table: SizeTable) -> int:
    """The fewest transposes with which nodeᵀ can be written by going inward."""
    if table.is_scalar(node):
        return transposes(node)
    if isinstance(node, Call) and node.op == "transpose":
        return transposes(node.args[0])
    outside = transposes(node) + 1
    if isinstance(node, Call) and _goes_inward(node):
        return min(outside, sum(turned(arg, table) for arg in node.args))
    return outside


def _goes_inward(node: Call) -> bool:
    sums = node.op in ("sum", "mean", "max") and node.axis is not None
    return sums or node.op == "matmul" or (node.op in PRIMITIVES and PRIMITIVES[node.op].sizes is broadcast)


def check(d: Derivation) -> None:
    table = d.layout.table
    for tree in shown(d):
        for node in walk(tree):
            if not isinstance(node, Call):
                continue
            assert fold(node) is None, written(tree)
            if node.op == "transpose":
                (inner,) = node.args
                assert not table.is_scalar(inner), written(tree)
                assert not (isinstance(inner, Call) and inner.op in ("transpose", "neg")), written(tree)
                fewest = turned(inner, table)
                inside = (
                    sum(turned(arg, table) for arg in inner.args)
                    if isinstance(inner, Call) and inner.op in ARITHMETIC
                    else fewest + 1
                )
                assert transposes(node) <= fewest, written(tree)
                assert transposes(node) < inside, written(tree)
    for line in lines(d):
        assert not any(strange.search(line) for strange in STRANGE), line


def written(tree: Node) -> str:
    return as_source(rewrite(tree, lambda node: Name(f"d_{node.of}") if isinstance(node, Gradient) else node))


def derivations(sheet: Sheet) -> Iterator[Derivation]:
    for layout in LAYOUTS:
        yield derivation_of(sheet, layout)
        yield derivation_of(sheet, layout, frozenset(sheet.program.fused))


@pytest.mark.parametrize("preset", presets().values(), ids=lambda preset: preset.id)
def test_no_preset_shows_more_than_is_needed(preset: Preset) -> None:
    inputs = [preset.values[name] for name in preset.program.inputs]
    for d in derivations(
        compile_sheet(preset.program, tuple((a.shape[0], a.shape[1]) for a in inputs), preset.letters)
    ):
        check(d)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("text", PROGRAMS)
def test_no_strange_form_is_shown(text: str, shape: tuple[int, int]) -> None:
    for d in derivations(sheet_of(text, shape)):
        check(d)


@given(programs(), st.sampled_from(LAYOUTS))
@settings(max_examples=150)
def test_none_is_shown_of_generated_programs(example: Example, layout: LayoutName) -> None:
    program = read_program(example.text)
    shapes = [example.values[name].shape for name in program.inputs]
    check(derivation_of(compile_sheet(program, tuple((rows, columns) for rows, columns in shapes), {}), layout))


@pytest.mark.parametrize(
    ("text", "layout", "of", "gradient"),
    [
        ("J = sum(-(2*a.T))", "mixed", "a", "-(spread(1, t1.T) * 2)"),
        ("J = sum((-(A.T)) * B)", "mixed", "A", "-B.T"),
        ("J = sum((-(A.T)) * B)", "numerator", "A", "-B"),
        ("z = (-A).T\nJ = sum(z*z)", "denominator", "A", "-d_z.T"),
        ("J = sum(2*(3*X))", "mixed", "X", "6 * spread(1, t2)"),
        ("J = sum(sum(1*X, axis=0))", "numerator", "X", "spread(1, t1.T)"),
    ],
)
def test_what_is_shown_instead(text: str, layout: LayoutName, of: str, gradient: str) -> None:
    assert written(derivation_of(sheet_of(text, (2, 3)), layout).tree(of)) == gradient
