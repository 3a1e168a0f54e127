"""Slips of people who write programs: what they write, and what they are told."""

from dataclasses import dataclass

from app.ops.rules import FUNCTIONS


@dataclass(frozen=True)
class Slip:
    """A program with a slip in it.

    Args:
        text: the program.
        code: of the error, `slip` finer than it ("" where there is only the code).
        marked: what is marked, on `line`.
        says: what message and hint together have to say.
        mended: the line after the suggestion was taken, or "" where none is made.
        until: an operation with whose row this is no slip any more, or another one.
    """

    text: str
    code: str
    slip: str
    marked: str
    says: tuple[str, ...]
    mended: str = ""
    line: int = 1
    until: str = ""


def _syntax(text: str, slip: str, marked: str, *says: str, mended: str = "", line: int = 1) -> Slip:
    return Slip(text, "syntax-error", slip, marked, says, mended, line)


def _no(
    text: str, code: str, slip: str, marked: str, *says: str, mended: str = "", line: int = 1, until: str = ""
) -> Slip:
    return Slip(text, code, slip, marked, says, mended, line, until)


SYNTAX = [
    _syntax("z = W x", "missing-operator", "W x", "between W and x", "@", mended="z = W @ x"),
    _syntax("θ = Θ x", "missing-operator", "Θ x", "between Θ and x", mended="θ = Θ @ x"),
    _syntax("z = W.T x", "missing-operator", "W.T x", "W.T @ x", mended="z = W.T @ x"),
    _syntax("z = (a + b) c", "missing-operator", "(a + b) c", "(a + b) @ c", mended="z = (a + b) @ c"),
    _syntax("z = relu(W) x", "missing-operator", "relu(W) x", "@", mended="z = relu(W) @ x"),
    _syntax("z = a + sum(W x)", "missing-operator", "W x", "@", mended="z = a + sum(W @ x)"),
    _syntax("z = (W\n x)", "missing-operator", "x", "between W and x", line=2),
    _syntax("z = 2 x", "missing-times", "2 x", "2 * x", mended="z = 2 * x"),
    _syntax("z = 2x", "missing-times", "2x", "2 * x", mended="z = 2 * x"),
    _syntax("z = x 2", "missing-times", "x 2", "x * 2", mended="z = x * 2"),
    _syntax("z = relu x", "missing-brackets", "relu x", "relu(x)", mended="z = relu(x)"),
    _syntax("W x", "missing-both", "W x", "@", "W @ x", "W = x"),
    _syntax("z W @ x", "missing-equals", "z W", "sign =", "z = W @ x", mended="z = W @ x"),
    _syntax("d z = W @ x", "two-names", "d z", "one name", "d_z"),
    _syntax("2 = x", "left-side", "2", "one name"),
    _syntax("W @ x = z", "left-side", "W @ x", "one name"),
    _syntax("f(x) = x", "left-side", "f(x)", "one name"),
    _syntax("z := W @ x", "colon-equals", ":=", "=", mended="z = W @ x"),
    _syntax("z = W @ @ x", "two-signs", "@ @", "“@” and “@”", mended="z = W @ x"),
    _syntax("J = a + / b", "two-signs", "/", "“+” and “/”"),
    _syntax("z = W @", "unfinished", "@", "after “@”"),
    _syntax("z =", "unfinished", "=", "after “=”"),
    _syntax("z = W @ x +\nJ = sum(z)", "unfinished", "+", "brackets"),
    _syntax("z = (W @)", "missing-part", ")", "Before “)”"),
    _syntax("z = sum(, x)", "missing-part", ",", "Before “,”"),
    _syntax("z = W.", "after-dot", ".", ".T"),
    _syntax("z = W.2", "missing-times", "W.2", "W * .2", mended="z = W * .2"),
    _syntax("z = sum(W @ x", "open-bracket", "(", "Write )"),
    _syntax("z = relu(W @ x\nJ = sum(z)", "open-bracket", "(", "Write )"),
    _syntax("z = relu(exp(W @ x)\n\nh = z\nJ = sum(h)", "open-bracket", "(", "Write )"),
    _syntax("z = relu(\nJ = sum(z)", "open-bracket", "(", "Write )"),
    _syntax("J = x[0:2", "open-bracket", "[", "Write ]"),
    _syntax("z = W @ x)", "extra-bracket", ")", "("),
    _syntax("z = (W @ x]", "wrong-bracket", "]", "column 5", mended="z = (W @ x)"),
    _syntax("z = x\n  b", "indented", "  ", "brackets", line=2),
    _syntax("z = x\n  + b", "begins-with-sign", "+", "brackets", line=2),
    _syntax(" = x", "begins-with-sign", "=", "name ="),
    _syntax("z z = x", "doubled", "z z", "twice", mended="z = x"),
    _syntax("z = relu relu(x)", "doubled", "relu relu", "twice", mended="z = relu(x)"),
    _syntax("z = sum(x, axis=1 1)", "doubled", "1 1", "twice", mended="z = sum(x, axis=1)"),
    _syntax("z = W @ x = b", "two-equals", "=", "second"),
    _syntax("\tz = W @ x", "indented", "\t", "left edge"),
    _syntax("z = x\n@ b", "begins-with-sign", "@", "brackets", line=2),
    _syntax("lambda = x", "keyword", "lambda", "Python", "lam", mended="lam = x"),
    _syntax("J = lambda * sum(x)", "keyword", "lambda", "lam", mended="J = lam * sum(x)"),
    _syntax("J = sum(x) + lambda", "keyword", "lambda", "lam", mended="J = sum(x) + lam"),
    _syntax("in = x", "keyword", "in", "x_in", mended="x_in = x"),
    _syntax("class = x", "keyword", "class", "another name", mended="label = x"),
    _syntax("True = x", "keyword", "True", "another name", mended="true1 = x"),
    _syntax("for i in x", "python-word", "for", "Python"),
    _syntax("import torch as", "python-word", "import", "Python"),
    _syntax("if x:", "python-word", "if", "Python"),
    _syntax("z = W × x", "foreign-product", "×", "@", "*", mended="z = W @ x"),
    _syntax("z = 2 · x", "foreign-product", "·", "@", "*", mended="z = 2 * x"),
    _syntax("z = h ⊙ m", "foreign-sign", "⊙", "*", mended="z = h * m"),
    _syntax("z = a − b", "foreign-sign", "−", "-", mended="z = a - b"),
    _syntax("z = x²", "foreign-sign", "²", "x ** 2", mended="z = x ** 2"),
    _syntax("z = x⁻¹", "foreign-sign", "⁻¹", "x ** -1", mended="z = x ** -1"),
    _syntax("z = W₁ @ x", "foreign-sign", "₁", "W1", mended="z = W1 @ x"),
    _syntax("z = relu（x)", "foreign-sign", "（", "(", mended="z = relu(x)"),
    _syntax("z = sum(x， axis=0)", "foreign-sign", "，", ",", mended="z = sum(x, axis=0)"),
    _syntax("z ＝ x", "foreign-sign", "＝", "=", mended="z = x"),
    _syntax("z = ２ * x", "foreign-sign", "２", "2", mended="z = 2 * x"),
    _syntax('z = cross_entropy(y, p, reduction=“mean")', "foreign-sign", "“", '"', mended='z = cross_entropy(y, p, reduction="mean")'),
    _syntax("z = W⊤ @ x", "transpose", "⊤", "W.T", mended="z = W.T @ x"),
    _syntax("z = W' @ x", "transpose", "'", "W.T", mended="z = W.T @ x"),
    _syntax("z = (a + b)'", "transpose", "'", "(a + b).T", mended="z = (a + b).T"),
    _syntax("z = W′ @ x", "transpose", "′", "W.T", mended="z = W.T @ x"),
    _syntax("z = ∂J", "not-a-sign", "∂", "not part"),
    _syntax("z = x!", "not-a-sign", "!", "not part"),
    _syntax("z = W\u00a0@ x", "invisible", "\u00a0", "no-break space", mended="z = W @ x"),
    _syntax("z = W\u200b@ x", "invisible", "\u200b", "zero width space"),
    _syntax("z = \0", "invisible", "\0", "null"),
    _syntax("z = \\theta @ x", "latex", "\\theta", "theta", mended="z = theta @ x"),
    _syntax("z = W \\cdot x", "foreign-product", "\\cdot", "@", mended="z = W @ x"),
    _syntax("z = W \\ x", "backslash", "\\", "not part"),
    _syntax("z = W_{xh} @ x", "braces", "{", "W_xh"),
    _syntax("z = |x|", "bars", "|", "abs(x)"),
    _syntax("z = ||x||", "bars", "||", "norm(x)"),
    _syntax("z = a .* b", "foreign-sign", ".*", "*", mended="z = a * b"),
    _syntax("z = maximum(a; b)", "semicolon", ";", "comma", mended="z = maximum(a, b)"),
    _syntax("W = [1, 2; 3, 4]", "list", ";", "beside"),
    _syntax("z = 'mean", "open-text", "'", "partner"),
    _syntax("z = x // the input", "comment", "//", "#", mended="z = x # the input"),
    _syntax("z = 1.2.3", "bad-number", "1.2.3", "not a number"),
    _syntax("z = 007", "bad-number", "007", "not a number"),
    _syntax("z = sum(axis=0, x)", "option-first", "x", "last"),
    _syntax("z = sum(2 * x = 3)", "equals-inside", "=", "option"),
    _syntax("z = f(lambda x: x y)", "python-word", "lambda", "Python"),
]  # fmt: skip

LINES = [
    _no("z == W @ x", "no-name", "double-equals", "==", "=", mended="z = W @ x"),
    _no("z <- W @ x", "no-name", "arrow", "<-", "=", mended="z = W @ x"),
    _no("z: W @ x", "not-allowed", "colon-equals", ":", "=", mended="z= W @ x"),
    _no("a = b = x", "not-a-name", "two-equals", "b", "second"),
    _no("z = x\n+ b", "no-name", "begins-with-sign", "+", "brackets", line=2),
    _no("z = W @ x\n* b", "no-name", "begins-with-sign", "*", "brackets", line=2),
    _no("z = W @ x,", "not-allowed", "comma-at-end", ",", "comma"),
    _no("z = [1, 2]", "not-allowed", "list", "[1, 2]", "beside"),
    _no("z = Wᵀ @ x", "bad-name", "transpose", "ᵀ", "W.T", mended="z = W.T @ x"),
    _no("z = W·x", "bad-name", "foreign-product", "·", "@", mended="z = W @ x"),
    _no("z = b' @ x + b'", "not-allowed", "transpose", "'", "b.T", mended="z = b.T @ x + b'"),
]

EXPRESSIONS = [
    _no("z = W^T @ x", "unknown-operator", "power-or-transpose", "^T", "W.T", mended="z = W.T @ x"),
    _no("z = U @ W^T", "unknown-operator", "power-or-transpose", "^T", "W.T", mended="z = U @ W.T"),
    _no("z = a + x^2", "unknown-operator", "power", "^", "x ** 2", mended="z = a + x**2"),
    _no("z = 2 ** x", "not-constant", "exponent", "x", "exp(x * log(2))"),
    _no("z = x // 2", "unknown-operator", "floor", "x // 2", "//", "/"),
    _no(
        "z = E[[0, 2]]",
        "not-constant",
        "rows-by-list",
        "E[[0, 2]]",
        "E",
        mended="z = concat(E[0], E[2], axis=0)",
        until="take",
    ),
    _no("z = x[0][1]", "bad-index", "two-indices", "x[0][1]", "x[0, 1]", mended="z = x[0, 1]"),
    _no("z = x[k]", "not-constant", "named-index", "k", "number", "x[0]"),
    _no("z = x[0:k]", "not-constant", "named-index", "k", "number"),
]

CALLS = [
    _no("z = W (x)", "unknown-function", "called-name", "W", "W @ (…)", mended="z = W @ (x)"),
    _no("z = W(x + b)", "unknown-function", "called-name", "W", "W @ (…)", mended="z = W @(x + b)"),
    _no("z = 2(x)", "not-allowed", "called-number", "2", "2 * (…)", mended="z = 2 *(x)"),
    _no("z = (a + b)(c)", "not-allowed", "missing-operator", "(a + b)(c)", "(a + b) @ (c)"),
    _no("z = W.T(x)", "not-allowed", "missing-operator", "W.T(x)", "@", mended="z = W.T @ (x)"),
    _no("z = max(0, x)", "wrong-arguments", "maximum", "max", "maximum(0, x)", mended="z = maximum(0, x)"),
    _no("z = min(0, x)", "unknown-function", "otherwise", "min", "minimum(0, x)", mended="z = minimum(0, x)", until="min"),
    _no("z = matmul(a, b)", "unknown-function", "otherwise", "matmul(a, b)", "a @ b", mended="z = a @ b"),
    _no("z = 2 * matmul(a + c, b)", "unknown-function", "otherwise", "matmul(a + c, b)", "(a + c) @ b", mended="z = 2 * ((a + c) @ b)"),
    _no("z = matmul(a)", "unknown-function", "otherwise", "matmul", "a @ b"),
    _no("z = transpose(a)", "unknown-function", "otherwise", "transpose(a)", "a.T", mended="z = a.T"),
    _no("z = add(a, b)", "unknown-function", "otherwise", "add(a, b)", "a + b", mended="z = a + b"),
    _no("z = subtract(a, b)", "unknown-function", "otherwise", "subtract(a, b)", "a - b", mended="z = a - b"),
    _no("z = multiply(a, b)", "unknown-function", "otherwise", "multiply(a, b)", "a * b", mended="z = a * b"),
    _no("z = divide(a, b)", "unknown-function", "otherwise", "divide(a, b)", "a / b", mended="z = a / b"),
    _no("z = pow(a, 2)", "unknown-function", "otherwise", "pow(a, 2)", "a ** 2", mended="z = a ** 2"),
    _no("z = ln(x)", "unknown-function", "otherwise", "ln", "log(x)", mended="z = log(x)"),
    _no("z = log10(x)", "unknown-function", "otherwise", "log10(x)", "log(x) / 2.302585", mended="z = log(x) / 2.302585092994046"),
    _no("z = batch_norm(X)", "unknown-function", "otherwise", "batch_norm(X)", "mean(X, axis=0)", mended="z = (X - mean(X, axis=0)) / sqrt(mean(square(X - mean(X, axis=0)), axis=0) + 0.00001)"),
    _no("z = linear(x, W, b)", "unknown-function", "otherwise", "linear(x, W, b)", "x @ W.T + b", mended="z = x @ W.T + b"),
    _no("J = sigmoid_cross_entropy(a, y)", "unknown-function", "otherwise", "sigmoid_cross_entropy(a, y)", "binary_cross_entropy(y, sigmoid(a))", mended="J = binary_cross_entropy(y, sigmoid(a))"),
    _no("z = Σ(x)", "unknown-function", "otherwise", "Σ", "sum(x)", mended="z = sum(x)"),
    _no("z = σ(x)", "unknown-function", "otherwise", "σ", "sigmoid(x)", mended="z = sigmoid(x)"),
    _no("z = hstack([a, b])", "unknown-function", "otherwise", "hstack([a, b])", "axis=1", mended="z = concat(a, b, axis=1)"),
    _no("z = dropout(x, 0.5)", "unknown-function", "random", "dropout", "random", "mask"),
    _no("z = argmax(x)", "unknown-function", "no-derivative", "argmax", "no derivative"),
    _no("z = zeros(3)", "unknown-function", "made-input", "zeros", "input"),
    _no("z = squeeze(x)", "unknown-function", "two-axes", "squeeze", "two axes"),
    _no("z = backward(x)", "unknown-function", "not-needed", "backward", "every gradient"),
    _no("z = cumsum(x)", "unknown-function", "triangular", "cumsum", "L @ a", until="cumsum"),
    _no("z = take(E, k)", "unknown-function", "picked", "take", "P @ E", until="take"),
    _no("z = einsum(A, B)", "unknown-function", "not-here", "einsum", "input"),
    _no("z = ReLU(x)", "unknown-function", "", "ReLU", "Did you mean relu?", mended="z = relu(x)"),
    _no("z = LogSoftmax(x)", "unknown-function", "", "LogSoftmax", "log_softmax", mended="z = log_softmax(x)"),
    _no("z = sofmax(x)", "unknown-function", "", "sofmax", "softmax", mended="z = softmax(x)"),
    _no("z = frobnicate(x)", "unknown-function", "", "frobnicate", "no operation frobnicate"),
    _no("z = x.sum()", "not-allowed", "method", "x.sum()", "sum(x)", mended="z = sum(x)"),
    _no("z = x.mean(1)", "not-allowed", "method", "x.mean(1)", "mean(x, axis=1)", mended="z = mean(x, axis=1)"),
    _no("z = x.max(axis=0)", "not-allowed", "method", "x.max(axis=0)", "max(x, axis=0)", mended="z = max(x, axis=0)"),
    _no("z = W.T() @ x", "not-allowed", "method", "W.T()", "W.T", mended="z = W.T @ x"),
    _no("z = 2 * W.dot(x)", "not-allowed", "method", "W.dot(x)", "W @ x", mended="z = 2 * (W @ x)"),
    _no("z = x.reshape(2, 3)", "not-allowed", "two-axes", "x.reshape", "two axes", until="reshape"),
    _no("z = x.frob()", "not-allowed", "method-unknown", "x.frob", ".frob"),
    _no("z = x.shape[0]", "not-allowed", "sizes", "x.shape", "mean(x)"),
    _no("z = W.t @ x", "not-allowed", "transpose", "W.t", "W.T", mended="z = W.T @ x"),
    _no("z = x.grad", "not-allowed", "not-needed", "x.grad", "every gradient"),
    _no("z = x.frob", "not-allowed", "method-unknown", "x.frob", ".T"),
    _no("z = np.sum(x)", "not-allowed", "prefix", "np.sum", "without np", "sum(x)", mended="z = sum(x)"),
    _no("z = torch.nn.functional.relu(x)", "not-allowed", "prefix", "torch.nn.functional.relu", "relu(x)", mended="z = relu(x)"),
    _no("z = F.softmax(x, dim=1)", "not-allowed", "prefix", "F.softmax", "softmax(x", mended="z = softmax(x, dim=1)"),
    _no("z = numpy.exp(x)", "not-allowed", "prefix", "numpy.exp", "exp(x)", mended="z = exp(x)"),
    _no("z = np.dot(W, x)", "not-allowed", "prefix-dot", "np.dot(W, x)", "W @ x", "columns", mended="z = W @ x"),
    _no("z = np.frobnicate(W)", "not-allowed", "prefix-unknown", "np.frobnicate", "frobnicate"),
    _no("z = np.random.randn(3)", "not-allowed", "random", "np.random.randn", "random"),
    _no("J = F.cross_entropy(Theta, y)", "not-allowed", "prefix", "F.cross_entropy(Theta, y)", "cross_entropy(y, softmax(Theta))", mended="J = cross_entropy(y, softmax(Theta))"),
    _no("z = np.pi * x", "not-allowed", "prefix", "np.pi", "3.14159", mended="z = 3.141592653589793 * x"),
    _no("z = nn.ReLU()(x)", "not-allowed", "called-twice", "nn.ReLU()(x)", "relu(x)", mended="z = relu(x)"),
    _no("z = nn.Linear(3, 4)(x)", "not-allowed", "called-twice", "nn.Linear(3, 4)(x)", "W @ x + b", mended="z = W @ x + b"),
    _no("z = sum(x, keepdims=True)", "unknown-option", "keepdims", "keepdims=True", "two axes"),
    _no("z = softmax(x, dim=1)", "unknown-option", "other-option", "dim=1", "axis=1", mended="z = softmax(x, axis=1)"),
    _no("z = elu(x, alpa=2)", "unknown-option", "other-option", "alpa=2", "alpha=2", mended="z = elu(x, alpha=2)"),
    _no("z = sum(x, axis=(0, 1))", "bad-axis", "both-axes", "(0, 1)", "leave axis out"),
    _no("z = sum(x, 1)", "wrong-arguments", "option-by-place", "1", "axis=1", mended="z = sum(x, axis=1)"),
    _no("z = concat(a, b, c, axis=1)", "wrong-arguments", "many", "concat(a, b, c, axis=1)", "concat(concat(a, b, axis=1), c, axis=1)", mended="z = concat(concat(a, b, axis=1), c, axis=1)"),
    _no("z = concat([a, b], axis=1)", "wrong-arguments", "in-a-list", "concat([a, b], axis=1)", "concat(a, b, axis=1)", mended="z = concat(a, b, axis=1)"),
    _no("J = cross_entropy(y)", "wrong-arguments", "", "cross_entropy(y)", "2 arguments, not 1", "cross_entropy(y, y_hat)"),
    _no("z = relu()", "wrong-arguments", "", "relu()", "1 argument, not 0", "relu(a)"),
    _no("J = cross_entropy(softmax(W @ x), y)", "target-first", "target-first", "cross_entropy(softmax(W @ x), y)", "target first", mended="J = cross_entropy(y, softmax(W @ x))"),
    _no("a = W @ x + b\nJ = cross_entropy(a, y)", "target-first", "target-first", "cross_entropy(a, y)", "target first", mended="J = cross_entropy(y, softmax(a))", line=2),
    _no("p = sigmoid(W @ x)\nJ = binary_cross_entropy(p, y)", "target-first", "target-first", "binary_cross_entropy(p, y)", "y", mended="J = binary_cross_entropy(y, p)", line=2),
]  # fmt: skip

ALL_SLIPS = [*SYNTAX, *LINES, *EXPRESSIONS, *CALLS]
EVERY_SLIP = [slip for slip in ALL_SLIPS if slip.until not in FUNCTIONS]
