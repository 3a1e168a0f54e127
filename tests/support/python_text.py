"""A program as Python computes it: comparisons as functions, and one row or column still as a matrix."""

import ast
from functools import lru_cache
from types import CodeType

_COMPARED: dict[type[ast.cmpop], str] = {
    ast.Gt: "greater",
    ast.GtE: "greater_equal",
    ast.Lt: "less",
    ast.LtE: "less_equal",
    ast.Eq: "equal",
    ast.NotEq: "not_equal",
}


class _Python(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """A number is a 1×1 matrix, which `@` of NumPy does not know."""
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.MatMult):
            return ast.Call(ast.Name("matmul", ast.Load()), [left, right], [])
        return ast.BinOp(left, node.op, right)

    def visit_Compare(self, node: ast.Compare) -> ast.Call:
        """A comparison gives the numbers 0 and 1; what NumPy gives cannot be added up."""
        args = [self.visit(node.left), self.visit(node.comparators[0])]
        return ast.Call(ast.Name(_COMPARED[type(node.ops[0])], ast.Load()), args, [])

    def visit_Subscript(self, node: ast.Subscript) -> ast.Subscript:
        """`x[1]` is x[1:2, :]: there are always two axes."""
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        cut = [part if isinstance(part, ast.Slice) else _one(part) for part in parts]
        return ast.Subscript(self.visit(node.value), ast.Tuple([*cut], ast.Load()), ast.Load())


def _one(part: ast.expr) -> ast.Slice:
    k = int(ast.literal_eval(part))
    return ast.Slice(ast.Constant(k), ast.Constant(k + 1 if k != -1 else None))


@lru_cache(maxsize=64)
def as_python(text: str) -> list[tuple[str, CodeType]]:
    """By line, the name that is computed and the code that does it."""
    found = []
    for line in text.splitlines():
        name, _, expression = line.partition(" = ")
        tree = ast.fix_missing_locations(_Python().visit(ast.parse(expression.strip(), mode="eval")))
        found.append((name, compile(tree, "<program>", "eval")))
    return found
