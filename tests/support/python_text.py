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
    """Args: cut: the function that takes rows and columns out, or "" where the arrays know how."""

    def __init__(self, cut: str) -> None:
        self.cut = cut

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

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """`x[1]` is x[1:2, :]: there are always two axes."""
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        cut = [part if isinstance(part, ast.Slice) else _one(part) for part in parts]
        if self.cut:
            slices = [ast.Call(ast.Name("slice", ast.Load()), [end or ast.Constant(None) for end in (part.lower, part.upper, part.step)], []) for part in cut]  # fmt: skip
            return ast.Call(ast.Name(self.cut, ast.Load()), [self.visit(node.value), *slices], [])
        return ast.Subscript(self.visit(node.value), ast.Tuple([*cut], ast.Load()), ast.Load())


def _one(part: ast.expr) -> ast.Slice:
    k = int(ast.literal_eval(part))
    return ast.Slice(ast.Constant(k), ast.Constant(k + 1 if k != -1 else None))


@lru_cache(maxsize=64)
def as_python(text: str, cut: str = "") -> list[tuple[str, CodeType]]:
    """By line, the name that is computed and the code that does it.

    Args:
        cut: the function of slices that is called in the place of `x[1:2]`.
    """
    found = []
    for line in text.splitlines():
        name, _, expression = line.partition(" = ")
        tree = ast.fix_missing_locations(_Python(cut).visit(ast.parse(expression.strip(), mode="eval")))
        found.append((name, compile(tree, "<program>", "eval")))
    return found
