"""Files of the page over HTTP: for ever by the address that says their content, and as they are now by their names."""

from __future__ import annotations

import asyncio
import os
import re
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from .encodings import compressed, encoding_for
from .tree import PageFile
from .trees import Trees

_WORTHWHILE = 1024
_HASHED = re.compile(r"([0-9a-f]{16})/(.+)", re.DOTALL)
_FOR_EVER = "public, max-age=31536000, immutable"
_NOW = "no-cache"


class PageFiles(StaticFiles):
    """The files of the page, compressed where the browser takes it.

    `<hash>/<path>` is the file of the tree with that hash, for ever. Of a tree that is not known (a page of another
    version is open, or another container serves one) it is the file as it is now, not to be kept. A path alone is the
    file as it is written and as it is now: it changes on the disk, and is compressed anew.
    """

    def __init__(self, directory: Path, trees: Trees) -> None:
        super().__init__(directory=directory)
        self._trees = trees

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The answer for a path beneath the address of the files."""
        name = path.replace(os.sep, "/")
        if (hashed := _HASHED.fullmatch(name)) and scope["method"] in ("GET", "HEAD"):
            tree = self._trees.of(hashed[1])
            if file := (tree or self._trees.current()).files.get(hashed[2]):
                return await _answer(file, scope, _FOR_EVER if tree else _NOW)
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            file = self._trees.current().files.get(name)  # one that is made, and not written
            if error.status_code != 404 or file is None:
                raise
            return await _answer(file, scope, _NOW)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The answer with a file as it is on the disk."""
        plain = super().file_response(full_path, stat_result, scope, status_code)
        is_file = isinstance(plain, FileResponse) and status_code == 200 and stat_result.st_size >= _WORTHWHILE
        encoding = encoding_for(scope)
        if isinstance(plain, NotModifiedResponse) or not is_file or not encoding:
            return plain
        body = _packed(os.fspath(full_path), stat_result.st_mtime_ns, encoding)
        headers = {name: plain.headers[name] for name in ("etag", "last-modified")}
        headers |= {"content-encoding": encoding, "vary": "Accept-Encoding"}
        return Response(body, media_type=plain.media_type, headers=headers)


async def _answer(file: PageFile, scope: Scope, keep: str) -> Response:
    encoding = "" if file.is_packed else encoding_for(scope)
    body = file.body(encoding) if file.is_here(encoding) else await asyncio.to_thread(file.body, encoding)
    headers = {"Cache-Control": keep}
    if not file.is_packed:
        headers["Vary"] = "Accept-Encoding"
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(body, media_type=file.media_type, headers=headers)


@lru_cache(maxsize=512)
def _packed(path: str, _modified: int, encoding: str) -> bytes:
    """The bytes of a file in an encoding. Quickly: it is done on the event loop, for the few who ask without the address of a tree."""
    return compressed(Path(path).read_bytes(), encoding, quickly=True)
