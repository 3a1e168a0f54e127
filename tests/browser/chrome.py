"""Finds the Chromium or Chrome that the browser tests drive.

`python -m tests.browser.chrome` prints its path, and installs one first where there is none.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# The shell has no window to draw, and takes less time: docs/decisions/browser-tests.md
ON_PATH = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

# Nothing that a browser does by itself on the network, and no sandbox only where Chromium refuses one: as root.
FLAGS = (
    *(("--no-sandbox",) if IS_ROOT else ()),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Path of the first browser that starts: $CHROME, the machine's own, Playwright's; None where there is none."""
    return next((path for path in _candidates() if _starts(path)), None)


def install() -> None:
    """Debian's Chromium where we may install packages, otherwise the browser that Playwright fetches."""
    if not _install_from_debian():
        _run(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int:
    path = find()
    if path is None:
        print("No Chromium or Chrome found (CHROME=/path/to/chrome names one): installing it", file=sys.stderr)
        install()
        path = find()
    if path is None:
        print("No browser could be installed. Install Chromium or Chrome, or set CHROME.", file=sys.stderr)
        return 1
    print(path)
    return 0


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CHROME"):
        yield named
    yield from filter(None, map(shutil.which, ON_PATH))
    yield from (path for path in ON_MAC if Path(path).exists())
    if (own := _of_playwright()).exists():
        yield str(own)


def _starts(path: str) -> bool:
    """Some systems have a stub of that name that only says what to install."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except OSError:
        return False


def _of_playwright() -> Path:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _install_from_debian() -> bool:
    if not shutil.which("apt-get"):
        return False
    if IS_ROOT:
        apt = ["apt-get"]
    elif shutil.which("sudo") and _run("sudo", "--non-interactive", "true"):
        apt = ["sudo", "--non-interactive", "apt-get"]
    else:
        return False
    _run(*apt, "update", "-qq")
    packages = ("chromium-headless-shell", "chromium")  # the first is missing in older releases
    return any(_run(*apt, "install", "-y", "-qq", "--no-install-recommends", package) for package in packages)


def _run(*command: str) -> bool:
    """True where it went well. What the command prints goes to stderr: stdout is for the path alone."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return (
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, check=False).returncode
        == 0
    )


if __name__ == "__main__":
    sys.exit(main())
