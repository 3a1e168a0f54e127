"""Every identity is cited by some rule, and every rule cites one that there is."""

import pytest

from app.derive.mathml import mathml
from app.ops.identities import IDENTITIES
from app.ops.table import FUSIONS, OPERATORS, ROWS

OF_THE_ENGINE = {"broadcast", "paths"}
CITED = {key for row in ROWS.values() for pair in row.identities for key in pair}
CITED |= {fusion.identity for fusion in FUSIONS.values()} | OF_THE_ENGINE


def test_every_identity_is_cited_and_every_citation_is_an_identity() -> None:
    assert set(IDENTITIES) == CITED


def test_the_seven_identities_of_the_reference_come_first() -> None:
    assert list(IDENTITIES)[:7] == ["1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize("key", IDENTITIES)
def test_an_identity_can_be_drawn(key: str) -> None:
    identity = IDENTITIES[key]
    assert all(mathml(text).startswith("<math") for text in (identity.premise, identity.conclusion))


def test_rows_and_fusions_are_listed_under_their_own_names() -> None:
    assert all(name == row.name for name, row in ROWS.items())
    assert all(pair == (fusion.outer, fusion.inner) for pair, fusion in FUSIONS.items())
    assert set(OPERATORS) <= set(ROWS)
