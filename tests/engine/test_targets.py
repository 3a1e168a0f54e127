"""Targets that are predictions, and targets that are class numbers."""

import pytest

from app.core.errors import GradsheetError, ShapeError
from app.engine import targets
from app.engine.program import read_program
from app.expr.tree import Call, Name

Y, P = Name("y"), Name("p")


@pytest.mark.parametrize(
    "text",
    [
        "p = softmax(W @ x)\nJ = cross_entropy(y, p)",
        "J = cross_entropy(y, p)",
        "t = 0.9 * y + 0.1\nJ = cross_entropy(t, p)",
        "t = (1 - e) * y + e / 3\nJ = cross_entropy(t, p)",
        "t = softmax(a)\np = softmax(b)\nJ = cross_entropy(t, p)",
        "p = sigmoid(a)\nt = 2 * y\nJ = binary_cross_entropy(t, p)",
        "J = squared_error(W @ x + b, y)",
        "J = cross_entropy(y, logits)",
        "J = kl_div(preds, logits)",
    ],
)
def test_a_target_may_be_computed(text: str) -> None:
    read_program(text)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("J = cross_entropy(softmax(a), y)", "cross_entropy(y, softmax(a))"),
        ("J = cross_entropy(W @ x + b, y)", "cross_entropy(y, softmax(W @ x + b))"),
        ("J = cross_entropy(logits, y)", "cross_entropy(y, softmax(logits))"),
        ("J = binary_cross_entropy(Scores, y)", "binary_cross_entropy(y, sigmoid(Scores))"),
        ("J = kl_div(y_pred, y)", "kl_div(y, y_pred)"),
        ("h = tanh(x)\na = W @ h\nJ = cross_entropy(a, y) + sum(W)", "cross_entropy(y, softmax(a))"),
        ("P = softmax(X @ W, axis=1)\nJ = cross_entropy(P, Y, axis=1)", "cross_entropy(Y, P, axis=1)"),
        (
            "A = X @ W + b\nJ = cross_entropy(A, Y, axis=1, reduction='mean')",
            'cross_entropy(Y, softmax(A, axis=1), axis=1, reduction="mean")',
        ),
        ("A = X @ W + b\nJ = binary_cross_entropy(A, Y)", "binary_cross_entropy(Y, sigmoid(A))"),
    ],
)
def test_a_prediction_in_the_place_of_the_target_is_refused(text: str, mend: str) -> None:
    with pytest.raises(GradsheetError) as refusal:
        read_program(text)
    error = refusal.value
    assert (error.code, error.params["suggestion"]) == ("target-first", mend)
    assert error.place
    line = text.split("\n")[error.place.line - 1]
    start = error.place.column - 1
    mended = line[:start] + mend + line[start + error.place.length :]
    read_program("\n".join([*text.split("\n")[:-1], mended]))


def test_a_call_over_several_lines_is_marked_and_not_replaced() -> None:
    with pytest.raises(GradsheetError) as refusal:
        read_program("J = cross_entropy(softmax(a),\n  y)")
    assert "suggestion" not in refusal.value.params
    assert "cross_entropy(y, softmax(a))" in refusal.value.hint


@pytest.mark.parametrize(
    ("target", "prediction", "classes"),
    [((8, 1), (8, 3), 3), ((1, 1), (3, 1), 3), ((1, 8), (3, 8), 3), ((1, 1), (1, 4), 4)],
)
def test_class_numbers_are_one_an_example(target: tuple[int, int], prediction: tuple[int, int], classes: int) -> None:
    loss = Call("cross_entropy", (Y, P))
    error = targets.class_numbers(loss, [target, prediction])
    assert isinstance(error, ShapeError)
    assert error.code == "shapes-differ"
    assert f"one_hot(y, {classes})" in error.hint


@pytest.mark.parametrize("shapes", [((3, 1), (3, 1)), ((4, 1), (3, 1)), ((8, 3), (8, 1)), ((3, 1), (1, 3))])
def test_other_shapes_are_no_class_numbers(shapes: tuple[tuple[int, int], tuple[int, int]]) -> None:
    assert targets.class_numbers(Call("cross_entropy", (Y, P)), shapes) is None
