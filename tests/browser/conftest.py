"""A real server and a real browser, started once for all browser tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from app.settings import Settings
from tests.browser import chrome
from tests.browser.pages import TIMEOUT_MS, OpenPage, Tabs
from tests.browser.serving import make_bundle, serving


@pytest.fixture(scope="package")
def server_url() -> Iterator[str]:
    """Address of the application. GRADSHEET_BUNDLE=folder in the environment serves the page out of a bundle."""
    with serving(Settings.from_environment()) as url:
        yield url


@pytest.fixture(scope="package")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a bundle, made as the container's is."""
    return make_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chrome.find()
    assert path is not None, "No Chromium or Chrome: `make test` installs one, CHROME=/path/to/chrome names one."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chrome.FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def tabs(browser: Browser, server_url: str) -> Tabs:
    expect.set_options(timeout=TIMEOUT_MS)
    return Tabs(browser, server_url)


@pytest.fixture
def open_page(tabs: Tabs) -> Iterator[OpenPage]:
    """Opens pages. The test fails at its end on an error in a console or a request to another host."""
    open_page = OpenPage(tabs)
    yield open_page
    problems = open_page.close()
    assert not problems, "\n".join(problems)
