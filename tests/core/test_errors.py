"""The one error shape."""

import pytest

from app.core.errors import GradsheetError, Place, nearest


def test_an_error_as_data() -> None:
    error = GradsheetError("some-code", "Something.", hint="Do this.", place=Place(2, 3, 4), params={"n": 1})
    assert error.as_dict() == {
        "code": "some-code",
        "message": "Something.",
        "line": 2,
        "column": 3,
        "length": 4,
        "hint": "Do this.",
        "params": {"n": 1},
    }
    assert str(error) == "Something."


def test_the_first_place_is_kept() -> None:
    error = GradsheetError("some-code", "Something.")
    assert error.at(Place(1, 1)).at(Place(2, 2)).place == Place(1, 1)


def test_a_suggestion_is_a_hint_and_a_parameter() -> None:
    error = GradsheetError("some-code", "Something.", suggestion="relu")
    assert (error.hint, error.params) == ("Did you mean relu?", {"suggestion": "relu"})


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [("rellu", ["relu", "tanh"], "relu"), ("X", ["x", "W"], "x"), ("foo", ["relu"], ""), ("x" * 10_000, ["x"], "")],
)
def test_the_nearest_known_word(word: str, known: list[str], found: str) -> None:
    assert nearest(word, known) == found
