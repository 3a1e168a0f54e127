"""The page, rendered and compressed once for each language and preset."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from fastapi.templating import Jinja2Templates
from markupsafe import escape

from app.i18n import Language, catalogue
from app.presets import presets

from .kept import Kept
from .tree import Tree
from .trees import Trees

HTML = "text/html; charset=utf-8"
_VARY = "Accept-Language, Cookie"
_MARK = "an-unknown-preset-stands-here"
_LONGEST = 60
"""Characters of the name of a preset that is not there."""
PageData = Callable[[Language, str], dict[str, Any]]
"""Gives what the first screen shows of a preset: {"trace", "preset", "presets"}."""


class FirstPages:
    """The page as it is sent.

    Args:
        page_data: asked once for each language and preset, in a thread: what it compiles would keep others waiting.
        trees: the files that the page names. Where they change, so does the page.
    """

    def __init__(self, templates: Jinja2Templates, page_data: PageData, trees: Trees) -> None:
        self._template = templates.get_template("index.html")
        self._data = page_data
        self._trees = trees
        self._files: Tree | None = None
        self._pages: dict[tuple[Language, str, str | None], Kept] = {}
        self._making = asyncio.Lock()  # one at a time, or a whole class would make the same page at once

    async def page(self, lang: Language, asked: str | None) -> Kept:
        """The page of a preset. One that is not there is named on the page, and the first one is shown."""
        if asked is None or asked in presets():
            return await self._kept(lang, asked or next(iter(presets())), None)
        marked = await self._kept(lang, next(iter(presets())), _MARK)
        name = str(escape(asked[:_LONGEST])).encode(errors="replace")
        return Kept(marked.body.replace(_MARK.encode(), name), HTML, _VARY, lang, quickly=True)

    async def _kept(self, lang: Language, preset: str, unknown: str | None) -> Kept:
        key = lang, preset, unknown
        files = self._trees.current()
        if files is not self._files:
            self._files, self._pages = files, {}
        pages = self._pages
        if key not in pages:
            async with self._making:
                if key not in pages:
                    pages[key] = await asyncio.to_thread(self._made, *key, files)
        return pages[key]

    def _made(self, lang: Language, preset: str, unknown: str | None, files: Tree) -> Kept:
        strings = catalogue("page", lang)
        context = {"lang": lang, "strings": strings, "unknown": unknown, "files": files, **self._data(lang, preset)}
        return Kept(self._template.render(context).encode(), HTML, _VARY, lang)
