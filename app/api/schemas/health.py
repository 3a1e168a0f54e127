"""Whether the server is well."""

from __future__ import annotations

from typing import Literal

from app.api.models import ResponseModel


class Health(ResponseModel):
    status: Literal["ok"]
