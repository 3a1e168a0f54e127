"""Every place in app/ that raises an error with a code, read from the source."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import app

ROOT = Path(app.__file__).parent
_CODE = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True)
class Raised:
    """One place: the code, the names of its parameters (None where the source does not say), whether it has a hint."""

    code: str
    place: str
    params: frozenset[str] | None
    has_hint: bool
    has_suggestion: bool


def raised() -> list[Raised]:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}
    every = [function for tree in trees.values() for function in _functions(tree)]
    return [found for path, tree in trees.items() for found in _of_file(path, tree, every)]


def slip_codes() -> set[str]:
    """The codes of errors that are slips, whose sentences stand in a table: `slip_error(code, slip, …)`."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        str(node.args[0].value)
        for node in calls
        if ast.unparse(node.func) == "slip_error" and node.args and isinstance(node.args[0], ast.Constant)
    }


def _functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _of_file(path: Path, tree: ast.Module, every: Sequence[ast.AST]) -> Iterator[Raised]:
    own = _functions(tree)
    functions = [*own, *every]
    for function in own:
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("Error", ".error")):
                code = next((arg.value for arg in node.args[:2] if _is_code(arg)), None)  # type: ignore[attr-defined]
                if code is not None:
                    yield _of_call(code, f"{path.relative_to(ROOT)}:{node.lineno}", node, function, functions)


def _is_code(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_CODE.fullmatch(node.value))


def _of_call(code: str, place: str, node: ast.Call, function: ast.AST, functions: Sequence[ast.AST]) -> Raised:
    given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
    params: set[str] | None = set()
    if "params" in given:
        params = _keys(given["params"], function, functions)
    elif ast.unparse(node.func).endswith(".error"):
        params = set(given) - {"hint", "suggestion", "place"}
        if len(node.args) > 3:
            given["hint"] = node.args[3]
    return Raised(
        code, place, None if params is None else frozenset(params), "hint" in given or "suggestion" in given, "suggestion" in given
    )  # fmt: skip


def _keys(node: ast.expr, function: ast.AST, functions: Sequence[ast.AST]) -> set[str] | None:
    """The keys of a dict that is written out, put together with |, named above or made by a function, of the file or else of another."""
    match node:
        case ast.Dict(keys=keys):
            return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
        case ast.BinOp(left=left, right=right):
            a, b = _keys(left, function, functions), _keys(right, function, functions)
            return None if a is None or b is None else a | b
        case ast.Name(id=name):
            for inner in ast.walk(function):
                match inner:
                    case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                        return _keys(value, function, functions)
        case ast.Call(func=ast.Name(id=name)):
            for other in functions:
                if isinstance(other, ast.FunctionDef) and other.name == name and isinstance(other.body[-1], ast.Return):
                    return _keys(other.body[-1].value or node, other, functions)
    return None
