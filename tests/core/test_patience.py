"""Work ends when its time is over, or when nobody waits for it."""

from __future__ import annotations

import math
import time
from contextvars import copy_context
from threading import Event, Thread

import pytest

from app.core.errors import TooLargeError
from app.core.patience import AbandonedError, Patience, look, patience, time_left


def look_for_ever() -> None:
    while True:
        look()


def work_for(seconds: float) -> None:
    """Use so much CPU, and look."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
    look()


def test_without_patience_there_is_nothing_to_look_at() -> None:
    look()


def test_work_goes_on_within_its_time_and_ends_after_it() -> None:
    with patience(Patience(1e6)):
        look()
    with pytest.raises(TooLargeError) as error, patience(Patience(0.01)):
        look_for_ever()
    assert error.value.code == "took-too-long"
    assert error.value.params == {"limit": 0.01}
    look()


def test_the_pieces_of_a_request_share_its_time() -> None:
    ours = Patience(0.03)
    for _ in range(2):
        with patience(ours):
            work_for(0.01)
    with pytest.raises(TooLargeError), patience(ours):
        work_for(0.02)


def test_work_can_tell_how_much_time_it_has_left() -> None:
    assert time_left() == math.inf
    with patience(Patience(60)):
        before = time_left()
        work_for(0.01)
        assert 0 < time_left() <= before - 0.01 < 60


def test_work_in_another_thread_ends_when_nobody_waits() -> None:
    ours, started, ended = Patience(1e6), Event(), Event()

    def work() -> None:
        started.set()
        with pytest.raises(AbandonedError), patience(ours):
            look_for_ever()
        ended.set()

    thread = Thread(target=copy_context().run, args=(work,))
    thread.start()
    assert started.wait(10)
    ours.give_up()
    thread.join(10)
    assert ended.is_set()
