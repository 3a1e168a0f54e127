"""Pages for tests: each in a fresh context, and watched for what no page of ours may do."""

import re
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

TIMEOUT_MS = 10_000


class OpenPage:
    """Opens pages of the server, and notes every error in the console, uncaught exception and request elsewhere."""

    def __init__(self, browser: Browser, server_url: str) -> None:
        self.browser = browser
        self.server_url = server_url
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def __call__(
        self,
        path: str = "/",
        *,
        width: int = 1440,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        locale: str = "en-US",
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        has_touch: bool = False,
        expected: str | None = None,
    ) -> Page:
        """Open `path`, what follows the address of the server, such as "/?preset=mlp".

        `expected` is a pattern of console errors that the test provokes on purpose.
        """
        context = self.browser.new_context(
            base_url=self.server_url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale=locale,
            reduced_motion=reduced_motion,
            has_touch=has_touch,
        )
        context.set_default_timeout(TIMEOUT_MS)
        self.contexts.append(context)
        self._follow(context, expected)
        page = context.new_page()
        page.goto(path)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _follow(self, context: BrowserContext, expected: str | None) -> None:
        def on_console(message: ConsoleMessage) -> None:
            is_expected = expected is not None and re.search(expected, message.text)
            if message.type == "error" and not is_expected and not self._is_refusal(message):
                self.problems.append(f"console: {message.text} ({message.location['url']})")

        def on_weberror(error: WebError) -> None:
            self.problems.append(f"uncaught: {error.error}")

        def on_request(request: Request) -> None:
            url = urlsplit(request.url)
            if url.scheme not in {"data", "blob", "about"} and f"{url.scheme}://{url.netloc}" != self.server_url:
                self.problems.append(f"request to another host: {request.url}")

        context.on("console", on_console)
        context.on("weberror", on_weberror)
        context.on("request", on_request)

    def _is_refusal(self, message: ConsoleMessage) -> bool:
        """Chromium writes every 4xx answer to the console; for the API they are answers like any other."""
        of_api = message.location["url"].startswith(f"{self.server_url}/api/")
        return of_api and "the server responded with a status of 4" in message.text
