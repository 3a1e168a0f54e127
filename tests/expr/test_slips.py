"""What people write that is not in the language: each is told what to write, where it stands, and the mend mends."""

import re
from string import Formatter

import pytest

from app.core.errors import GradsheetError, Place
from app.engine.program import read_program
from app.expr.otherwise import EVERY_TEXT, REASON, arguments_of, filled, instead, spelled
from app.expr.parse import Signature, parse_equations
from app.expr.slips import SENTENCES
from app.expr.syntax_errors import syntax_error
from app.i18n import catalogue, say_error
from app.ops.rules import FUNCTIONS
from tests.support.slips import EVERY_SLIP, Slip

_MENDS = 5


def refused(text: str) -> GradsheetError:
    with pytest.raises(GradsheetError) as refusal:
        read_program(text)
    return refusal.value


def mended(text: str, error: GradsheetError) -> str:
    """The text with the suggestion in the place that is marked, as the page does it."""
    assert error.place
    lines = text.split("\n")
    line, start = lines[error.place.line - 1], error.place.column - 1
    suggestion = error.params["suggestion"]
    lines[error.place.line - 1] = line[:start] + suggestion + line[start + error.place.length :]
    return "\n".join(lines)


@pytest.mark.parametrize("slip", EVERY_SLIP, ids=lambda slip: slip.text)
def test_a_slip_is_told_what_to_write_and_where(slip: Slip) -> None:
    error = refused(slip.text)
    assert (error.code, error.params.get("slip", "")) == (slip.code, slip.slip), error.message
    assert error.place
    line = slip.text.split("\n")[error.place.line - 1]
    marked = line[error.place.column - 1 :][: error.place.length]
    assert (error.place.line, marked) == (slip.line, slip.marked)
    said = f"{error.message} {error.hint}"
    assert all(part in said for part in slip.says), said
    lines = mended(slip.text, error).split("\n") if "suggestion" in error.params else []
    assert (lines[slip.line - 1] if lines else "") == slip.mended


@pytest.mark.parametrize("slip", [slip for slip in EVERY_SLIP if slip.mended], ids=lambda slip: slip.text)
def test_mends_lead_to_a_program(slip: Slip) -> None:
    text = slip.text
    for _ in range(_MENDS):
        try:
            read_program(text)
        except GradsheetError as error:
            text = mended(text, error)
            continue
        return
    pytest.fail(f"after {_MENDS} mends: {text}")


@pytest.mark.parametrize("slip", EVERY_SLIP, ids=lambda slip: slip.text)
def test_a_slip_is_told_in_chinese_too(slip: Slip) -> None:
    error = refused(slip.text)
    message, hint = say_error("zh", error.code, error.message, error.hint, error.params)
    assert re.search("[\u4e00-\u9fff]", message)
    assert bool(hint) == bool(error.hint)
    assert not hint or re.search("[\u4e00-\u9fff]", hint)


def test_every_slip_is_made_by_some_program() -> None:
    assert {slip.slip for slip in EVERY_SLIP} - {""} == set(SENTENCES) - _BY_OTHER_MEANS


_BY_OTHER_MEANS = {
    "class-numbers", "class-numbers-given",  # need shapes: tests/engine/test_targets.py
    "option-twice",  # Python before 3.12 and after disagree on who finds it: below
    "unreadable",  # for what the walk over the tokens does not know: below
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "signature", "slip", "mend"),
    [
        ("J = min(0, x)", "min", Signature(("a",), axis=True), "minimum", "minimum"),
        ("J = E[[0, 2]]", "take", Signature(("a", "b")), "rows-by-list", "take(E, [0, 2])"),
        ("J = x.reshape(2, 3)", "reshape", Signature(("a", "b", "c")), "method", "reshape(x, 2, 3)"),
        ("J = np.cumsum(x)", "cumsum", Signature(("a",), axis=True), "prefix", "cumsum"),
    ],
)
def test_a_new_row_brings_its_mend(text: str, name: str, signature: Signature, slip: str, mend: str) -> None:
    with pytest.raises(GradsheetError) as refusal:
        parse_equations(text, {**FUNCTIONS, name: signature})
    assert (refusal.value.params["slip"], refusal.value.params["suggestion"]) == (slip, mend)


def test_what_no_walk_finds_is_told_by_the_token_where_reading_stopped() -> None:
    error = syntax_error("z = x\nJ = z + b", 2, 9, (), 100)
    assert isinstance(error, GradsheetError)
    assert (error.message, error.place) == ("Line 2 cannot be read from b on.", Place(2, 9, 1))
    for line, column in [(1, 1), (1, 99), (2, 9), (3, 1), (99, 1)]:
        assert isinstance(error := syntax_error("\n J", line, column, (), 100), GradsheetError)
        assert error.place


def test_an_option_given_twice() -> None:
    error = refused("J = sum(x, axis=0, axis=1)")
    assert error.params["slip"] == "option-twice"


def test_both_languages_have_the_same_slips_with_the_same_parts() -> None:
    chinese = catalogue("errors", "zh")
    assert {key for key in chinese if key.startswith("slip.")} == {
        f"slip.{slip}{end}" for slip in SENTENCES for end in ("", ".hint")
    }
    for slip, sentences in SENTENCES.items():
        for sentence, end in zip(sentences, ("", ".hint"), strict=True):
            parts = [{part for _, part, _, _ in Formatter().parse(text) if part} for text in (sentence, chinese[f"slip.{slip}{end}"])]  # fmt: skip
            assert parts[0] == parts[1], slip


@pytest.mark.parametrize(("name", "texts"), EVERY_TEXT.items(), ids=list(EVERY_TEXT))
def test_what_is_suggested_instead_can_be_read(name: str, texts: tuple[str, ...]) -> None:
    text = instead(name, len(arguments_of(texts[0])), FUNCTIONS)
    if not text:
        assert name in REASON, f"nothing that exists is suggested for {name}, and nothing says why"
        return
    names = ["x", "W", "b"]
    numbers = {
        "clip": ["x", "0", "1"],
        "one_hot": ["x", "3"],
        "reshape": ["x", "2", "3"],
        "max_pool": ["x", "2"],
        "avg_pool": ["x", "2"],
    }
    names = numbers.get(text.partition("(")[0], names)
    parse_equations(f"J = {filled(text, names)}", FUNCTIONS)


def test_what_cannot_be_written_has_a_reason_that_can_be_said() -> None:
    assert set(REASON.values()) <= set(SENTENCES)


def test_no_operation_that_exists_is_told_to_be_written_otherwise() -> None:
    assert not FUNCTIONS.keys() & (EVERY_TEXT.keys() | REASON.keys())


def test_a_suggestion_comes_with_the_row_of_its_operation() -> None:
    assert instead("kl", 2, FUNCTIONS.keys() - {"kl_div"}) == ""
    assert instead("kl", 2, {"kl_div"}) == "kl_div(a, b)"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("rellu", "relu"),
        ("Relu", "relu"),
        ("tahn", "tanh"),
        ("smu", "sum"),
        ("summ", "sum"),
        ("sigmod", "sigmoid"),
        ("SoftMax", "softmax"),
        ("crossentropy", "cross_entropy"),
        ("leakyrelu", "leaky_relu"),
        ("maxmum", "maximum"),
        ("squared_eror", "squared_error"),
        *[(name, "") for name in ("foo", "f", "g", "abc", "bar", "cat", "lag", "dropout", "argmax", "matmul", "conv", "rotate", "mask", "matrix", "sin", "pos")],
    ],
)  # fmt: skip
def test_only_what_is_convincing_is_taken_for_a_misspelling(name: str, found: str) -> None:
    assert spelled(name, ["relu", "tanh", "sum", "sigmoid", "softmax", "log", "max", "abs", "dot", "exp", "cross_entropy", "leaky_relu", "maximum", "squared_error", "concat", "mean", "norm"]) == found  # fmt: skip
