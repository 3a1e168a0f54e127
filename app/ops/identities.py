"""The identities that a derivation cites, as text in the small language: shown where they are cited, and tested as numbers.

1 to 7 are those of *Computing Neural Network Gradients* (K. Clark, Stanford CS224n), which the reference text cites by
number. Those with names of their own continue the list.

In 4, and where paths add up, `f` and `h` are any operations cell by cell. What is said of two arguments that could change places
is said of one of them; of operations that take `axis`, what is said of a vector holds for each row or column.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity.

    Args:
        id: by which it is cited.
        of: what is differentiated, in names of its own. Small letters are columns, capitals matrices, `ids` whole numbers.
        by: by which of its names.
        says: the local Jacobian (cells counted row by row), or, where it speaks of `delta`, the gradient in the shape of `by`.
            `delta` is the gradient by `of`: of a column it is a row, of all else it has the same shape.
        rows: names that are rows and not columns.
        assuming: names that sum to 1.
    """

    id: str
    of: str
    by: str
    says: str
    rows: tuple[str, ...] = ()
    assuming: tuple[str, ...] = ()


_ROWS = [
    #        id                  of                                   by        says
    Identity("1",                "W @ x",                             "x",      "W"),
    Identity("2",                "x @ W",                             "x",      "W.T", rows=("x",)),
    Identity("3",                "x + w",                             "x",      "eye(x)"),
    Identity("4",                "f(x)",                              "x",      "diag(slope_of_f(x))"),
    Identity("5",                "W @ x",                             "W",      "delta.T @ x.T"),
    Identity("6",                "x @ W",                             "W",      "x.T @ delta", rows=("x",)),
    Identity("7",                "cross_entropy(y, softmax(theta))",  "theta",  "(softmax(theta) - y).T", assuming=("y",)),
    Identity("negative",         "-x",                                "x",      "-eye(x)"),
    Identity("transpose",        "X.T",                               "X",      "delta.T"),
    Identity("product",          "x * w",                             "x",      "diag(w)"),
    Identity("quotient",         "x / w",                             "x",      "diag(1 / w)"),
    Identity("divisor",          "x / w",                             "w",      "-diag(x / (w * w))"),
    Identity("exponent",         "x ** w",                            "w",      "diag(x ** w * log(x))"),
    Identity("sum",              "sum(x)",                            "x",      "gather(x)"),
    Identity("mean",             "mean(x)",                           "x",      "gather(x) / count(x)"),
    Identity("prod",             "prod(x)",                           "x",      "others(x).T"),
    Identity("var",              "var(x)",                            "x",      "2 / count(x) * (x - mean(x)).T"),
    Identity("std",              "std(x)",                            "x",      "(x - mean(x)).T / (count(x) * std(x))"),
    Identity("max",              "max(x)",                            "x",      "equal(x, max(x)).T"),
    Identity("min",              "min(x)",                            "x",      "equal(x, min(x)).T"),
    Identity("norm",             "norm(x)",                           "x",      "x.T / norm(x)"),
    Identity("logsumexp",        "logsumexp(x)",                      "x",      "softmax(x).T"),
    Identity("cumsum",           "cumsum(x)",                         "x",      "tri(x)"),
    Identity("dot",              "dot(x, w)",                         "x",      "w.T"),
    Identity("outer",            "outer(x, w)",                       "x",      "delta @ w"),
    Identity("outer-right",      "outer(x, w)",                       "w",      "delta.T @ x"),
    Identity("maximum",          "maximum(x, w)",                     "x",      "diag(greater(x, w))"),
    Identity("minimum",          "minimum(x, w)",                     "x",      "diag(less(x, w))"),
    Identity("where",            "where(m, x, w)",                    "x",      "diag(not_equal(m, 0))"),
    Identity("where-else",       "where(m, x, w)",                    "w",      "diag(equal(m, 0))"),
    Identity("softmax",          "softmax(theta)",                    "theta",  "diag(softmax(theta)) - softmax(theta) @ softmax(theta).T"),
    Identity("log-softmax",      "log_softmax(theta)",                "theta",  "eye(theta) - spread(1, theta) @ softmax(theta).T"),
    Identity("log-sigmoid",      "log(sigmoid(theta))",               "theta",  "diag(sigmoid(-theta))"),
    Identity("log-not-sigmoid",  "log(1 - sigmoid(theta))",           "theta",  "-diag(sigmoid(theta))"),
    Identity("softplus",         "log(1 + exp(x))",                   "x",      "diag(sigmoid(x))"),
    Identity("slice",            "X[0:1]",                            "X",      "unslice(delta, X, 0, 1, 1, axis=0)"),
    Identity("concat",           "concat(X, W)",                      "W",      "piece(delta, 1, X, W)"),
    Identity("stack",            "stack(x, w)",                       "w",      "layer(delta, 1)"),
    Identity("reshape",          "flatten(X)",                        "X",      "shaped(delta.T, X)"),
    Identity("take",             "take(E, ids)",                      "E",      "put(delta, ids, E)"),
    Identity("conv-input",       "conv2d(X, K)",                      "X",      "conv2d_to_input(delta, K, X, 1, 0)"),
    Identity("conv-kernel",      "conv2d(X, K)",                      "K",      "conv2d_to_kernel(X, delta, K, 1, 0)"),
    Identity("max-pool",         "max_pool(X, 2)",                    "X",      "upsample(delta, X, 2) * largest(X, 2)"),
    Identity("avg-pool",         "avg_pool(X, 2)",                    "X",      "upsample(delta, X, 2) / 4"),
    Identity("cross-entropy",    "cross_entropy(y, y_hat)",           "y_hat",  "-(y / y_hat).T"),
    Identity("cross-entropy-target",  "cross_entropy(y, y_hat)",      "y",      "-log(y_hat).T"),
    Identity("kl",               "kl_div(y, y_hat)",                  "y_hat",  "-(y / y_hat).T"),
    Identity("kl-target",        "kl_div(y, y_hat)",                  "y",      "(log(y) - log(y_hat) + 1).T"),
    Identity("kl-softmax",       "kl_div(y, softmax(theta))",         "theta",  "(softmax(theta) - y).T", assuming=("y",)),
    Identity("cross-entropy-sigmoid",  "cross_entropy(y, sigmoid(theta))",  "theta",  "-(y * sigmoid(-theta)).T"),
    Identity("kl-sigmoid",       "kl_div(y, sigmoid(theta))",         "theta",  "-(y * sigmoid(-theta)).T"),
    Identity("binary-cross-entropy",  "binary_cross_entropy(y, y_hat)",  "y_hat",  "((1 - y) / (1 - y_hat) - y / y_hat).T"),
    Identity("binary-cross-entropy-target",  "binary_cross_entropy(y, y_hat)",  "y",  "(log(1 - y_hat) - log(y_hat)).T"),
    Identity("logistic",         "binary_cross_entropy(y, sigmoid(theta))",  "theta",  "(sigmoid(theta) - y).T"),
    Identity("logistic-target",  "binary_cross_entropy(y, sigmoid(theta))",  "y",  "-theta.T"),
    Identity("squared-error",    "squared_error(y, y_hat)",           "y_hat",  "(y_hat - y).T"),
    Identity("squared-error-target",  "squared_error(y, y_hat)",      "y",      "(y - y_hat).T"),
    Identity("mse",              "mse(y, y_hat)",                     "y_hat",  "2 / count(y) * (y_hat - y).T"),
    Identity("mse-target",       "mse(y, y_hat)",                     "y",      "2 / count(y) * (y - y_hat).T"),
    Identity("huber",            "huber(y, y_hat)",                   "y_hat",  "clip(y_hat - y, -1, 1).T / count(y)"),
    Identity("huber-target",     "huber(y, y_hat)",                   "y",      "clip(y - y_hat, -1, 1).T / count(y)"),
    Identity("hinge",            "hinge(y, y_hat)",                   "y_hat",  "-(greater(1, y * y_hat) * y).T / count(y)"),
    Identity("hinge-target",     "hinge(y, y_hat)",                   "y",      "-(greater(1, y * y_hat) * y_hat).T / count(y)"),
    Identity("broadcast",        "X + b",                             "b",      "sum(delta, axis=0)", rows=("b",)),
    Identity("paths",            "f(x) + h(x)",                       "x",      "diag(slope_of_f(x)) + diag(slope_of_h(x))"),
]  # fmt: skip

IDENTITIES: dict[str, Identity] = {row.id: row for row in _ROWS}
