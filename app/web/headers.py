"""The headers that every answer carries."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NO_DOCUMENTS = (b"text/javascript", b"text/css", b"font/")
"""What no browser shows as a page: a policy in such an answer would say nothing, ninety times in a visit."""


class SecurityHeaders:
    """Only our own files, no inline script or style, no sniffing, no frames unless a setting says so."""

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        self.app = app
        policy = f"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {frame_ancestors}"
        headers = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        if frame_ancestors == "'none'":
            headers["X-Frame-Options"] = "DENY"
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self.of_files = [header for header in self.headers if header[0] == b"x-content-type-options"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message["headers"]
                kind = next((value for name, value in given if name == b"content-type"), b"")
                message["headers"] = [*given, *(self.of_files if kind.startswith(_NO_DOCUMENTS) else self.headers)]
            await send(message)

        await self.app(scope, receive, send_with_headers)
