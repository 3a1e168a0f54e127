"""Reading programs: what is on the list, and places in characters."""

import pytest

from app.core.errors import Place, ProgramError
from app.expr.parse import parse_equations
from app.expr.tree import Call, Name, Number
from app.ops.rules import FUNCTIONS


def read(text: str) -> list[tuple[str, object]]:
    return [(equation.name, equation.tree) for equation in parse_equations(text, FUNCTIONS)]


def test_lines_comments_and_blank_lines() -> None:
    assert read("# a network\n\na = x  # copied\r\nJ = sum(a)\r") == [
        ("a", Name("x")),
        ("J", Call("sum", (Name("a"),))),
    ]


def test_a_bracket_may_run_over_several_lines() -> None:
    (equation,) = parse_equations("J = sum(\n  a\n  + b\n)", FUNCTIONS)
    assert equation.tree == Call("sum", (Call("add", (Name("a"), Name("b"))),))


@pytest.mark.parametrize(("axis", "read_as"), [("0", 0), ("1", 1), ("-1", 1), ("-2", 0), ("None", None)])
def test_an_axis_may_be_counted_from_the_end(axis: str, read_as: int | None) -> None:
    assert read(f"J = sum(a, axis={axis})") == [("J", Call("sum", (Name("a"),), read_as))]


def test_numbers_are_read_as_python_reads_them() -> None:
    assert read("J = 1_000 + .5e-3 + 0x10") == [
        ("J", Call("add", (Call("add", (Number(1000.0), Number(0.0005))), Number(16.0)))),
    ]


def test_places_are_counted_in_characters_also_after_letters_of_several_bytes() -> None:
    (equation,) = parse_equations("θ̂θ = Θ𝑥 @ 损失", FUNCTIONS)
    assert equation.place == Place(1, 1, 3)
    assert isinstance(equation.tree, Call)
    assert [arg.place for arg in equation.tree.args if isinstance(arg, Name)] == [Place(1, 7, 2), Place(1, 12, 2)]


def test_names_that_look_alike_are_one_name_as_in_python() -> None:
    assert read("J = 𝑥 + x") == [("J", Call("add", (Name("x"), Name("x"))))]


@pytest.mark.parametrize(
    "text", ["-" * 150 + "x", "+".join(["x"] * 150), "x" + ".T" * 150, "(" * 250 + "x" + ")" * 250]
)
def test_what_is_nested_too_deeply_is_refused_and_not_crashed_on(text: str) -> None:
    with pytest.raises(ProgramError) as refusal:
        parse_equations(f"J = {text}", FUNCTIONS)
    assert refusal.value.code == "too-deep"


def test_brackets_that_mean_nothing_leave_no_trace() -> None:
    assert read("J = " + "(" * 90 + "x" + ")" * 90) == [("J", Name("x"))]


def test_half_of_a_surrogate_pair_is_an_error_of_the_program() -> None:
    with pytest.raises(ProgramError) as refusal:
        parse_equations("J = '\ud800'", FUNCTIONS)
    assert refusal.value.code == "syntax-error"
    assert refusal.value.params["line"] == 1
