"""Templates: text of users is never taken for a place, and every place is filled."""

import pytest
from starlette.testclient import TestClient

from app.api.template import PLACEHOLDER, Template, member_template, written
from app.core.errors import TooLargeError


@pytest.mark.parametrize("comment", [PLACEHOLDER, f'"{PLACEHOLDER}"', f'"{PLACEHOLDER}', f'\\"{PLACEHOLDER}"'])
def test_a_program_may_say_what_marks_a_place(client: TestClient, comment: str) -> None:
    program = f"# {comment}\nJ = sum(x)  # {comment}"
    answer = client.post("/api/traces", json={"program": program, "values": {"x": [1, 2]}, "include": ["paths"]})
    assert answer.status_code == 200
    assert answer.json()["program"] == program
    assert answer.json()["values"]["x"]["data"] == [[1], [2]]


def test_a_member_is_its_facts_with_numbers_in_their_places() -> None:
    template = member_template("found", {"a": PLACEHOLDER, "b": [PLACEHOLDER, None]})
    assert b"".join(template.fill([b"1", b"[2]"])) == b',"found":{"a":1,"b":[[2],null]}'


@pytest.mark.parametrize("numbers", [[], [b"1"], [b"1", b"2", b"3"]])
def test_too_few_or_too_many_numbers_are_refused(numbers: list[bytes]) -> None:
    with pytest.raises(ValueError, match="zip"):
        Template((b"[", b",", b"]")).fill(numbers)


def test_what_is_nested_too_deeply_to_be_written_is_too_large() -> None:
    facts: list[object] = []
    for _ in range(1_000):
        facts = [facts]
    with pytest.raises(TooLargeError) as error:
        written(facts)
    assert error.value.code == "program-too-complex"
