"""The interpreter for numbers: a tree becomes nested closures once, and they run many times.

A closure takes the list of all arrays of a run and gives one array. Leaves are read by their index in that list,
and the commonest forms (both arguments are leaves) are made without a call in between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from app.core.arrays import Array

from .primitives import PRIMITIVES
from .tree import Call, Gradient, Name, Node, Number

Values = list[Any]
Closure = Callable[[Values], Any]
NativeFunctions = Mapping[str, Callable[..., Any]]


def compile_numbers(node: Node, slots: Mapping[Node, int], native: NativeFunctions) -> Closure:
    """Make the function that computes `node`.

    Args:
        node: a tree of primitives and of operations in `native`.
        slots: where the value of each leaf stands in the list.
        native: NumPy functions of operations that no text can say.
    Returns: function of the list; its result has two axes.
    """
    if isinstance(node, Number):
        constant = np.array([[node.value]])
        constant.flags.writeable = False
        return lambda _: constant
    if isinstance(node, Name | Gradient):
        return _read(slots[node])
    if not any(isinstance(arg, Name | Gradient | Call) for arg in node.args):
        return _constant(node, native)
    return _call(node, slots, native)


def _read(slot: int) -> Closure:
    return lambda values: values[slot]


def _constant(node: Call, native: NativeFunctions) -> Closure:
    """A call on numbers alone is computed now: `2 * 3`."""
    arrays = [np.array([[arg.value]]) for arg in node.args if isinstance(arg, Number)]
    with np.errstate(all="ignore"):
        result: Array = _function(node, native)(*arrays)
    return lambda _: result


def _function(node: Call, native: NativeFunctions) -> Callable[..., Any]:
    axis = node.axis
    if node.op in native:
        function = native[node.op]
        return function if axis is None else lambda *args: function(*args, axis=axis)
    primitive = PRIMITIVES[node.op]
    if not primitive.takes_axis:
        return primitive.apply
    apply = primitive.apply
    if primitive.args == 1:
        return lambda a: apply(a, axis)
    return lambda *args: apply(*args, axis)


def _call(node: Call, slots: Mapping[Node, int], native: NativeFunctions) -> Closure:
    if node.op == "transpose":
        return _transposed(node.args[0], slots, native)
    function = _function(node, native)
    if len(node.args) == 1:
        return _unary(function, node.args[0], slots, native)
    if len(node.args) == 2:
        return _binary(function, node.args[0], node.args[1], slots, native)
    several = [compile_numbers(arg, slots, native) for arg in node.args]
    return lambda values: function(*(closure(values) for closure in several))


def _transposed(arg: Node, slots: Mapping[Node, int], native: NativeFunctions) -> Closure:
    if arg in slots:
        slot = slots[arg]
        return lambda values: values[slot].T
    inner = compile_numbers(arg, slots, native)
    return lambda values: inner(values).T


def _unary(function: Callable[..., Any], arg: Node, slots: Mapping[Node, int], native: NativeFunctions) -> Closure:
    if arg in slots:
        slot = slots[arg]
        return lambda values: function(values[slot])
    inner = compile_numbers(arg, slots, native)
    return lambda values: function(inner(values))


def _binary(
    function: Callable[..., Any], a: Node, b: Node, slots: Mapping[Node, int], native: NativeFunctions
) -> Closure:
    """Numbers stay Python floats here: NumPy is quicker with them than with 1×1 arrays."""
    if a in slots and b in slots:
        left_slot, right_slot = slots[a], slots[b]
        return lambda values: function(values[left_slot], values[right_slot])
    if isinstance(b, Number):
        left, number = compile_numbers(a, slots, native), b.value
        return lambda values: function(left(values), number)
    if isinstance(a, Number):
        right, number = compile_numbers(b, slots, native), a.value
        return lambda values: function(number, right(values))
    left, right = compile_numbers(a, slots, native), compile_numbers(b, slots, native)
    return lambda values: function(left(values), right(values))
