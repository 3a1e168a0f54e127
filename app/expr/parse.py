"""From text to tree: Python's own grammar, and of it only what is on the list below. Nothing is evaluated."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.core.errors import Place, nearest

from .literals import INFINITY, axis_of, bounds, constant, is_mean, number
from .primitives import PRIMITIVES
from .source import MAX_DEPTH, Source, too_deep
from .tree import Call, Name, Node, Number

_BINARY: dict[type[ast.operator], tuple[str, str]] = {
    ast.MatMult: ("matmul", "@"),
    ast.Add: ("add", "+"),
    ast.Sub: ("sub", "-"),
    ast.Mult: ("mul", "*"),
    ast.Div: ("div", "/"),
    ast.Pow: ("pow", "**"),
}
_MAX_NAME = 32


@dataclass(frozen=True, slots=True)
class Signature:
    """How a function is called: its arguments by name, whether it takes `axis`, numbers with their defaults, and which
    operation it is with `reduction="mean"`."""

    args: tuple[str, ...]
    axis: bool = False
    constants: tuple[tuple[str, float | None], ...] = ()
    mean: str = ""


@dataclass(frozen=True, slots=True)
class Equation:
    """One line: `name = expression`."""

    name: str
    tree: Node
    place: Place


Signatures = Mapping[str, Signature]

PRIMITIVE_SIGNATURES: Signatures = {
    name: Signature(tuple("abcdefgh"[: row.args]), row.takes_axis) for name, row in PRIMITIVES.items()
}
"""How a rule calls a primitive."""


def parse_equations(text: str, functions: Signatures, operators: Collection[str]) -> list[Equation]:
    """Read the lines of a program.

    Args:
        text: lines `name = expression`; `#` begins a comment.
        functions: what may be called.
        operators: names of the operators that may stand between, such as "matmul".
    Raises: ProgramError with line, column and length.
    """
    reader = _Reader(text, functions, operators)
    return [reader.equation(statement) for statement in reader.statements()]


def parse_rule(text: str, functions: Signatures) -> Node:
    """Read the text of a rule: one expression. Here `axis=axis` stands for the axis of the operation."""
    reader = _Reader(text, functions, tuple(op for op, _ in _BINARY.values()), rule=True)
    (statement,) = reader.statements()
    if not isinstance(statement, ast.Expr):
        raise reader.error(statement, "not-an-expression", "A rule is one expression.")
    return reader.node(statement.value)


class _Reader(Source):
    """Reads equations and expressions."""

    def __init__(self, text: str, functions: Signatures, operators: Collection[str], rule: bool = False) -> None:
        super().__init__(text)
        self.functions = functions
        self.operators = operators
        self.rule = rule

    def equation(self, statement: ast.stmt) -> Equation:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value):
                self.check_name(target, name)
                return Equation(name, self.node(value), self.place(target))
            case ast.Assign(targets=[target, *_]):
                raise self.error(
                    target, "not-a-name", "On the left of = stands one name.", hint="For example z = W @ x + b."
                )
            case ast.Expr():
                raise self.error(
                    statement, "no-name", "This line gives its result no name.", hint="Write name = expression."
                )
            case _:
                raise self.not_allowed(statement)

    def check_name(self, node: ast.AST, name: str) -> None:
        if name.startswith("_") or name.endswith("_"):
            raise self.error(
                node,
                "bad-name",
                f"{name[:_MAX_NAME]} begins or ends with _; a name begins and ends with a letter or a digit.",
                name=name[:_MAX_NAME],
            )
        if len(name) > _MAX_NAME:
            raise self.error(
                node,
                "long-name",
                f"A name has at most {_MAX_NAME} characters; this one has {len(name)}.",
                found=len(name),
                limit=_MAX_NAME,
            )
        if name in self.functions:
            raise self.error(
                node, "reserved-name", f"{name} is the name of an operation; choose another name.", name=name
            )

    def node(self, node: ast.expr, depth: int = 0) -> Node:
        if depth > MAX_DEPTH:
            raise too_deep(self.place(node))
        match node:
            case ast.Name(id=name):
                if not self.rule:
                    self.check_name(node, name)
                return Name(name, self.place(node))
            case ast.Constant(value=value):
                return number(self, node, value)
            case ast.BinOp(op=ast.Pow()) if "pow" in self.operators:
                return self.power(node, depth)
            case ast.Subscript():
                return self.slices(node, depth)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.node(operand, depth + 1)
            case ast.BinOp(left=left, op=operator, right=right):
                op = self.operator(node, operator)
                return Call(op, (self.node(left, depth + 1), self.node(right, depth + 1)), None, self.place(node))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Call("neg", (self.node(operand, depth + 1),), None, self.place(node))
            case ast.Attribute(value=value, attr="T"):
                return Call("transpose", (self.node(value, depth + 1),), None, self.place(node))
            case ast.Attribute(attr=attribute):
                raise self.error(
                    node,
                    "not-allowed",
                    f".{attribute[:_MAX_NAME]} is not part of the language; the only attribute is .T.",
                    what=f".{attribute[:_MAX_NAME]}",
                )
            case ast.Call():
                return self.call(node, depth)
            case _:
                raise self.not_allowed(node)

    def operator(self, node: ast.BinOp, operator: ast.operator) -> str:
        op, sign = _BINARY.get(type(operator), ("", type(operator).__name__))
        if op not in self.operators:
            known = ", ".join(mark for name, mark in _BINARY.values() if name in self.operators)
            raise self.error(
                node,
                "unknown-operator",
                f"The operator {sign} is not part of the language; there are {known}.",
                operator=sign,
                known=known,
            )
        return op

    def call(self, node: ast.Call, depth: int) -> Call:
        if not isinstance(node.func, ast.Name):
            raise self.error(node.func, "not-allowed", "Only operations are called, by their name.", what="…(…)")
        name = node.func.id
        signature = self.functions.get(name)
        if signature is None:
            raise self.error(
                node.func,
                "unknown-function",
                f"There is no operation {name[:_MAX_NAME]}.",
                suggestion=nearest(name, list(self.functions)),
                name=name[:_MAX_NAME],
            )
        for arg in node.args:
            if isinstance(arg, ast.Starred):
                raise self.not_allowed(arg)
        args, options = self.arguments(node, name, signature)
        axis = axis_of(self, options["axis"], self.rule) if "axis" in options else None
        op = signature.mean if "reduction" in options and is_mean(self, options["reduction"]) else name
        return Call(
            op,
            tuple(self.node(arg, depth + 1) for arg in args) + self.constants(node, signature, options),
            axis,
            self.place(node),
        )

    def arguments(self, node: ast.Call, name: str, signature: Signature) -> tuple[list[ast.expr], dict[str, ast.expr]]:
        """The arguments, and what was said by name or stands in the place of a constant."""
        known = [
            *(constant for constant, _ in signature.constants),
            *(["axis"] if signature.axis else []),
            *(["reduction"] if signature.mean else []),
        ]
        count = len(signature.args)
        if not count <= len(node.args) <= count + len(signature.constants):
            wanted = ", ".join(signature.args)
            raise self.error(
                node, "wrong-arguments", f"{name}({wanted}) takes {count} argument(s), not {len(node.args)}.",
                name=name, arguments=wanted, expected=count, found=len(node.args),
            )  # fmt: skip
        options = dict(zip(known, node.args[count:], strict=False))
        for keyword in node.keywords:
            if keyword.arg not in known or keyword.arg in options:
                raise self.error(
                    keyword.value,
                    "unknown-option",
                    f"{name} has no option {keyword.arg}; its options: {', '.join(known) or 'none'}.",
                    name=name,
                    option=keyword.arg or "**",
                    known=", ".join(known) or "none",
                )
            options[keyword.arg] = keyword.value
        return node.args[:count], options

    def constants(self, node: ast.Call, signature: Signature, options: dict[str, ast.expr]) -> tuple[Number, ...]:
        return tuple(
            constant(self, options[name]) if name in options else Number(default or 0.0, self.place(node))
            for name, default in signature.constants
        )

    def power(self, node: ast.BinOp, depth: int) -> Call:
        exponent = self.node(node.right, depth + 1) if self.rule else constant(self, node.right)
        return Call("pow", (self.node(node.left, depth + 1), exponent), None, self.place(node))

    def slices(self, node: ast.Subscript, depth: int) -> Node:
        """`x[0:2]`, `x[:, 1:3]`, `x[1]`, `x[:, 0]`: rows and columns, and what is left has two axes."""
        tree = self.node(node.value, depth + 1)
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if len(parts) > 2:
            raise self.error(node, "too-many-indices", "A matrix has two axes: [rows, columns].")
        for axis, part in enumerate(parts):
            start, stop = bounds(self, part)
            if (start, stop) != (0.0, INFINITY):
                tree = Call("slice", (tree, Number(start), Number(stop)), axis, self.place(node))
        return tree
