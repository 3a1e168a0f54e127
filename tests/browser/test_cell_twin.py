"""The interpreter of one cell exists twice, in Python and in the browser. They are equal."""

from typing import Any

from playwright.sync_api import Page
from starlette.testclient import TestClient

from app.core.arrays import as_matrix
from app.derive.full_step import full_forms
from app.derive.layout import LAYOUTS, LayoutName
from app.derive.steps import derivation_of
from app.engine.program import read_program
from app.engine.run import shapes_of
from app.engine.sheet import compile_sheet
from app.expr.cell import cell
from app.expr.tree import Node
from app.ops.rules import definition
from tests.browser.pages import OpenPage

PROGRAMS: dict[str, tuple[str, dict[str, Any]]] = {
    "single layer": (
        "z = W @ x + b1\nh = relu(z)\nTheta = U @ h + b2\ny_hat = softmax(Theta)\nJ = cross_entropy(y, y_hat)",
        {
            "W": [[1, 2], [3, 4], [5, 6]],
            "x": [1, 2],
            "b1": [0, 0, 1],
            "U": [[1, 0, 1], [0, 1, 1]],
            "b2": [0, 1],
            "y": [0, 1],
        },
    ),
    "batch": (
        "Z = X @ W + b\nP = softmax(Z, axis=1)\nJ = cross_entropy(Y, P)",
        {
            "X": [[1, 2], [3, 4], [0, 1]],
            "W": [[1, 2, 0], [0, 1, 1]],
            "b": [[0, 1, 2]],
            "Y": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        },
    ),
    "reductions": (
        "a = sum(X, axis=0)\nb = tanh(a) / sum(X)\nc = -exp(b) * b.T.T - log_softmax(a)\nJ = sum(c * c) + squared_error(y, a)",
        {"X": [[1, 2], [3, 4], [0, 1]], "y": [[1, 0]]},
    ),
}
ALL_CELLS = """async (trees) => {
  const { cell } = await import("/static/js/lib/cell.js");
  return trees.map((tree) => Array.from({ length: tree.shape[0] }, (_, i) =>
    Array.from({ length: tree.shape[1] }, (_, j) => cell(tree, i, j))));
}"""


def test_both_interpreters_say_the_same(open_page: OpenPage, client: TestClient) -> None:
    page = open_page()
    for name in PROGRAMS:
        for layout in LAYOUTS:
            compare(page, client, name, layout)


def compare(page: Page, client: TestClient, name: str, layout: LayoutName) -> None:
    text, values = PROGRAMS[name]
    body = {"program": text, "values": values, "layout": layout, "include": ["steps", "jacobians"]}
    answer = client.post("/api/traces", json=body).json()
    program = read_program(text)
    sheet = compile_sheet(
        program, shapes_of(program, {key: as_matrix(key, value) for key, value in values.items()}), {}
    )
    derivation = derivation_of(sheet, layout)

    def cells(tree: Node) -> list[list[Any]]:
        table = derivation.layout.table
        rows, columns = table.shape(tree)
        return [[cell(tree, i, j, table.shape, definition) for j in range(columns)] for i in range(rows)]

    trees = [step.tree for step in program.steps] + [derivation.tree(of) for of in sheet.parts]
    trees += [factor.shown for full in full_forms(derivation).values() for path in full.paths for factor in path]
    sent = [step["tree"] for step in answer["steps"]]
    sent += [
        factor["tree"]
        for full in answer["jacobians"]["gradients"].values()
        for path in full["paths"]
        for factor in path
    ]
    in_browser = page.evaluate(ALL_CELLS, sent)
    assert len(in_browser) == len(trees)
    for tree, found in zip(trees, in_browser, strict=True):
        assert cells(tree) == found
