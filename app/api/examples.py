"""Worked examples for the documentation of the API. A test sends each of them."""

from __future__ import annotations

from typing import Any

TRACE_EXAMPLES: dict[str, Any] = {
    "preset": {
        "summary": "The reference network, as it ships",
        "value": {"preset": "single-layer"},
    },
    "one input changed": {
        "summary": "Another x, numbers only, gradients in the shape of their variables",
        "value": {"preset": "single-layer", "values": {"x": [0.5, -1, 2]}, "layout": "denominator", "include": []},
    },
    "full Jacobians": {
        "summary": "Every step as the product of full Jacobian matrices, with their numbers and what they cost",
        "value": {"preset": "single-layer", "include": ["jacobians"]},
    },
    "own program": {
        "summary": "Logistic regression, as a program",
        "value": {
            "program": "p = softmax(W @ x + b)\nJ = cross_entropy(y, p)",
            "values": {"W": [[1, -1], [0.5, 2]], "x": [1, 2], "b": [0, 0.5], "y": [1, 0]},
        },
    },
    "paths": {
        "summary": "A residual connection: every gradient path by path, numbers only",
        "value": {
            "program": "h = x + tanh(W @ x)\nJ = squared_error(y, h)",
            "values": {"W": [[1, -1], [0.5, 2]], "x": [1, 2], "y": [1, 0]},
            "include": ["paths"],
        },
    },
}
DESCENT_EXAMPLES: dict[str, Any] = {
    "usual steps": {
        "summary": "The reference network: how far the linear story holds",
        "value": {"preset": "single-layer"},
    },
    "one step": {
        "summary": "Mazur's network after his one step of 0.5, which leaves the biases: J falls from 0.298371109 to 0.291027774",
        "value": {"preset": "mazur", "parameters": ["W", "V"], "etas": [0.5]},
    },
    "along one entry": {
        "summary": "J along the entry W[1,1] of a program, with its tangent",
        "value": {
            "program": "z = W @ x\nJ = squared_error(y, z)",
            "values": {"W": [[1, -1], [0.5, 2]], "x": [1, 2], "y": [1, 0]},
            "etas": [0.01, 0.1, 1],
            "entry": {"name": "W", "row": 0, "column": 0, "span": 2, "points": 5},
        },
    },
}
GRADCHECK_EXAMPLES: dict[str, Any] = {
    "preset": {
        "summary": "Every entry of every gradient, by central differences of the best h",
        "value": {"preset": "single-layer"},
    },
    "one h": {
        "summary": "Two gradients with h = 0.001, and the error over h",
        "value": {"preset": "single-layer", "names": ["W", "z"], "h": 0.001, "curve": True},
    },
    "complex step": {
        "summary": "Own program; x is 0 where |x| has no derivative",
        "value": {
            "program": "J = sum(abs(x) * tanh(w))",
            "values": {"x": [0, 1, -2], "w": [0.5, 1, 2]},
            "method": "complex",
        },
    },
}
VALUES_EXAMPLES: dict[str, Any] = {
    "wider": {
        "summary": "Six hidden units, seed 7",
        "value": {"preset": "single-layer", "sizes": {"D_h": 6}, "seed": 7},
    },
    "own program": {
        "summary": "He initialisation for a program; b is given no shape, and gets the one that it has to have",
        "value": {
            "program": "z = W @ x + b\nJ = squared_error(y, z)",
            "shapes": {"x": [4, 1]},
            "sizes": {"N_c": 2},
            "seed": 1,
            "scheme": "he",
        },
    },
}
PROGRAM_EXAMPLES: dict[str, Any] = {
    "sizes found": {
        "summary": "What follows from a 4×1 input x",
        "value": {
            "program": "h = relu(W @ x + b)\np = softmax(U @ h)\nJ = cross_entropy(y, p)",
            "shapes": {"x": [4, 1]},
        },
    },
}
FILE_EXAMPLES: dict[str, Any] = {
    "csv": {
        "summary": "With name=W.csv: a 2×2 matrix under a header",
        "value": "left,right\n1,-1\n0.5,2\n",
    },
}
