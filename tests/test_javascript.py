"""Runs the tests of the page's own modules, tests/js/**/*.test.js, with Node.js."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(path for path in Path(__file__).parent.glob("js/**/*.test.js") if "node_modules" not in path.parts)
OLDEST = (20, 19)  # the first Node.js that reads static/js as modules without a package.json beside it
QUIET = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"


def node_version() -> tuple[int, ...]:
    """(0,) where there is no Node.js."""
    if not shutil.which("node"):
        return (0,)
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in answer.strip().removeprefix("v").split("."))


@pytest.mark.skipif(node_version() < OLDEST, reason="needs Node.js 20.19 or newer: the JavaScript tests did not run")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_javascript(path: Path) -> None:
    run = subprocess.run(
        ["node", "--test", "--test-reporter=spec", QUIET, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
