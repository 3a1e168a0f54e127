"""The primitives: what every rule is in the end made of.

A file for each kind, with all that is known of a primitive in one row: how NumPy computes it, its shape, one cell of it, its cost.
"""

from .elementwise import ELEMENTWISE
from .jacobian import JACOBIAN
from .parts import PARTS, cut
from .picking import PICKING
from .primitive import LIST, Domain, Primitive, Scalar, number_of
from .products import PRODUCTS
from .reductions import REDUCTIONS, gathered
from .reshaping import RESHAPING
from .size_rules import alike, broadcast
from .windows import WINDOWS

__all__ = [
    "JACOBIAN",
    "LIST",
    "PRIMITIVES",
    "SIGNS",
    "Domain",
    "Primitive",
    "Scalar",
    "alike",
    "broadcast",
    "cut",
    "gathered",
    "number_of",
]

PRIMITIVES: dict[str, Primitive] = {
    **ELEMENTWISE, **REDUCTIONS, **PRODUCTS, **PARTS, **RESHAPING, **PICKING, **WINDOWS, **JACOBIAN,
}  # fmt: skip
SIGNS: dict[tuple[str, int], str] = {
    (primitive.sign, len(primitive.args)): name for name, primitive in PRIMITIVES.items() if primitive.sign
}
"""The primitives that have a sign, by the sign and by how many arguments there are: "-" is of one or of two."""
