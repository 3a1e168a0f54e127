"""What a load test sends is what it says, and what a search once found is answered like everything else."""

from __future__ import annotations

import asyncio
import json
from random import Random

import pytest
from starlette.testclient import TestClient

from tests.bench.server import serving

from .attacks import ATTACKS, Attack, chain, terms
from .candidates import Candidate, changed, first
from .client import Asked, connected
from .latency import Editor, percentile
from .mixed import KINDS, requests
from .page import page_requests
from .students import attend
from .worst import costs, kept_finds

CLEAN = {200, 413, 422, 503}


def test_as_many_terms_as_are_asked_for_and_none_nested_deeper_than_twenty() -> None:
    assert terms("x", 45).count("x") == 45
    assert max(len(group) for group in terms("x", 45).split(" + ")) == len("(+)") + 2 * 20 - 2
    assert chain("{}/x", 3) == "x/x/x/x"


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.title)
def test_an_attack_is_small_where_it_is_a_program_and_another_each_time(attack: Attack) -> None:
    one, other = (attack.request(change) for change in (1, 2))
    if b'"program"' in one.body[:20]:
        assert len(json.loads(one.body)["program"]) <= 4000
        assert one.body != other.body


@pytest.mark.parametrize("seed", range(60))
def test_every_candidate_is_a_valid_program_and_so_are_its_neighbours(client: TestClient, seed: int) -> None:
    random = Random(seed)
    candidate = first(random)
    for _ in range(3):
        small = Candidate(candidate.lines, min(candidate.size, 3), "programs")
        if len(small.program) <= 400:  # a larger one is valid for the same reason, and takes its time
            asked = small.asked()
            answer = client.post(asked.path, content=asked.body)
            assert answer.status_code == 200, (small.program, answer.text)
        candidate = changed(random, candidate)
        assert candidate.is_allowed
        assert Candidate.from_json(json.loads(json.dumps(candidate.as_json()))) == candidate


def test_requests_of_every_kind_are_the_same_for_the_same_seed() -> None:
    some = [*requests(Random(7), 1000)]
    assert some == [*requests(Random(7), 1000)]
    assert len({asked.path.split("?")[0] for asked in some}) > len(KINDS)


def test_what_a_search_found_is_answered_or_refused_cleanly() -> None:
    finds = [find.candidate for find in kept_finds() if find.cost.worst <= 1][::3]  # all of them in a soak
    answers = zip(finds, costs(finds), strict=True)
    assert {cost.status for _, cost in answers} <= CLEAN


def test_a_small_class_sees_no_error_and_gets_every_file_of_the_page() -> None:
    with serving() as port, Editor(port) as editor:
        page = [asked.path for asked in asyncio.run(page_requests(port))]
        seen = asyncio.run(attend(port, students=3, seconds=1.0, arrive_within=0.1))
        waits = editor.edit(0.2)
    assert page[0] == "/"
    assert {"main.js", "api.js", "first.css"} <= {path.rsplit("/", 1)[1] for path in page}
    assert {*seen.statuses} == {200}
    assert len(seen.loads) == 3
    assert percentile(waits, 0.5) > 0


def test_a_connection_that_is_refused_is_a_status_and_no_exception() -> None:
    async def ask() -> int:
        async with connected(1, 1, patience=5.0) as (client,):
            return (await client.ask(Asked("GET", "/"))).status

    assert asyncio.run(ask()) == 0
