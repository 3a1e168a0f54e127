"""What a module of the page imports before it runs, read off its text: so no list of what comes first is kept by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
_IMPORT = re.compile(r"""^(?:import|export)\b(?:[^;'"()]*\bfrom)?\s*['"](\.{1,2}/[^'"]+)['"]""", re.MULTILINE)


def imports(module: str, text: str) -> list[str]:
    """The paths of what a module imports, in its order. `import()` is no such import: it comes when it is wanted.

    Args:
        module: its own path, such as "js/main.js"; what it imports is given beneath the same root.
    """
    return [normpath(join(dirname(module), path)) for path in _IMPORT.findall(_COMMENT.sub("", text))]


def closure(module: str, read: Callable[[str], str]) -> list[str]:
    """A module and all that it and its imports import, each once, what is nearer first.

    Args:
        read: gives the text of a module by its path.
    """
    found = [module]
    for each in found:  # it grows while it is read
        found += [path for path in dict.fromkeys(imports(each, read(each))) if path not in found]
    return found
