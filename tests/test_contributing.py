"""docs/contributing.md says where things are, and they are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")


def test_it_names_every_folder_of_the_application_and_a_file_to_begin_with() -> None:
    rows = re.findall(r"^\| `([a-z0-9_]+(?:/|\.py))` \| [^|]+ \| `([^`]+)`[^|]*\|", TEXT, re.MULTILINE)
    entries = {f"{path.name}/" if path.is_dir() else path.name for path in (ROOT / "app").iterdir()}
    assert {name for name, _ in rows} == entries - {"__init__.py", "__pycache__/"}
    for name, first in rows:
        folder = ROOT / "app" / name
        assert (folder / first).exists() if folder.is_dir() else first in folder.read_text(encoding="utf-8")


def test_it_names_every_folder_of_the_page() -> None:
    folders = {f"static/js/{path.name}/" for path in (ROOT / "static" / "js").iterdir() if path.is_dir()}
    assert set(re.findall(r"^\| `(static/js/\w+/)`", TEXT, re.MULTILINE)) == folders


def test_every_file_that_it_names_by_its_path_exists() -> None:
    named = set(re.findall(r"`((?:app|docs|tests|static)/[\w./]+)`", TEXT)) - {"app/api/proofs/norms.py"}
    assert len(named) > 5
    assert all((ROOT / name).exists() for name in named)


def test_it_names_every_command_of_the_makefile_that_one_works_with() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`", TEXT))
    assert named <= commands
    assert {"run", "test", "check", "format", "bench"} <= named
