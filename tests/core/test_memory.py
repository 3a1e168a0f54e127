"""How much memory there is: what the control group says, never more than the machine has."""

import os
from pathlib import Path

import pytest

from app.core.memory import memory_here

MACHINE = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def test_without_a_limit_it_is_that_of_the_machine(tmp_path: Path) -> None:
    assert memory_here(tmp_path) == MACHINE


@pytest.mark.parametrize("file", ["memory.max", "memory/memory.limit_in_bytes"])
@pytest.mark.parametrize(
    ("text", "found"),
    [("402653184\n", 402653184), ("max\n", MACHINE), ("9223372036854771712\n", MACHINE), ("", MACHINE)],
)
def test_it_is_what_the_control_group_allows(file: str, text: str, found: int, tmp_path: Path) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text)
    assert memory_here(tmp_path) == found
