"""Runs the tests of the page's own modules, tests/js/**/*.test.js, with Node.js. Each file of static/js/lib has its own."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TESTS = Path(__file__).parent / "js"
FILES = sorted(path for path in TESTS.glob("**/*.test.js") if "node_modules" not in path.parts)
LIB = ROOT / "static" / "js" / "lib"
OLDEST = (20, 19)  # the first Node.js that reads static/js as modules without a package.json beside it
QUIET = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
LEAST = 0.9  # of the lines of a file in lib; some are only for one browser or another


def node_version() -> tuple[int, ...]:
    """(0,) where there is no Node.js."""
    if not shutil.which("node"):
        return (0,)
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in answer.strip().removeprefix("v").split("."))


def pure() -> list[Path]:
    """The files of lib, by their path in it, that do something: others have types alone."""
    does = re.compile(r"^export (?!\{\};)", re.MULTILINE)
    return sorted(path.relative_to(LIB) for path in LIB.glob("**/*.js") if does.search(path.read_text("utf-8")))


def named_after(path: Path) -> Path | None:
    """The file of lib that a test is named after."""
    own = path.relative_to(TESTS).with_suffix("").with_suffix(".js")
    return LIB / own.relative_to("lib") if own.parts[0] == "lib" and own.relative_to("lib") in pure() else None


def missed(coverage: Path, path: Path) -> list[int]:
    """The lines that did not run; Node.js counts the first one wrongly."""
    of_each = coverage.read_text(encoding="utf-8").split("end_of_record")
    own = next((lines for lines in of_each if f"SF:{path.relative_to(ROOT)}\n" in lines), "")
    assert own, f"{path.name} is not even loaded"
    return [int(line) for line in re.findall(r"^DA:(\d+),0$", own, re.MULTILINE) if line != "1"]


@pytest.mark.skipif(node_version() < OLDEST, reason="needs Node.js 20.19 or newer: the JavaScript tests did not run")
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TESTS)).removesuffix(".test.js"))
def test_javascript(path: Path, tmp_path: Path) -> None:
    own, coverage = named_after(path), tmp_path / "lcov.info"
    spec = ["--test-reporter=spec", "--test-reporter-destination=stdout"]
    counted = ["--experimental-test-coverage", "--test-reporter=lcov", f"--test-reporter-destination={coverage}"]
    command = ["node", "--test", *spec, *(counted if own else []), QUIET, str(path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    if own:
        lines = missed(coverage, own)
        assert len(lines) <= (1 - LEAST) * len(own.read_text("utf-8").splitlines()), f"not run: {lines}"


def test_every_file_of_lib_has_its_own_test() -> None:
    named = {path.relative_to(TESTS / "lib") for path in FILES if path.is_relative_to(TESTS / "lib")}
    assert {path.with_suffix(".test.js") for path in pure()} <= named
