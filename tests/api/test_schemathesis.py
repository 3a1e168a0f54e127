"""The application is what its OpenAPI document says: Schemathesis makes requests out of the document, and holds the answers against it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from app.main import create_app

# No schema of JSON can say which text is a program, or which bytes are a file: what fits the schema may still be refused with 422, and be
# over a limit. That what does not fit is always refused, and everything else, is checked as it comes.
CONFIG = SchemathesisConfig.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 404, 413, 422]}}}
)
DOCUMENT = schemathesis.openapi.from_asgi("/openapi.json", create_app(), config=CONFIG)
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@DOCUMENT.parametrize()
@settings(max_examples=10, suppress_health_check=SLOW)
def test_every_answer_is_what_the_document_says(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate()


@pytest.mark.soak
@DOCUMENT.parametrize()
@settings(max_examples=400, suppress_health_check=SLOW)
def test_every_answer_to_many_requests_is_what_the_document_says(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate()
