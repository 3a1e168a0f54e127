"""Pages for tests: each as a visitor who comes for the first time, and watched for what no page of ours may do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, Request, WebError

TIMEOUT_MS = 60_000
"""Of every wait: for a machine with much else to do. Nothing that goes well takes so long."""

AT_REST = (
    """(async () => {
  const soon = () => new Promise((done) => setTimeout(done, 5)), began = performance.now();
  while (document.querySelector("gs-sheet") && !("ready" in document.documentElement.dataset)) {
    if (performance.now() - began > TIMEOUT_MS) throw new Error("the page is never ready");
    await soon();
  }
  const frame = () => new Promise(requestAnimationFrame);
  do {
    await document.fonts.ready;
    await frame();
    await frame();
  } while (document.fonts.status !== "loaded");
})()"""
).replace("TIMEOUT_MS", str(TIMEOUT_MS))
FORGET = "stop(), localStorage.clear(), sessionStorage.clear()"

Scheme = Literal["light", "dark"]
Motion = Literal["reduce", "no-preference"]


def at_rest(page: Page) -> None:
    """Wait until the page is built, its fonts have come, and it has been laid out with them."""
    page.evaluate(AT_REST)


@contextmanager
def settings(page: Page) -> Iterator[Locator]:
    """The menu of settings, open for as long as something is done in it."""
    menu, button = page.locator("#settings"), page.locator("#open-settings")
    button.click()
    yield menu
    if menu.is_visible():
        button.click()


@dataclass
class Visit:
    """A tab that one test has for itself."""

    page: Page
    of: tuple[str, bool]
    problems: list[str] = field(default_factory=list)
    expected: str | None = None


class Tabs:
    """Tabs to be used again. A new one takes two to four times as long: it costs a window and a process, and has every
    module to compile anew, as it would again after `about:blank`.

    What a test leaves goes with its page when the next one is opened. The rest is put back: no cookie, nothing stored,
    no route, no second tab, the pointer in the corner.
    """

    def __init__(self, browser: Browser, server_url: str) -> None:
        self.browser = browser
        self.server_url = server_url
        self.free: list[Visit] = []

    def take(self, locale: str, has_touch: bool) -> Visit:
        """A free tab with this language, or a new one."""
        for visit in self.free:
            if visit.of == (locale, has_touch):
                self.free.remove(visit)
                return visit
        context = self.browser.new_context(base_url=self.server_url, locale=locale, has_touch=has_touch)
        context.set_default_timeout(TIMEOUT_MS)
        visit = Visit(context.new_page(), (locale, has_touch))
        self._watch(context, visit)
        return visit

    def give_back(self, visit: Visit) -> list[str]:
        """Empty a tab. Returns what went wrong in it. One that cannot be emptied is thrown away."""
        context = visit.page.context
        try:
            for other in context.pages:
                if other is not visit.page:
                    other.close()
            visit.page.unroute_all(behavior="ignoreErrors")
            visit.page.mouse.move(0, 0)
            if visit.page.url.startswith(self.server_url):
                visit.page.evaluate(FORGET)
            context.clear_cookies()
        except Error:
            context.close()
        else:
            self.free.append(visit)
        problems, visit.problems, visit.expected = visit.problems, [], None
        return problems

    def _watch(self, context: BrowserContext, visit: Visit) -> None:
        def on_console(message: ConsoleMessage) -> None:
            is_expected = visit.expected is not None and re.search(visit.expected, message.text)
            if message.type == "error" and not is_expected and not self._is_refusal(message):
                visit.problems.append(f"console: {message.text} ({message.location['url']})")

        def on_weberror(error: WebError) -> None:
            visit.problems.append(f"uncaught: {error.error}")

        def on_request(request: Request) -> None:
            url = urlsplit(request.url)
            if url.scheme not in {"data", "blob", "about"} and f"{url.scheme}://{url.netloc}" != self.server_url:
                visit.problems.append(f"request to another host: {request.url}")

        context.on("console", on_console)
        context.on("weberror", on_weberror)
        context.on("request", on_request)

    def _is_refusal(self, message: ConsoleMessage) -> bool:
        """Chromium writes every 4xx answer to the console; for the API they are answers like any other."""
        of_api = message.location["url"].startswith(f"{self.server_url}/api/")
        return of_api and "the server responded with a status of 4" in message.text


class OpenPage:
    """Opens pages of the server, each in a tab of its own, and notes every error in the console, uncaught exception and request elsewhere."""

    def __init__(self, tabs: Tabs) -> None:
        self.tabs = tabs
        self.visits: list[Visit] = []

    def __call__(
        self,
        path: str | None = "/",
        *,
        width: int = 1440,
        height: int = 900,
        scheme: Scheme = "light",
        locale: str = "en-US",
        reduced_motion: Motion = "no-preference",
        has_touch: bool = False,
        expected: str | None = None,
    ) -> Page:
        """Open `path`, what follows the address of the server, such as "/?preset=mlp", and wait until it is at rest.

        None opens none yet: for a test that has a route to lay first.
        `expected` is a pattern of console errors that the test provokes on purpose.
        """
        visit = self.tabs.take(locale, has_touch)
        visit.expected = expected
        self.visits.append(visit)
        page = visit.page
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null", color_scheme=scheme, reduced_motion=reduced_motion, forced_colors="null")
        if path is not None:
            page.goto(path)
            at_rest(page)
        return page

    def close(self) -> list[str]:
        """Give the tabs back. Returns what went wrong in them."""
        return [problem for visit in self.visits for problem in self.tabs.give_back(visit)]
