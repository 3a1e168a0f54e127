"""Files of the page: compressed once, and not at every request."""

from __future__ import annotations

import gzip
import os
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

_WORTHWHILE = 1024


class CompressedFiles(StaticFiles):
    """Static files that go out as gzip where the browser takes it. A file that changes on disk is compressed anew."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        plain = super().file_response(full_path, stat_result, scope, status_code)
        is_file = isinstance(plain, FileResponse) and status_code == 200 and stat_result.st_size >= _WORTHWHILE
        if isinstance(plain, NotModifiedResponse) or not is_file or not takes_gzip(scope):
            return plain
        body = compressed(os.fspath(full_path), stat_result.st_mtime_ns)
        headers = {name: plain.headers[name] for name in ("etag", "last-modified")}
        headers |= {"content-encoding": "gzip", "vary": "Accept-Encoding"}
        return Response(body, media_type=plain.media_type, headers=headers)


@lru_cache(maxsize=512)
def compressed(path: str, _modified: int) -> bytes:
    """The bytes of a file as gzip."""
    return gzip.compress(Path(path).read_bytes(), 6, mtime=0)


def takes_gzip(scope: Scope) -> bool:
    """Whether who asks can read gzip."""
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")
