"""The interpreter for numbers: a tree becomes nested closures once, and they run many times.

A closure takes the list of all arrays of a run and gives one array. Leaves are read by their index in that list,
and the commonest forms (both arguments are leaves) are made without a call in between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.arrays import Array, Shape

from .primitives import PRIMITIVES, broadcast
from .tree import Call, Gradient, Name, Node, Number

_MOST_KEPT = 2**10
"""Cells of a constant. A larger one is computed in every run."""
Values = list[Any]
Closure = Callable[[Values], Any]
Functions = Mapping[str, Callable[..., Any]]


def compile_numbers(
    node: Node, slots: Mapping[Node, int], functions: Functions, shape_of: Callable[[Node], Shape] | None = None
) -> Closure:
    """Make the function that computes `node`.

    Args:
        node: a tree of primitives and of operations in `functions`.
        slots: where the value of each leaf stands in the list.
        functions: NumPy functions of the operations that have one; they come before those of the primitives.
        shape_of: the shape of any node, where it is known: some primitives have a quicker way for some shapes.
    Returns: function of the list; its result has two axes.
    """
    return _Compiler(slots, functions, shape_of).closure(node)


@dataclass(frozen=True, slots=True)
class _Compiler:
    slots: Mapping[Node, int]
    functions: Functions
    shape_of: Callable[[Node], Shape] | None

    def closure(self, node: Node) -> Closure:
        if isinstance(node, Number):
            constant = np.array([[node.value]])
            constant.flags.writeable = False
            return lambda _: constant
        if isinstance(node, Name | Gradient):
            slot = self.slots[node]
            return lambda values: values[slot]
        if not any(isinstance(arg, Name | Gradient | Call) for arg in node.args) and self._is_small(node):
            return self._constant(node)
        return self._call(node)

    def _is_small(self, node: Call) -> bool:
        """Whether its result may be kept: a compiled program is, for as long as it is asked for."""
        rows, columns = self.shape_of(node) if self.shape_of else (1, 1)
        return rows * columns <= _MOST_KEPT

    def _constant(self, node: Call) -> Closure:
        """A call on numbers alone is computed now: `2 * 3`."""
        with np.errstate(all="ignore"):
            _, *others = (self._argument(node, k)([]) for k in range(len(node.args)))
            first = self.closure(node.args[0])([])  # one of them is enough for a result with two axes
            result: Array = np.atleast_2d(self._function(node)(first, *others))
        return lambda _: result

    def _function(self, node: Call) -> Callable[..., Any]:
        axis = node.axis
        if node.op in self.functions:
            function = self.functions[node.op]
            return function if axis is None else lambda *args: function(*args, axis=axis)
        primitive = PRIMITIVES[node.op]
        if primitive.quick and self.shape_of:
            first, second = map(self.shape_of, node.args)
            return primitive.quick(first, second)
        apply = primitive.apply
        if not primitive.takes_axis:
            return apply
        return (lambda a: apply(a, axis)) if len(node.args) == 1 else (lambda *args: apply(*args, axis))

    def _call(self, node: Call) -> Closure:
        function = self._function(node)
        if len(node.args) == 1:
            return self._unary(function, node.args[0])
        if len(node.args) == 2:
            return self._binary(function, node)
        several = [self._argument(node, k) for k in range(len(node.args))]
        return lambda values: function(*(argument(values) for argument in several))

    def _float(self, node: Call, k: int) -> float | None:
        """Argument `k` as a Python float, or None where it arrives as an array.

        A number that stands for a matrix is a float only where cells are computed one by one: NumPy is quicker with it than
        with a 1×1 array, and has no use for it elsewhere.
        """
        arg, primitive = node.args[k], PRIMITIVES.get(node.op)
        if not isinstance(arg, Number) or primitive is None:
            return None
        return arg.value if primitive.sizes is broadcast or primitive.takes_a_number(k) else None

    def _argument(self, node: Call, k: int) -> Closure:
        number = self._float(node, k)
        return self.closure(node.args[k]) if number is None else lambda _: number

    def _unary(self, function: Callable[..., Any], arg: Node) -> Closure:
        if arg in self.slots:
            slot = self.slots[arg]
            return lambda values: function(values[slot])
        inner = self.closure(arg)
        return lambda values: function(inner(values))

    def _binary(self, function: Callable[..., Any], node: Call) -> Closure:
        a, b = node.args
        if a in self.slots and b in self.slots:
            left_slot, right_slot = self.slots[a], self.slots[b]
            return lambda values: function(values[left_slot], values[right_slot])
        first, second = self._float(node, 0), self._float(node, 1)
        if second is not None:
            left = self.closure(a)
            return lambda values: function(left(values), second)
        if first is not None:
            right = self.closure(b)
            return lambda values: function(first, right(values))
        left, right = self.closure(a), self.closure(b)
        return lambda values: function(left(values), right(values))
