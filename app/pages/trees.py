"""Which files are served: those of a bundle, or those that are written, as they are on the disk now."""

from __future__ import annotations

import json
import os
from pathlib import Path
from time import time_ns
from typing import Protocol

from .tree import Tree, contents_of, source_tree, tree_of

_MANIFEST = "manifest.json"
_KEPT = 4
"""Trees of before a change, whose pages may still be open."""
_SETTLED = 2 * 10**9
"""Nanoseconds. A file that changed since then may change again without another time of change: file systems count in steps."""


class Trees(Protocol):
    """Where the page finds its files."""

    def current(self) -> Tree:
        """The files as they are now."""

    def of(self, hash_: str) -> Tree | None:
        """The files of an address, if they are known here."""


class Bundled:
    """The files that a bundler made (tests/js/bundle.js), which do not change.

    Args:
        folder: where they are. Raises: ValueError where there is no bundle.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / _MANIFEST).is_file():
            raise ValueError(f"GRADSHEET_BUNDLE: there is no bundle in {folder}.")
        contents = contents_of(folder)
        manifest = json.loads(contents.pop(_MANIFEST))
        self._tree = tree_of(contents, {}, manifest["preloads"])

    def current(self) -> Tree:
        """The files as they are now."""
        return self._tree

    def of(self, hash_: str) -> Tree | None:
        """The files of an address, if they are known here."""
        return self._tree if hash_ == self._tree.hash else None


class Written:
    """The files as they are written, looked at anew whenever the page is asked for: what was read for an address stays
    what that address means, and what has changed has another one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._trees: dict[str, Tree] = {}  # the last is the current one
        self._seen: tuple[tuple[str, int, int], ...] | None = None

    def current(self) -> Tree:
        """The files as they are now."""
        try:
            seen = _look(self._folder)
            if seen != self._seen:
                self._keep(source_tree(self._folder))
                newest = max(changed for _, changed, _ in seen)
                self._seen = seen if newest < time_ns() - _SETTLED else None
        except FileNotFoundError:  # an editor puts a new file in the place of the old one: the next request sees it
            if not self._trees:
                raise
        return self._trees[next(reversed(self._trees))]

    def of(self, hash_: str) -> Tree | None:
        """The files of an address, if they are known here: another process may have seen a change before this one."""
        if hash_ not in self._trees:
            self.current()
        return self._trees.get(hash_)

    def _keep(self, tree: Tree) -> None:
        self._trees[tree.hash] = self._trees.pop(tree.hash, tree)  # the same again: what was compressed stays
        while len(self._trees) > _KEPT:
            del self._trees[next(iter(self._trees))]


def _look(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells a change: path, time and size of every file."""
    found = []
    for top, _, names in os.walk(folder):
        for name in names:
            path = f"{top}/{name}"
            status = os.stat(path)  # noqa: PTH116 - it is asked of every file for every page
            found.append((path, status.st_mtime_ns, status.st_size))
    return tuple(found)


def trees(bundle: str, static: Path) -> Trees:
    """Where the page finds its files.

    Args:
        bundle: the folder of a bundle, or "".
        static: the folder of the files as they are written.
    """
    return Bundled(Path(bundle)) if bundle else Written(static)
