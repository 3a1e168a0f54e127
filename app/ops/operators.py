"""What is written between operands, or as a sign. The right factor of a product decides the identity: a column (z = Wx), or rows (z = xW)."""

from __future__ import annotations

from .row import AB, Row

OPERATORS = [
    Row(
        "matmul",    "a @ b",
        backward=    ("g @ b.T",                    "a.T @ g"),
        jacobian=    ("kron(eye(a, axis=0), b.T)",  "kron(a, eye(b, axis=1))"),
        identities=  ("5|2",                        "1|6"),
        args=AB, role="product",
    ),
    Row(
        "transpose", "a.T",
        backward=    ("g.T",),
        jacobian=    ("select(index(a).T, index(a))",),
        identities=  ("transpose",),
        role="linear", moves=True,
    ),
    Row(
        "add",       "a + b",
        backward=    ("g",       "g"),
        jacobian=    ("eye(y)",  "eye(y)"),
        identities=  ("3",       "3"),
        args=AB, role="linear",
    ),
    Row(
        "sub",       "a - b",
        backward=    ("g",       "-g"),
        jacobian=    ("eye(y)",  "-eye(y)"),
        identities=  ("3",       "negative"),
        args=AB, role="linear",
    ),
    Row(
        "neg",       "-a",
        backward=    ("-g",),
        jacobian=    ("-eye(a)",),
        identities=  ("negative",),
        role="linear",
    ),
    Row(
        "mul",       "a * b",
        slope=       ("b",        "a"),
        identities=  ("product",  "product"),
        args=AB, role="product",
    ),
    Row(
        "div",       "a / b",
        slope=       ("1 / b",     "-(y / b)"),
        identities=  ("quotient",  "divisor"),
        args=AB, role="product", domain="nonzero divisor",
    ),
    Row(
        "pow",       "a ** b",
        slope=       ("weighted(b, a ** (b - 1))",  "where(a, y * log(a), 0)"),
        identities=  ("4",                          "exponent"),
        args=AB, domain="positive base",
    ),
    # Comparisons give 1 or 0 and send nothing back.
    Row("greater",       "greater(a, b)",        backward=("", ""), args=AB, kink="a - b"),
    Row("greater_equal", "greater_equal(a, b)",  backward=("", ""), args=AB, kink="a - b"),
    Row("less",          "less(a, b)",           backward=("", ""), args=AB, kink="a - b"),
    Row("less_equal",    "less_equal(a, b)",     backward=("", ""), args=AB, kink="a - b"),
    Row("equal",         "equal(a, b)",          backward=("", ""), args=AB, kink="a - b"),
    Row("not_equal",     "not_equal(a, b)",      backward=("", ""), args=AB, kink="a - b"),
]  # fmt: skip
