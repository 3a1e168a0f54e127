"""What a browser asks for when it opens the page: found by following it once, so that it is what the page is today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from .client import Asked, Client, text_of

_LINKED = re.compile(r"""(?:src|href)="(/[^"#?]*)["?]""")
_FACE = re.compile(r"""url\("?(\.\./fonts/[^")]*first[^")]*)""")
_IMPORTED = re.compile(r"""(?:^|[;}\s])(?:import|export)\b[^"'()]*?["']([./][^"']+)["']""")
_LOADED = (".js", ".css", ".svg", ".ttf", ".woff2", ".png", ".ico")


async def page_requests(port: int) -> list[Asked]:
    """The page, and every file that it loads by itself. Raises: RuntimeError where one of them is not there."""
    client = Client(port)
    found = {"/": None}
    try:
        for path in iter(_Growing(found)):
            answer = await client.ask(Asked("GET", path))
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
            found.update(dict.fromkeys(_loaded_by(path, text_of(answer))))
    finally:
        await client.close()
    return [Asked("GET", path) for path in found]


class _Growing:
    """The keys of a dictionary in the order in which they come, those too that come while it is read."""

    def __init__(self, keys: dict[str, None]) -> None:
        self.keys = keys

    def __iter__(self) -> Iterator[str]:
        at = 0
        while at < len(self.keys):
            yield list(self.keys)[at]
            at += 1


def _loaded_by(path: str, text: str) -> list[str]:
    """The addresses of the files that a page or a module names."""
    if path.endswith(".js"):
        return [normpath(join(dirname(path), name)) for name in _IMPORTED.findall(text)]
    if path.endswith(".css"):
        return [normpath(join(dirname(path), name)) for name in _FACE.findall(text)]
    if path == "/":
        return [name for name in _LINKED.findall(text) if name.endswith(_LOADED)]
    return []
