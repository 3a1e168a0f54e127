"""The files of the page, as they are at one time, under one address that says their content.

`/static/<hash>/js/main.js` never means another text, so a browser may keep it for ever: whoever comes again asks for the
page alone. `python -m app.pages.tree FOLDER` writes the files to a folder, where they can be bundled.
"""

from __future__ import annotations

import mimetypes
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from . import fonts
from .encodings import compressed
from .modules import closure

ADDRESS = "/static"
MAIN = "js/main.js"
FIRST_STYLES = "css/first.css"
"""One style sheet of all that the first screen is drawn with."""
_ITS_STYLES = (
    "fonts",
    "tokens",
    "base",
    "layout",
    "controls",
    "matrix",
    "sheet",
    "bench",
    "player",
    "dialogs",
    "present",
    "print",
)
_FONT_STYLES = "css/fonts.css"
_HASH_BYTES = 8
_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".ttf": "font/ttf", ".json": "application/json"}
"""By the end of a name, where the tables of a machine may say another thing, or nothing."""
_PACKED = (".woff2", ".png")
"""What is compressed in itself."""


class PageFile:
    """One file, read or made when it is first asked for, and compressed once for each encoding."""

    def __init__(self, name: str, read: Callable[[], bytes]) -> None:
        self.media_type = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.is_packed = name.endswith(_PACKED)
        self._read = read
        self._bodies: dict[str, bytes] = {}
        self._making = Lock()

    def is_here(self, encoding: str) -> bool:
        """Whether `body` costs nothing."""
        return encoding in self._bodies

    def body(self, encoding: str = "") -> bytes:
        """The content in an encoding: "br", "gzip" or ""."""
        with self._making:
            if "" not in self._bodies:
                self._bodies[""] = self._read()
            if encoding not in self._bodies:
                self._bodies[encoding] = compressed(self._bodies[""], encoding)
            return self._bodies[encoding]


class Tree:
    """All files of the page.

    Args:
        files: by their path under the address.
        hash: of all of them: where one is another, so is this.
        preloads: the modules that the first one imports, and that these import.
    """

    def __init__(self, files: Mapping[str, PageFile], hash: str, preloads: Iterable[str]) -> None:  # noqa: A002 - what it is
        self.files = files
        self.hash = hash
        self.preloads = tuple(preloads)

    def address(self, name: str) -> str:
        """Where a browser finds a file. Raises: KeyError where there is none of that name."""
        if name not in self.files:
            raise KeyError(name)
        return f"{ADDRESS}/{self.hash}/{name}"


def tree_of(
    contents: Mapping[str, bytes], late: Mapping[str, tuple[bytes, Callable[[], bytes]]], preloads: Iterable[str]
) -> Tree:
    """The tree of some files.

    Args:
        contents: by path.
        late: files that are dear to make, by path: what says their content, and what makes it.
    """
    files = {name: PageFile(name, partial(bytes, content)) for name, content in contents.items()}
    files |= {name: PageFile(name, make) for name, (_, make) in late.items()}
    digest = blake2b(digest_size=_HASH_BYTES)
    for name, content in sorted({**contents, **{name: recipe for name, (recipe, _) in late.items()}}.items()):
        digest.update(b"%b\0%d\0" % (name.encode(), len(content)))
        digest.update(content)
    return Tree(files, digest.hexdigest(), preloads)


def contents_of(folder: Path) -> dict[str, bytes]:
    """Every file beneath a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def source_tree(folder: Path) -> Tree:
    """The files as they are written, with what is made of them: the first style sheet, and the font."""
    contents = contents_of(folder)
    contents[_FONT_STYLES] = fonts.style_sheet().encode()
    contents[FIRST_STYLES] = b"\n".join(contents[f"css/{name}.css"] for name in _ITS_STYLES)
    late = {f"fonts/{face.name}": (fonts.recipe(), partial(fonts.made, face)) for face in fonts.faces()}
    modules = closure(MAIN, lambda name: contents.get(name, b"").decode(errors="replace"))
    return tree_of(contents, late, [name for name in modules if name != MAIN and name in contents])


def write(tree: Tree, folder: Path) -> None:
    """Write every file of a tree."""
    for name, file in tree.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.body())


if __name__ == "__main__":
    write(source_tree(Path(__file__).parents[2] / "static"), Path(sys.argv[1]))
