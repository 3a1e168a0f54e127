"""What people write out of habit from other libraries, and what is written here instead. Data, and how it is looked up.

A text such as "a @ b" stands for its arguments in order: a, b, c. Of several the first is taken that has as many arguments and only
operations that exist. The name of an operation that exists is no key here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

OF_TWO = {"max": "maximum", "min": "minimum"}
"""What is the largest of one matrix, and what goes through two cell by cell."""
_TEXTS: dict[str, tuple[str, ...]] = {
    # Operators
    "matmul mm bmm mv matvec matrix_multiply": ("a @ b",),
    "add plus": ("a + b",),
    "sub subtract minus": ("a - b",),
    "mul mult multiply times hadamard": ("a * b",),
    "div divide true_divide": ("a / b",),
    "pow power": ("a ** b",),
    "neg negative": ("-a",),
    "transpose t tr": ("a.T",),
    "reciprocal inverse_of": ("1 / a",),
    # Cell by cell
    "ln": ("log(a)",),
    "log2": ("log(a) / 0.6931471805599453",),
    "log10": ("log(a) / 2.302585092994046",),
    "exp2": ("exp(0.6931471805599453 * a)",),
    "sqr": ("square(a)",),
    "rsqrt": ("1 / sqrt(a)",),
    "absolute fabs": ("abs(a)",),
    "fmax": ("maximum(a, b)",),
    "fmin": ("minimum(a, b)",),
    "amin reduce_min nanmin": ("min(a)", "minimum(a, b)"),
    "amax nanmax": ("max(a)", "maximum(a, b)"),
    "clamp clip_by_value bound": ("clip(a, b, c)",),
    "select ifelse if_else": ("where(a, b, c)",),
    "masked_fill": ("where(b, c, a)",),
    "gt greater": ("a > b",),
    "lt less": ("a < b",),
    "ge greater_equal": ("a >= b",),
    "le less_equal": ("a <= b",),
    "eq equal": ("a == b",),
    "ne not_equal": ("a != b",),
    "logical_and": ("a * b",),
    "logical_or": ("maximum(a, b)",),
    "logical_not": ("1 - a",),
    "sign sgn": ("(a > 0) - (a < 0)",),
    "heaviside step": ("a > 0",),
    "sinh": ("(exp(a) - exp(-a)) / 2",),
    "cosh": ("(exp(a) + exp(-a)) / 2",),
    "tan": ("sin(a) / cos(a)",),
    # Activations
    "rectifier ramp rectified_linear": ("relu(a)",),
    "lrelu leaky": ("leaky_relu(a)",),
    "logistic sigma expit sigm": ("sigmoid(a)",),
    "σ": ("sigmoid(a)",),
    "Σ": ("sum(a)",),
    "swish": ("silu(a)",),
    "relu6": ("clip(a, 0, 6)",),
    "hardtanh hard_tanh": ("clip(a, -1, 1)",),
    "log_sigmoid": ("log(sigmoid(a))",),
    "logit": ("log(a / (1 - a))",),
    "softsign": ("a / (1 + abs(a))",),
    "softmin": ("softmax(-a)",),
    "mish": ("a * tanh(softplus(a))",),
    "selu": ("1.0507009873554805 * elu(a, alpha=1.6732632423543772)",),
    "prelu": ("maximum(a, 0) + b * minimum(a, 0)",),
    # Over many
    "total reduce_sum nansum": ("sum(a)",),
    "avg average reduce_mean": ("mean(a)",),
    "reduce_max": ("max(a)",),
    "variance reduce_variance": ("var(a)",),
    "stdev standard_deviation reduce_std": ("std(a)",),
    "lse reduce_logsumexp": ("logsumexp(a)",),
    "product reduce_prod": ("prod(a)",),
    "l2_norm vector_norm": ("norm(a)",),
    "inner vdot inner_product": ("dot(a, b)",),
    "cosine_similarity": ("dot(a, b) / (norm(a) * norm(b))",),
    "layer_norm": ("(a - mean(a)) / sqrt(mean(square(a - mean(a))) + 0.00001)",),
    "batch_norm batch_norm1d": ("(a - mean(a, axis=0)) / sqrt(mean(square(a - mean(a, axis=0)), axis=0) + 0.00001)",),
    "rms_norm": ("a / sqrt(mean(square(a)) + 0.00001)",),
    "linear dense fc affine": ("a @ b.T + c", "a @ b.T"),
    "attention scaled_dot_product_attention": ("softmax(a @ b.T, axis=1) @ c",),
    # Parts
    "concatenate cat": ("concat(a, b)",),
    "vstack row_stack": ("concat(a, b, axis=0)",),
    "hstack column_stack": ("concat(a, b, axis=1)",),
    "embedding": ("take(b, a)",),
    "gather index_select lookup embedding_lookup": ("take(a, b)",),
    "to_categorical": ("one_hot(a, b)",),
    "ravel": ("flatten(a)",),
    "view": ("reshape(a, b, c)",),
    # Windows
    "conv convolution": ("conv2d(a, b)",),
    "max_pool2d": ("max_pool(a, b)",),
    "avg_pool2d mean_pool": ("avg_pool(a, b)",),
    # No gradient
    "detach no_grad": ("stop_gradient(a)",),
    # Losses
    "mean_squared_error": ("mse(a, b)",),
    "mse_loss": ("mse(b, a)",),
    "huber_loss smooth_l1_loss smooth_l1": ("huber(b, a)",),
    "sse": ("sum(square(a - b))",),
    "mae l1_loss mean_absolute_error": ("mean(abs(a - b))",),
    "ce xent crossentropy categorical_crossentropy": ("cross_entropy(a, b)",),
    "bce binary_crossentropy log_loss": ("binary_cross_entropy(a, b)",),
    "cross_entropy_loss softmax_cross_entropy softmax_cross_entropy_with_logits": ("cross_entropy(b, softmax(a))",),
    "nll_loss": ("-sum(b * a)",),
    "bce_loss": ("binary_cross_entropy(b, a)",),
    "bce_with_logits bce_with_logits_loss binary_cross_entropy_with_logits sigmoid_cross_entropy sigmoid_cross_entropy_with_logits": ("binary_cross_entropy(b, sigmoid(a))",),
    "kl kl_divergence": ("kl_div(a, b)",),
    "hinge_loss": ("hinge(a, b)",),
}  # fmt: skip

MATRICES_OR_VECTORS = "dot"
"""A product of matrices in NumPy, and here of two columns."""
OTHER_WITH_A_PREFIX: dict[str, tuple[str, ...]] = {
    # The same name means another thing, or another order, where people write it with a prefix: F.cross_entropy, np.dot.
    "cross_entropy": ("cross_entropy(b, softmax(a))",),
    "binary_cross_entropy": ("binary_cross_entropy(b, a)",),
    "kl_div": ("kl_div(b, exp(a))",),
    "dot": ("a @ b",),
}
ROWS_BY_LIST = "take(a, b)"
"""What E[[0, 2]] is, of E and the list."""

_REASONS: dict[str, str] = {
    "random": "dropout rand randn random normal uniform bernoulli multinomial randint rand_like randn_like shuffle choice",
    "no-derivative": "argmax argmin argsort sort topk round floor ceil trunc nonzero unique count_nonzero accuracy",
    "made-input": "zeros ones full eye identity arange linspace array tensor asarray zeros_like ones_like diag matrix range triu tril",
    "two-axes": "squeeze unsqueeze expand_dims permute swapaxes moveaxis expand repeat tile broadcast_to contiguous atleast_2d",
    "not-needed": "backward grad gradient item numpy print cpu cuda to float double tolist zero_grad requires_grad_ copy clone step display shape size len",
    "not-here": "inv pinv det slogdet svd eig eigh solve trace cholesky qr einsum tensordot kron conv1d conv3d conv_transpose2d lstm gru rnn "
    "arctan arcsin arccos atan cumprod split pad any all isnan map",
}  # fmt: skip

PREFIXES = frozenset(
    [
        "np",
        "numpy",
        "torch",
        "nn",
        "F",
        "tf",
        "tensorflow",
        "jnp",
        "jax",
        "math",
        "scipy",
        "special",
        "functional",
        "keras",
        "linalg",
        "xp",
    ]
)
NUMBERS = {"pi": "3.141592653589793", "e": "2.718281828459045"}


def plain(name: str) -> str:
    """A name as it is compared: "LogSoftmax", "log_softmax" and "logsoftmax" are one."""
    return name.casefold().replace("_", "") or name


def _by_name(texts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: found for names, found in texts.items() for name in names.split()}


EVERY_TEXT = _by_name(_TEXTS)
"""By the names of other libraries, as they are written there."""
REASON = {name: reason for reason, names in _REASONS.items() for name in names.split()}
"""By the names of what nothing here stands for, the slip that says why."""
_TEXT_OF = {plain(name): texts for name, texts in EVERY_TEXT.items()}
_REASON_OF = {plain(name): reason for name, reason in REASON.items()}


def instead(name: str, count: int, functions: Collection[str], prefixed: bool = False) -> str:
    """The text to write for a call of `name` with `count` arguments, in a, b, c; "" where there is none."""
    texts = (
        (OTHER_WITH_A_PREFIX.get(name, ()) if prefixed else ()) or EVERY_TEXT.get(name) or _TEXT_OF.get(plain(name), ())
    )
    known = [text for text in texts if all(used in functions for used in re.findall(r"(\w+)\(", text))]
    return next((text for text in known if len(arguments_of(text)) == count), known[0] if known else "")


def reason_for(name: str) -> str:
    """The slip that says why there is no operation of this name, or ""."""
    return REASON.get(name) or _REASON_OF.get(plain(name), "")


def arguments_of(text: str) -> list[str]:
    """The arguments that a text stands for: of "a @ b", a and b."""
    return sorted(set(re.findall(r"\b[abc]\b", text)))


def filled(text: str, arguments: Sequence[str]) -> str:
    """The text with arguments in the place of a, b, c, in brackets where the text goes on around them."""
    by_name = dict(zip("abc", arguments, strict=False))

    def put(found: re.Match[str]) -> str:
        argument = by_name[found[0]]
        before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
        alone = (not before or before[-1] in "(,") and (not after or after[0] in "),")
        return argument if alone or _is_one(argument) else f"({argument})"

    return re.sub(r"\b[abc]\b", put, text)


def is_renaming(text: str) -> bool:
    """Whether only the name of the operation changes: "log(a)", "maximum(a, b)"."""
    return re.fullmatch(r"\w+\((a|a, b|a, b, c)\)", text) is not None


def spelled(name: str, functions: Collection[str]) -> str:
    """The operation that `name` is a misspelling of, or "". Only what is convincing: other capitals or underscores, two letters
    exchanged, a letter too many or too few, another letter in a word of five or more, two such slips in a word of eight or more."""
    same = next((known for known in functions if plain(known) == plain(name)), "")
    if same or not 3 <= len(name) <= 40:
        return same
    near = min(functions, key=lambda known: (_slips(plain(name), plain(known)), known), default="")
    allowed = 2 if len(name) >= 8 and len(near) >= 7 else 1
    return near if near and _slips(plain(name), plain(near)) <= allowed else ""


def _slips(word: str, known: str) -> int:
    """How many slips of the pen lie between two words; many where they are of one length, short and differ in a letter."""
    if abs(len(word) - len(known)) > 2:
        return 99
    rows = [list(range(len(known) + 1))]
    for i, letter in enumerate(word, start=1):
        row = [i]
        for j, other in enumerate(known, start=1):
            change = (0 if letter == other else 1 if len(known) >= 5 else 9) + rows[i - 1][j - 1]
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, change)
            if i > 1 and j > 1 and letter == known[j - 2] and word[i - 2] == other:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _is_one(text: str) -> bool:
    """Whether a text is one quantity, which needs no brackets anywhere: a name, a number, a call, a transpose."""
    if re.fullmatch(r"\w+(\.\w+)*", text):
        return True
    head = re.match(r"\w*[(\[]", text)
    if not head:
        return False
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if depth == 0 and at >= head.end() - 1:
            return re.fullmatch(r"(\.T)*", text[at + 1 :]) is not None
    return False
