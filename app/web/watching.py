"""Every request has an id, and leaves a line in the log and its numbers in the metrics. Neither has bodies, numbers or addresses."""

from __future__ import annotations

import json
import logging
import re
import sys
from itertools import count
from secrets import token_hex
from time import perf_counter
from typing import Protocol

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.client import Networks, is_in

LOG = logging.getLogger("gradsheet.requests")
_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
_ELSEWHERE = "elsewhere"
"""The route of what is found nowhere."""


class Observer(Protocol):
    """Whoever wants to know of requests."""

    def observe(self, route: str, method: str, status: int, seconds: float, size: int) -> None:
        """A request was answered. Args: route: its path as a template. status: 0 where nobody waited. size: of the answer, in bytes."""


class Watching:
    """The outermost of all: what it tells has happened.

    Args:
        observer: the metrics, or None.
        is_logged: whether every request leaves a line.
        trusted: proxies whose X-Request-Id is taken over, so that both logs have the same.
    """

    def __init__(self, app: ASGIApp, observer: Observer | None, is_logged: bool, trusted: Networks) -> None:
        self.app = app
        self.observer = observer
        self.is_logged = is_logged
        self.trusted = trusted
        self._prefix = token_hex(4)
        self._count = count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method: str = scope["method"]
        begun, status, size = perf_counter(), 0, 0
        request_id = self._id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        header = (b"x-request-id", request_id.encode())
        if method == "HEAD":
            scope = {**scope, "method": "GET"}  # whoever is further in answers GET

        async def noted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], header]
            else:
                body = message.get("body", b"")
                size += len(body)
                if method == "HEAD":
                    message = {**message, "body": b""}
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            if self.observer is not None or self.is_logged:
                self._tell(route_of(scope), method, status, perf_counter() - begun, size, request_id)

    def _id(self, scope: Scope) -> str:
        if self.trusted and is_in(str((scope.get("client") or ("",))[0]), self.trusted):
            given = Headers(scope=scope).get("x-request-id", "")
            if _ID.fullmatch(given):
                return given
        return f"{self._prefix}-{next(self._count):08x}"

    def _tell(self, route: str, method: str, status: int, seconds: float, size: int, request_id: str) -> None:
        if self.observer is not None:
            self.observer.observe(route, method, status, seconds, size)
        if self.is_logged:
            told = {"route": route, "method": method, "status": status, "ms": round(1000 * seconds, 2)}
            told |= {"bytes": size, "request_id": request_id}
            LOG.info(json.dumps(told))


def route_of(scope: Scope) -> str:
    """The template of the path that was asked for: of few kinds, whatever is asked."""
    path = getattr(scope.get("route"), "path", None)
    if isinstance(path, str):
        return path
    return "/static/{path}" if scope["path"].startswith("/static/") else _ELSEWHERE


def log_to_stdout() -> None:
    """Write a line of JSON for every request, and nothing else, to the standard output."""
    if not LOG.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(message)s"))
        LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
