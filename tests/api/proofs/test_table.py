"""What `include` can name is one table: the request, the answer, its order and the documentation follow from it."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.api.proofs.proof import Computed
from app.api.proofs.table import PROOFS, proofs_in
from app.api.schemas.traces import TraceRequest, TraceResponse
from app.api.traces import TraceJob, prepare
from app.core.limits import Limits

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "app" / "api" / "proofs"


def test_the_request_takes_steps_and_every_entry_of_the_table_and_nothing_else() -> None:
    include = TraceRequest.model_json_schema()["properties"]["include"]
    assert include["items"]["enum"] == ["steps", *PROOFS]
    assert all(f"`{name}`: {proof.include_note}." in include["description"] for name, proof in PROOFS.items())


def test_every_file_in_the_folder_is_an_entry_of_its_name() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "proof", "table"}
    assert files == set(PROOFS)
    assert all(name == proof.name for name, proof in PROOFS.items())


def test_the_answer_has_a_member_for_every_entry() -> None:
    properties = TraceResponse.model_json_schema()["properties"]
    assert all(properties[name].get("description", "") == proof.member_note for name, proof in PROOFS.items())


@pytest.mark.parametrize("name", PROOFS)
def test_the_documentation_says_what_every_entry_gives(name: str) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert f'With `include: ["{name}"]`, `{name}' in text
    row = next(line for line in text.splitlines() if line.startswith("| `include` |"))
    assert f'"{name}"' in row


@pytest.mark.parametrize("asked", [(*PROOFS,), (*PROOFS,)[::-1]])
def test_members_stand_in_the_order_of_the_table_however_they_are_asked_for(
    client: TestClient, asked: tuple[str, ...]
) -> None:
    answer = client.post("/api/traces", json={"preset": "single-layer", "include": [*asked, asked[0]]})
    members = list(answer.json())
    assert members[members.index("warnings") + 1 :] == list(PROOFS)


def test_only_what_is_asked_for_is_prepared() -> None:
    assert [proof.name for proof in proofs_in({"steps", "layouts"})] == ["layouts"]
    assert prepare(TraceRequest(preset="single-layer"), Limits()).proofs == ()


class Planned:
    """A proof that says beforehand whether it is large."""

    def __init__(self, is_large: bool) -> None:
        self.is_large = is_large

    def write(self, _: Computed) -> list[bytes]:
        raise AssertionError


@pytest.mark.parametrize("large", [(), (False,), (True,), (False, True)])
def test_a_small_run_is_a_large_job_if_one_of_its_proofs_is(large: tuple[bool, ...]) -> None:
    prepared = prepare(TraceRequest(preset="single-layer"), Limits()).prepared
    job = TraceJob(TraceRequest(preset="single-layer"), prepared, tuple(map(Planned, large)))
    assert job.is_large == any(large)
