"""axe-core, from its own npm package (tests/js/package.json): what it finds on a page that keeps someone out."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.pages import at_rest

PACKAGE = Path(__file__).parents[1] / "js" / "node_modules" / "axe-core"
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {
        "label-content-name-mismatch": {"enabled": True}
    },  # who speaks to the page says what they see on a control
}
RUN = """([within, options]) => axe.run(within ?? document, options)"""


@cache
def script() -> str:
    """Its text. The test is skipped where it is not installed, as on a machine without npm."""
    path = PACKAGE / "axe.min.js"
    if not path.exists():
        pytest.skip("axe-core is not installed, so accessibility was not tested: `make setup` installs it with npm")
    return path.read_text(encoding="utf-8")


def version() -> str:
    """Of what is installed."""
    return str(json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"])


def violations(page: Page, within: str | None = None) -> list[str]:
    """What axe finds on the page, or in the part of it that `within` selects: it takes seconds for a whole sheet."""
    at_rest(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"() => {{ {script()} }}")
    found: list[dict[str, Any]] = page.evaluate(RUN, [within, OPTIONS])["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
