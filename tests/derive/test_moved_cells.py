"""Where cells are taken out between the operations of a fusion, the derivation says so."""

from app.derive.chain import citations_of
from tests.support.traces import trace_of


def test_a_logarithm_of_cells_that_were_taken_cites_how_they_were_taken() -> None:
    trace = trace_of("P = softmax(s * X, axis=1)\nJ = sum(log(take(P.T, i)))", {"X": [[1, 2]], "i": [1], "s": 1})
    (part,) = next(parts for parts in trace.sheet.parts.values() if parts[0].leapt)
    assert [citation.identity for citation in citations_of(part)] == ["log-softmax", "take", "transpose"]


def test_a_fusion_without_such_cells_cites_its_identity_alone() -> None:
    trace = trace_of("p = softmax(s * x)\nJ = sum(log(p))", {"x": [1, 2], "s": 1})
    (part,) = next(parts for parts in trace.sheet.parts.values() if parts[0].leapt)
    assert [citation.identity for citation in citations_of(part)] == ["log-softmax"]
