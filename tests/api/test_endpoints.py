"""Each endpoint is found under its own name: the document, the tag, the file and its models agree."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

API = Path(__file__).parents[2] / "app" / "api"
ENDPOINTS = [path.stem for path in sorted(API.glob("*.py")) if "def add_routes(" in path.read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def operations(client: TestClient) -> dict[str, list[dict[str, Any]]]:
    """The operations of the OpenAPI document by path."""
    paths = client.get("/openapi.json").json()["paths"]
    return {path: list(methods.values()) for path, methods in paths.items()}


def test_every_endpoint_stands_in_the_file_of_its_name(operations: dict[str, list[dict[str, Any]]]) -> None:
    assert len(operations) > 5
    for path, found in operations.items():
        name = "health" if path == "/healthz" else path.split("/")[2]
        assert all(each["tags"] == [name] for each in found)
        assert f'"{path}"' in (API / f"{name}.py").read_text(encoding="utf-8")
        assert (API / "schemas" / f"{name}.py").exists()


@pytest.mark.parametrize("name", ENDPOINTS)
def test_every_file_of_an_endpoint_is_in_the_document_and_says_its_paths(
    operations: dict[str, list[dict[str, Any]]], name: str
) -> None:
    paths = [path for path, found in operations.items() if any(name in each["tags"] for each in found)]
    assert paths
    says = import_module(f"app.api.{name}").__doc__ or ""
    assert all(path in says for path in paths)
