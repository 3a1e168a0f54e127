"""The JSDoc types of requests and answers, written from the models: `python -m app.api.jsdoc` writes static/js/wire.js.

A test holds the file current.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from .schemas.descents import DescentRequest, DescentResponse
from .schemas.errors import ErrorResponse
from .schemas.files import FileResponse
from .schemas.gradchecks import GradcheckRequest, GradcheckResponse
from .schemas.operations import OperationList
from .schemas.presets import PresetList, PresetResponse
from .schemas.programs import ProgramRequest, ProgramResponse
from .schemas.traces import TraceRequest, TraceResponse
from .schemas.values import ValuesRequest, ValuesResponse

TARGET = Path(__file__).parents[2] / "static" / "js" / "wire.js"
_MODELS = (
    TraceRequest,
    TraceResponse,
    DescentRequest,
    DescentResponse,
    GradcheckRequest,
    GradcheckResponse,
    ValuesRequest,
    ValuesResponse,
    OperationList,
    PresetList,
    PresetResponse,
    ProgramRequest,
    ProgramResponse,
    FileResponse,
    ErrorResponse,
)
_NULL = {"type": "null"}
_SIMPLE = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def jsdoc_types() -> str:
    """The text of static/js/wire.js."""
    _, schema = models_json_schema([(model, "serialization") for model in _MODELS])
    blocks = ["/**\n * What travels between server and page. Written by `python -m app.api.jsdoc`; not by hand.\n *"]
    blocks += [_typedef(name, definition) for name, definition in sorted(schema["$defs"].items())]
    return "\n".join(blocks) + "\n */\nexport {};\n"


def _typedef(name: str, definition: dict[str, Any]) -> str:
    lines = [f" * @typedef {{object}} {name}"]
    required = definition.get("required", [])
    for field, found in definition.get("properties", {}).items():
        absent = field not in required  # a field that is not required is left out, and never null
        label = f"[{field}]" if absent else field
        schema = _without_null(found) if absent else found
        note = schema.get("description", "")
        lines.append(f" * @property {{{_type(schema)}}} {label}{'  ' + note if note else ''}")
    return "\n".join([*lines, " *"])


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "anyOf": [each for each in schema["anyOf"] if each != _NULL]} if "anyOf" in schema else schema


def _type(schema: dict[str, Any]) -> str:
    """A JSON schema as a type of TypeScript's."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(map(json.dumps, schema["enum"]))
    match schema.get("type"):
        case "array" if "prefixItems" in schema:
            return f"[{', '.join(_type(item) for item in schema['prefixItems'])}]"
        case "array":
            inner = _type(schema["items"])
            return f"({inner})[]" if "|" in inner else f"{inner}[]"
        case "object":
            extra = schema.get("additionalProperties")
            return f"Record<string, {_type(extra) if isinstance(extra, dict) and extra else 'unknown'}>"
        case str(simple):
            return _SIMPLE[simple]
    return "unknown"


if __name__ == "__main__":
    TARGET.write_text(jsdoc_types(), encoding="utf-8")
