"""What whoever hosts Gradsheet may set, by environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings with their defaults. Each is read from `GRADSHEET_` and its name in capitals.

    Args:
        frame_ancestors: who may show the page in a frame: a Content-Security-Policy source list, such as
            "'self' https://course.example.edu".
        body_bytes: the largest request body.
        cells_of_one: the most cells of one quantity.
        cells_of_all: the most cells of all quantities together.
        operations: the most multiplications of one request.
        paths_of_one: the most paths that are listed of one gradient.
        paths_of_all: the most paths that are listed of all gradients together.
        cells_of_paths: the most cells of all that is listed about paths.
        gradcheck_runs: how many times one gradient check may compute the loss; entries beyond that are left out.
        workers: threads for large requests. Small ones stay on the event loop.
        queue: large requests that may wait; one more is answered 503.
    """

    frame_ancestors: str = "'none'"
    body_bytes: int = 32 * 2**20
    cells_of_one: int = 2**20
    cells_of_all: int = 2**22
    operations: int = 2**33
    paths_of_one: int = 64
    paths_of_all: int = 512
    cells_of_paths: int = 2**18
    gradcheck_runs: int = 2**16
    workers: int = 2
    queue: int = 8

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Raises: ValueError that names the variable which cannot be read."""
        given = {}
        for field in fields(cls):
            variable = f"GRADSHEET_{field.name.upper()}"
            text = environment.get(variable)
            if text is None:
                continue
            try:
                given[field.name] = text if field.type == "str" else int(text)
            except ValueError:
                raise ValueError(f"{variable} has to be a whole number; it is {text!r}.") from None
        return cls(**given)  # type: ignore[arg-type]
