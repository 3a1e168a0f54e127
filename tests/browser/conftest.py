"""A real server and a real browser, started once for all browser tests."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import chrome
from tests.browser.pages import TIMEOUT_MS, OpenPage, Tabs


@pytest.fixture(scope="package")
def server_url() -> Iterator[str]:
    """Address of the application, served by uvicorn in a thread on a free port of this machine."""
    from app.main import create_app

    config = uvicorn.Config(create_app(), log_level="warning", ws="none", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"  # the socket listens already: early requests wait
        server.should_exit = True
        thread.join()


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
