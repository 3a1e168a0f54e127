"""An application spoken to by hand: what comes, when it stalls, and when the client goes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import Any

from starlette.types import ASGIApp, Message, Scope


class Talk:
    """One request to an application, piece by piece.

    Args:
        body: the pieces; after the last one the client is silent, and stays.
        is_whole: whether the last piece is the end of the body.
        reads: how many messages of the answer the client takes; then it reads no more. All if None.
    """

    def __init__(
        self,
        app: ASGIApp,
        path: str,
        *,
        method: str = "POST",
        body: Iterable[bytes] = (b"",),
        is_whole: bool = True,
        headers: dict[str, str] | None = None,
        client: str = "192.0.2.1",
        reads: int | None = None,
    ) -> None:
        self.app = app
        pieces = list(body)
        self._coming = [
            {"type": "http.request", "body": piece, "more_body": not is_whole or k + 1 < len(pieces)}
            for k, piece in enumerate(pieces)
        ]
        self._gone = asyncio.Event()
        self._reads = reads
        self.taken: list[Message] = []
        self.received = 0
        path, _, query = path.partition("?")
        given = {"host": "test", **({"transfer-encoding": "chunked"} if method == "POST" else {}), **(headers or {})}
        self.scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "client": (client, 50_000),
            "server": ("test", 80),
            "state": {"abort": self.go},
        }

    def go(self) -> None:
        """The client closes its connection."""
        self._gone.set()

    async def run(self) -> Talk:
        """Until the application is done with this request."""
        await self.app(self.scope, self._receive, self._send)
        return self

    async def _receive(self) -> Message:
        if self._coming and not self._gone.is_set():
            self.received += 1
            return self._coming.pop(0)
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if self._reads is not None and len(self.taken) >= self._reads:
            await self._gone.wait()
        if not self._gone.is_set():
            self.taken.append(message)

    @property
    def status(self) -> int:
        """Of the answer; 0 if there is none."""
        return int(self.taken[0]["status"]) if self.taken else 0

    @property
    def headers(self) -> dict[str, str]:
        """Of the answer."""
        return {name.decode().lower(): value.decode() for name, value in self.taken[0]["headers"]}

    @property
    def content(self) -> bytes:
        """The body of the answer."""
        return b"".join(message.get("body", b"") for message in self.taken[1:])

    @property
    def json(self) -> Any:
        """The body of the answer as JSON."""
        return json.loads(self.content)

    @property
    def code(self) -> str:
        """The code of the error that was answered."""
        return str(self.json["error"]["code"])
