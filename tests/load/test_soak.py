"""`make soak`: what a class and one who means harm may do to one worker. Ratios and bounds are those that are promised."""

from __future__ import annotations

import asyncio

import pytest

from .attack_table import COLUMNS, measure
from .attacks import ATTACKS, Attack
from .held import HOLDS, hold
from .latency import Editor
from .mixed import mixed
from .one_request import MEGABYTES_ALLOWED, SECONDS_ALLOWED
from .server import watched
from .students import COLUMNS as CLASS_COLUMNS
from .students import as_cells, hold_class
from .worst import Find, costs, kept_finds, search

pytestmark = pytest.mark.soak
CLEAN = {200, 413, 422, 503}
RATIO = 5.0
QUIET = 0.005
"""Seconds. Where a quiet client waits for less, five times as long is still nothing."""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.title)
def test_a_small_request_costs_little_and_keeps_nobody_waiting(attack: Attack) -> None:
    row = measure(attack, seconds=3.0)
    print(dict(zip(COLUMNS, row.cells(), strict=True)))
    assert row.alone.status in CLEAN
    assert row.cpu <= SECONDS_ALLOWED
    assert row.memory <= MEGABYTES_ALLOWED
    assert row.kept <= 2 * MEGABYTES_ALLOWED
    assert row.beside <= RATIO * max(row.quiet, QUIET)


@pytest.mark.parametrize("title", HOLDS)
def test_who_begins_and_does_not_end_holds_little(title: str) -> None:
    held, connections = HOLDS[title]
    with watched() as server, Editor(server.port) as editor:
        found = asyncio.run(hold(server, editor, held, connections, seconds=8.0))
    print(found)
    assert found.memory <= MEGABYTES_ALLOWED
    assert found.beside <= RATIO * max(found.quiet, QUIET)


def test_a_class_of_300_sees_no_error() -> None:
    seen = hold_class(300, seconds=20.0, arrive_within=15.0)
    print(dict(zip(CLASS_COLUMNS, as_cells(300, seen), strict=True)))
    assert seen.errors == 0
    assert len(seen.loads) == 300


def test_a_crowd_of_3000_is_refused_cleanly_and_soon_all_is_well() -> None:
    seen = hold_class(3000, seconds=10.0, arrive_within=5.0)
    print(dict(zip(CLASS_COLUMNS, as_cells(3000, seen), strict=True)))
    assert seen.errors == 0
    assert seen.recovery <= 2.0


def test_memory_stays_where_it_is_over_many_requests() -> None:
    run = mixed(100_000)
    print(run)
    assert {*run.statuses} <= CLEAN | {404, 405}
    assert run.growth <= 50


def test_what_a_search_found_costs_no_more_than_is_allowed() -> None:
    finds = [find.candidate for find in kept_finds()]
    found = [Find(*each) for each in zip(finds, costs(finds), strict=True)]
    print(*found, sep="\n")
    assert {find.cost.status for find in found} <= CLEAN
    assert max(find.cost.worst for find in found) <= 1


def test_a_search_of_a_minute_finds_nothing_worse_than_what_is_allowed() -> None:
    worst = search(60.0, seed=2, begin=[find.candidate for find in kept_finds()])[0]
    print(worst)
    assert worst.cost.worst <= 1, worst.candidate.program
