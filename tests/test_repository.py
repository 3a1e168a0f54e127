"""Facts that the commands, the container and an offline machine rely on."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# This machine, our own service on the network of its proxy, a name space, and names that are reserved for examples: nothing is loaded from them.
HARMLESS = re.compile(r"localhost|gradsheet|127\.0\.0\.1|HOST|testserver|www\.w3\.org|(.+\.)?example(\.\w+)?")
ADDRESS = re.compile(r"\b(?:https?|wss?)://([\w.-]+\w)")


def committed() -> list[Path]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("needs git and the repository")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest), continued lines joined."""
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.strip().partition(" ") for line in lines)]


def test_no_file_loads_anything_from_another_host() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {host}"
        for path in committed()
        for host in ADDRESS.findall(path.read_text(encoding="utf-8", errors="replace"))  # pictures are read, too
        if not HARMLESS.fullmatch(host) and path.suffix != ".md"
    }
    assert not found


def test_the_container_does_not_run_as_root() -> None:
    user = [rest for word, rest in instructions() if word == "USER"][-1]
    assert user.split(":")[0] not in {"root", "0"}


def test_the_container_starts_without_a_shell_in_between() -> None:
    command = json.loads([rest for word, rest in instructions() if word == "CMD"][-1])
    assert isinstance(command, list)
    assert command[0] != "sh" or command[-1].startswith("exec "), "SIGTERM would reach the shell, not the server"


def test_everything_that_the_container_copies_is_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    copied = [rest.split()[0] for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")]
    assert copied
    assert all((ROOT / name).exists() and f"!{name}" in ignored for name in copied)


@pytest.mark.parametrize("target", ["run", "test", "check", "bench", "image"])
def test_make_knows_every_intent(target: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    run = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, env=environment, check=False
    )
    assert run.returncode == 0, run.stderr


def test_the_application_and_its_package_have_one_version() -> None:
    from app.main import create_app

    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert create_app().version == package["version"]
