"""What nobody foresaw becomes an answer, and work that nobody waits for ends without one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.errors import unforeseen
from app.core.patience import AbandonedError


class Mistakes:
    """Answers 500 in the one shape, further in than the headers, so that it carries them too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except AbandonedError:
            return
        except Exception as error:
            if has_begun:  # half an answer cannot be mended: the server closes the connection
                raise
            await unforeseen(Request(scope), error)(scope, receive, send)
