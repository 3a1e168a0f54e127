"""Every error can be said in Chinese, with what its raiser knows."""

import re
from string import Formatter

import pytest

from app.i18n import catalogue, say_error
from tests.support.bad_requests import EVERY
from tests.support.raised import Raised, raised, slip_codes

RAISED = raised()
SENTENCES = catalogue("errors", "zh")
# All but the first have tests of their own.
NOT_BY_A_REQUEST = {
    "not-an-expression",
    "internal",
    "busy",
    "body-too-large",
    "took-too-long",
    *("program-too-complex", "out-of-memory"),
}
NOT_BY_A_BODY = {"not-found", "wrong-method", "http-error"}
WARNINGS = {
    *("target-does-not-sum-to-one", "target-outside"),
    *("does-not-reach-the-loss", "not-finite-result", "no-product"),
}
NOTES = {"too-many-paths", "paths-over-limit"}


def placeholders(template: str) -> set[str]:
    fields = {field for _, field, _, _ in Formatter().parse(template) if field}
    return {re.split(r"[.\[]", field)[0] for field in fields}


@pytest.mark.parametrize("error", RAISED, ids=lambda error: f"{error.code} {error.place}")
def test_every_error_has_a_chinese_sentence_that_its_parameters_fill(error: Raised) -> None:
    if error.params is None:
        pytest.fail(f"{error.place}: write the params of {error.code} as a dict, so that they can be checked")
    known = error.params | ({"suggestion"} if error.has_suggestion else set())
    assert placeholders(SENTENCES[error.code]) <= known
    if error.has_hint:
        assert placeholders(SENTENCES[f"{error.code}.hint"]) <= known


def test_no_chinese_sentence_is_left_over() -> None:
    """Slips are compared with their table in tests/expr/test_slips.py."""
    codes = {error.code for error in RAISED} | NOT_BY_A_BODY | WARNINGS | NOTES
    hints = {f"{error.code}.hint" for error in RAISED if error.has_hint}
    assert {key for key in SENTENCES if not key.startswith(("what.", "slip."))} == codes | hints


def test_every_code_is_sent_by_some_bad_request() -> None:
    assert ({error.code for error in RAISED} | slip_codes()) - NOT_BY_A_REQUEST == {bad.code for bad in EVERY}


def test_english_stays_as_it_was_raised() -> None:
    assert say_error("en", "ragged", "as raised {", "hint", {}) == ("as raised {", "hint")


def test_what_is_not_allowed_is_named_in_chinese() -> None:
    message, hint = say_error("zh", "not-allowed", "…", "…", {"what": "a comprehension"})
    assert message == "推导式 不属于本语言。" or message == "推导式不属于本语言。"
    assert hint


def test_a_hint_is_said_only_where_there_is_one() -> None:
    assert say_error("zh", "unknown-function", "…", "", {"name": "foo"})[1] == ""
