"""Programs for property tests: random networks of all operations, with numbers for their inputs."""

import re
from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from app.core.arrays import Array, Shape

_DEPTH = 2
_ALONE = (
    *("relu({})", "relu({})", "sigmoid({})", "tanh({})", "exp(0.5 * tanh({}))"),
    *("abs({})", "leaky_relu({}, 0.1)", "elu({})", "elu({}, alpha=0.5)", "softplus({})", "gelu({})", "silu({})"),
    *("square({})", "({} ** 2)", "(tanh({}) ** 3)", "sqrt(1 + square({}))", "maximum({}, 0.3)", "minimum({}, 0.3)"),
    *("(-{})", "(0.5 * {})", "({} + 1)", "(1 - {})", "({} / 2)"),
)


@dataclass
class Example:
    """A program in the making: its lines, and the shape of every name so far."""

    draw: st.DrawFn
    sizes: tuple[int, ...]
    shapes: dict[str, Shape] = field(default_factory=dict)
    inputs: list[str] = field(default_factory=list)
    positive: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    values: dict[str, Array] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def choose(self, *options: str) -> str:
        chosen: str = self.draw(st.sampled_from(options))
        return chosen

    def input(self, shape: Shape, prefix: str = "x") -> str:
        name = f"{prefix}{len(self.inputs)}"
        self.inputs.append(name)
        if prefix == "p":
            self.positive.add(name)
        else:
            self.shapes[name] = shape
        rng = np.random.default_rng(self.draw(st.integers(0, 2**16)))
        low, high = (3, 20) if prefix == "p" else (-12, 12)
        self.values[name] = rng.integers(low, high, shape, endpoint=True) / 10
        return name

    def leaf(self, shape: Shape) -> str:
        """Names are used again, so that gradients come along several paths."""
        known = [name for name, its in self.shapes.items() if its == shape]
        turned = [f"{name}.T" for name, its in self.shapes.items() if its == shape[::-1]]
        if (known or turned) and self.choose("known", "known", "known", "new") == "known":
            return self.choose(*known, *turned)
        return self.input(shape)

    def stretching(self, shape: Shape) -> Shape:
        """A shape that broadcasts to `shape`, most often itself."""
        rows, columns = shape
        return self.draw(st.sampled_from([shape, shape, shape, (rows, 1), (1, columns), (1, 1)]))

    def expression(self, shape: Shape, depth: int = _DEPTH) -> str:
        if depth == 0:
            return self.leaf(shape)
        rows, columns = shape

        def part(its: Shape = shape) -> str:
            return self.expression(its, depth - self.draw(st.integers(1, depth)))

        kinds = ["leaf", "sum", "product", "quotient", "matmul", "matmul", "turned", "alone", "alone", "alone"]
        kinds += ["chosen", "part", "joined"] + (["outer"] if min(shape) > 1 else [])
        kinds += ["softmax", "log_softmax"] + (["reduced"] if 1 in shape else [])
        match self.draw(st.sampled_from(kinds)):
            case "sum":
                return self.choose("({} + {})", "({} - {})").format(part(), part(self.stretching(shape)))
            case "product":
                return f"({part(self.stretching(shape))} * {part()})"
            case "quotient":
                return f"({part()} / {self.above_zero(self.stretching(shape), depth - 1)})"
            case "matmul":
                k = self.draw(st.sampled_from(self.sizes))
                return f"({part((rows, k))} @ {part((k, columns))})"
            case "turned":
                return f"{part((columns, rows))}.T"
            case "alone":
                form = self.choose(*_ALONE, "log({})")
                return form.format(self.above_zero(shape, depth - 1) if form == "log({})" else part())
            case "softmax" | "log_softmax" as name:
                axes = ["", ", axis=0", ", axis=1"] if 1 in shape else [", axis=0", ", axis=1"]
                return f"{name}({part()}{self.choose(*axes)})"
            case "chosen":
                return self.choose("maximum({}, {})", "minimum({}, {})").format(part(), part(self.stretching(shape)))
            case "outer":
                return f"outer({part((rows, 1))}, {part((columns, 1))})"
            case "part":
                return self.part(shape, depth)
            case "joined":
                return self.joined(shape, depth)
            case "reduced":
                return self.reduced(shape, depth)
        return self.leaf(shape)

    def part(self, shape: Shape, depth: int) -> str:
        """Rows or columns of something larger."""
        rows, columns = shape
        before, after = self.draw(st.integers(0, 2)), self.draw(st.integers(0, 2))
        stop = f"{-after}" if after else self.choose("", f"{before + rows}")
        if self.choose("rows", "columns") == "rows":
            return f"({self.expression((before + rows + after, columns), depth - 1)})[{before or ''}:{stop}]"
        stop = f"{-after}" if after else ""
        return f"({self.expression((rows, before + columns + after), depth - 1)})[:, {before}:{stop}]"

    def joined(self, shape: Shape, depth: int) -> str:
        """Two parts side by side."""
        rows, columns = shape
        if rows > 1 and self.choose("rows", "columns") == "rows":
            k = self.draw(st.integers(1, rows - 1))
            return (
                f"concat({self.expression((k, columns), depth - 1)}, {self.expression((rows - k, columns), depth - 1)})"
            )
        if columns > 1:
            k = self.draw(st.integers(1, columns - 1))
            parts = self.expression((rows, k), depth - 1), self.expression((rows, columns - k), depth - 1)
            return f"concat({parts[0]}, {parts[1]}, axis=1)"
        return self.expression(shape, depth - 1)

    def reduced(self, shape: Shape, depth: int) -> str:
        rows, columns = shape
        k = self.draw(st.sampled_from(self.sizes))
        gather = self.choose("sum", "mean", "max")
        options = ([f"{gather}({self.expression((k, columns), depth - 1)}, axis=0)"] if rows == 1 else []) + (
            [f"{gather}({self.expression((rows, k), depth - 1)}, axis=1)"] if columns == 1 else []
        )
        if shape == (1, 1):
            options += [f"norm({self.expression((k, 2), depth - 1)})", f"dot({self.leaf((k, 1))}, {self.leaf((k, 1))})"]
        return self.choose(*options)

    def above_zero(self, shape: Shape, depth: int) -> str:
        inner = self.expression(shape, max(depth, 0))
        return self.choose(
            self.input(shape, "p"), f"(2 + tanh({inner}))", f"(1 + exp(tanh({inner})))", f"sigmoid({inner})"
        )

    def loss(self, shape: Shape) -> str:
        """Some expression of `shape`, made 1×1."""
        inner = self.expression(shape)
        axis = ", axis=1" if 1 not in shape else ""
        return self.choose(
            f"sum({inner} * {self.expression(shape, 1)})",
            f"sum({inner})",
            f"cross_entropy({self.input(shape, 'p')}, softmax({inner}{axis}))",
            f"cross_entropy({self.input(shape, 'p')}, {self.above_zero(shape, 1)})",
            f"squared_error({self.leaf(shape)}, {inner})",
            f"binary_cross_entropy({self.input(shape, 'p')}, sigmoid({inner}))",
            f"squared_error({self.leaf(shape)}, {inner}, axis={self.choose('0', '1')}, reduction='mean')",
            *(
                [f"cross_entropy({self.input(shape, 'p')}, softmax({inner}, axis=1), axis=1, reduction='mean')"]
                if axis
                else []
            ),
        )

    def drop_unused(self) -> None:
        """What was drawn for a choice that was not taken."""
        words = set(re.findall(r"\w+", self.text))
        self.values = {name: value for name, value in self.values.items() if name in words}


@st.composite
def programs(draw: st.DrawFn) -> Example:
    """A program of two to five lines, and values for its inputs: tenths, so that exact zeros and ties are met."""
    sizes = tuple(draw(st.sampled_from([(2, 3, 1), (3, 4, 2), (2, 1, 4), (1, 5, 3)])))
    example = Example(draw, sizes)
    size = st.sampled_from(sizes)
    for k in range(draw(st.integers(1, 3))):
        shape = (draw(size), draw(st.sampled_from([1, *sizes])))
        example.lines.append(f"h{k} = {example.expression(shape)}")
        example.shapes[f"h{k}"] = shape
    shape = draw(st.sampled_from(list(example.shapes.values())))
    loss = example.loss(shape)
    if draw(st.integers(0, 3)) == 0:
        example.lines.append(f"p = softmax({example.expression(shape)}{', axis=1' if 1 not in shape else ''})")
        loss = f"cross_entropy({example.input(shape, 'y')}, p) + {loss}"
        example.values[example.inputs[-1]] = np.abs(example.values[example.inputs[-1]])
        example.shapes["p"] = shape
    example.lines.append(f"J = {loss}")
    example.drop_unused()
    return example
