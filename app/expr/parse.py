"""From text to tree: Python's own grammar, and of it only what is on the list below. Nothing is evaluated."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from app.core.errors import Place

from .call_slips import attribute, not_a_name_called, unknown_function, unknown_option, wrong_arguments
from .expression_slips import (
    chained_comparison,
    check_comma,
    check_foreign_letters,
    check_subscript,
    not_an_equation,
    unknown_operator,
)
from .literals import INFINITY, axis_of, bounds, constant_of, ids_of, number, reduction_of
from .primitives import PRIMITIVES, SIGNS
from .signature import Constant, Signature, Signatures
from .slips import slip_error
from .source import MAX_DEPTH, Source, too_deep
from .tree import Call, Name, Node, Number

__all__ = ["PRIMITIVE_SIGNATURES", "Equation", "Signature", "Signatures", "parse_equations", "parse_rule"]

PRIMITIVE_SIGNATURES: Signatures = {
    name: Signature(primitive.args, primitive.takes_axis) for name, primitive in PRIMITIVES.items()
}
"""How a rule calls a primitive."""
_BINARY: dict[type[ast.operator], str] = {
    ast.MatMult: "@",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_COMPARED: dict[type[ast.cmpop], str] = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_MAX_NAME = 32


@dataclass(frozen=True, slots=True)
class Equation:
    """One line: `name = expression`."""

    name: str
    tree: Node
    place: Place


def parse_equations(text: str, functions: Signatures) -> list[Equation]:
    """Read the lines of a program.

    Args:
        text: lines `name = expression`; `#` begins a comment.
        functions: what may be called.
    Raises: ProgramError with line, column and length.
    """
    reader = _Reader(text, functions)
    return [reader.equation(statement) for statement in reader.statements()]


def parse_rule(text: str, functions: Signatures) -> Node:
    """Read the text of a rule: one expression. Here `axis=axis` stands for the axis of the operation."""
    reader = _Reader(text, functions, rule=True)
    (statement,) = reader.statements()
    if not isinstance(statement, ast.Expr):
        raise reader.error(statement, "not-an-expression", "A rule is one expression.")
    return reader.node(statement.value)


class _Reader(Source):
    """Reads equations and expressions."""

    def __init__(self, text: str, functions: Signatures, rule: bool = False) -> None:
        super().__init__(text, functions)
        self.functions = functions
        self.rule = rule

    def equation(self, statement: ast.stmt) -> Equation:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value):
                self.check_name(target, name)
                check_comma(self, value)
                return Equation(name, self.node(value), self.place(target))
            case ast.Assign(targets=[target]):
                raise self.error(
                    target, "not-a-name", "On the left of = stands one name.", hint="For example z = W @ x + b."
                )
            case _:
                raise not_an_equation(self, statement)

    def check_name(self, node: ast.AST, name: str) -> None:
        check_foreign_letters(self, node)
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
        if name == "inf":
            raise slip_error("reserved-name", "infinity", self.place(node))
        if name in self.functions:
            raise self.error(
                node,
                "reserved-name",
                f"{name} is the name of an operation; choose another name.",
                hint=f"The operation is written {name}(…).",
                name=name,
            )

    def node(self, node: ast.expr, depth: int = 0) -> Node:
        if depth > MAX_DEPTH:
            raise too_deep(self.place(node))
        match node:
            case ast.Name(id="inf"):
                return Number(INFINITY, self.place(node))
            case ast.Name(id=name):
                if not self.rule:
                    self.check_name(node, name)
                return Name(name, self.place(node))
            case ast.Constant(value=value):
                return number(self, node, value)
            case ast.Starred(value=ast.Name(id=name)) if self.rule:
                return Name(f"*{name}")
            case ast.Subscript():
                return self.slices(node, depth)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.node(operand, depth + 1)
            case ast.Call():
                return self.call(node, depth)
        return self.signed(node, depth)

    def signed(self, node: ast.expr, depth: int) -> Node:
        """An operation that is written by a sign between, before or after its arguments."""

        def call(sign: str, *args: ast.expr) -> Call:
            return Call(
                SIGNS[sign, len(args)], tuple(self.node(arg, depth + 1) for arg in args), None, self.place(node)
            )

        match node:
            case ast.BinOp(left=left, op=operator, right=right):
                sign = _BINARY.get(type(operator))
                if sign is None:
                    raise unknown_operator(self, node, list(_BINARY.values()))
                return call(sign, left, right)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return call("-", operand)
            case ast.Attribute(value=value, attr="T"):
                return call(".T", value)
            case ast.Attribute():
                raise attribute(self, node)
            case ast.Compare(left=left, ops=[mark], comparators=[right]) if type(mark) in _COMPARED:
                return call(_COMPARED[type(mark)], left, right)
            case ast.Compare(ops=[_, _, *_]):
                raise chained_comparison(self, node)
        raise self.not_allowed(node)

    def call(self, node: ast.Call, depth: int) -> Call:
        if not isinstance(node.func, ast.Name):
            raise not_a_name_called(self, node, self.functions)
        name = node.func.id
        signature = self.functions.get(name)
        if signature is None:
            raise unknown_function(self, node, name, self.functions)
        for arg in node.args:
            if isinstance(arg, ast.Starred) and not self.rule:
                raise self.not_allowed(arg)
        args, options = self.arguments(node, name, signature)
        axis = axis_of(self, options["axis"], self.rule) if "axis" in options else None
        op = name
        if signature.reductions and "reduction" in options:
            op = signature.reductions[reduction_of(self, options["reduction"])]
        found = [
            ids_of(self, arg) if k == signature.ids and isinstance(arg, ast.List) else self.node(arg, depth + 1)
            for k, arg in enumerate(args)
        ]
        return Call(op, (*found, *self.constants(node, signature, options)), axis, self.place(node))

    def arguments(self, node: ast.Call, name: str, signature: Signature) -> tuple[list[ast.expr], dict[str, ast.expr]]:
        """The arguments, and what was said by name or stands in the place of a constant."""
        known = [
            *(constant.name for constant in signature.constants),
            *(["axis"] if signature.axis else []),
            *(["reduction"] if signature.reductions else []),
        ]
        in_a_list = signature.is_variadic and len(node.args) == 1 and isinstance(node.args[0], ast.List | ast.Tuple)
        if not signature.takes(len(node.args)) or in_a_list:
            raise wrong_arguments(self, node, name, signature, self.functions)
        count = len(node.args) if signature.is_variadic else len(signature.args)
        options = dict(zip(known, node.args[count:], strict=False))
        for keyword in node.keywords:
            if keyword.arg not in known or keyword.arg in options:
                raise unknown_option(self, keyword, name, known)
            options[keyword.arg] = keyword.value
        if any(constant.default is None and constant.name not in options for constant in signature.constants):
            raise wrong_arguments(self, node, name, signature, self.functions)
        return node.args[:count], options

    def constants(self, node: ast.Call, signature: Signature, options: dict[str, ast.expr]) -> tuple[Node, ...]:
        def of(constant: Constant) -> Node:
            if constant.name not in options:
                return Number(constant.default or 0.0, self.place(node))
            given = options[constant.name]
            return self.node(given) if self.rule else constant_of(self, given, constant)

        return tuple(map(of, signature.constants))

    def slices(self, node: ast.Subscript, depth: int) -> Node:
        """`x[0:2]`, `x[:, 1:3]`, `x[1]`, `x[:, 0]`: rows and columns, and what is left has two axes."""
        check_subscript(self, node)
        tree = self.node(node.value, depth + 1)
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if len(parts) > 2:
            raise self.error(node, "too-many-indices", "A matrix has two axes: [rows, columns].")
        for axis, part in enumerate(parts):
            numbers = bounds(self, part)
            if numbers != (0.0, INFINITY, 1.0):
                tree = Call(SIGNS["[:]", 4], (tree, *map(Number, numbers)), axis, self.place(node))
        return tree
