"""What is made once and kept: within its bytes, made by one thread, failures too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import NoReturn

import pytest

from app.core.cache import Store, cached
from app.core.errors import GradsheetError, Place, ProgramError, TooLargeError


def counted(store: Store, make: Callable[[int], str], size: int = 1000) -> tuple[Callable[[int], str], list[int]]:
    calls: list[int] = []

    @cached(size=lambda _: size, store=store)
    def function(n: int) -> str:
        calls.append(n)
        return make(n)

    return function, calls


def test_a_result_is_made_once() -> None:
    function, calls = counted(Store(10**6), str)
    assert [function(1), function(1), function(2)] == ["1", "1", "2"]
    assert calls == [1, 2]


def test_what_was_used_longest_ago_goes_first_and_the_bytes_hold() -> None:
    store = Store(5000)  # three entries with what they cost besides
    function, calls = counted(store, str)
    for n in (1, 2, 3, 1, 4, 1):
        function(n)
        assert store.bytes <= store.limit
    assert calls == [1, 2, 3, 4]
    assert len(store) == 3
    function(2)
    assert calls == [1, 2, 3, 4, 2]


def test_what_is_larger_than_all_is_made_and_not_kept() -> None:
    store = Store(500)
    function, calls = counted(store, str)
    assert function(1) == function(1) == "1"
    assert calls == [1, 1]
    assert store.bytes == 0


def test_a_smaller_store_lets_go_at_once() -> None:
    store = Store(10**6)
    function, _ = counted(store, str)
    for n in range(10):
        function(n)
    store.resize(3000)
    assert store.bytes <= 3000
    assert store.evicted > 0


def test_a_failure_is_kept_and_raised_anew() -> None:
    def fail(_: int) -> NoReturn:
        raise ProgramError("wrong", "This is wrong.", hint="Mend it.", params={"a": 1}, suggestion="b")

    function, calls = counted(Store(10**6), fail)
    raised: list[GradsheetError] = []
    for line in (1, 2, 3):
        with pytest.raises(ProgramError) as error:
            function(1)
        raised.append(error.value.at(Place(line, 1)))
        error.value.params["a"] = line
    assert calls == [1]
    assert [error.place.line for error in raised if error.place] == [1, 2, 3]
    assert [error.params["suggestion"] for error in raised] == ["b", "b", "b"]
    assert len({id(error) for error in raised}) == 3


@pytest.mark.parametrize("code", ["took-too-long", "out-of-memory"])
def test_a_failure_that_may_be_over_the_next_time_is_not_kept(code: str) -> None:
    def fail(_: int) -> NoReturn:
        raise TooLargeError(code, "Not now.")

    function, calls = counted(Store(10**6), fail)
    for _ in range(2):
        with pytest.raises(TooLargeError):
            function(1)
    assert calls == [1, 1]


@pytest.mark.parametrize(
    ("gives_up", "code"), [(RecursionError, "program-too-complex"), (MemoryError, "out-of-memory")]
)
def test_where_python_gives_up_it_is_too_large(gives_up: type[Exception], code: str) -> None:
    def fail(_: int) -> NoReturn:
        raise gives_up

    function, _ = counted(Store(10**6), fail)
    with pytest.raises(TooLargeError) as error:
        function(1)
    assert error.value.code == code
    assert error.value.__cause__ is None


def test_two_threads_that_ask_for_the_same_make_it_once() -> None:
    begun, go_on = Event(), Event()

    def slowly(n: int) -> str:
        begun.set()
        go_on.wait(5)
        return str(n)

    function, calls = counted(Store(10**6), slowly)
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(function, 1) for _ in range(4)]
        assert begun.wait(5)
        go_on.set()
        assert [answer.result(5) for answer in answers] == ["1"] * 4
    assert calls == [1]


def test_whoever_waits_for_a_failure_that_is_not_kept_tries_itself() -> None:
    begun, go_on = Event(), Event()

    def once(n: int) -> str:
        if not begun.is_set():
            begun.set()
            go_on.wait(5)
            raise TooLargeError("took-too-long", "Not now.")
        return str(n)

    function, _ = counted(Store(10**6), once)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(function, 1)
        assert begun.wait(5)
        second = pool.submit(function, 1)
        go_on.set()
        assert second.result(5) == "1"
        with pytest.raises(TooLargeError):
            first.result(5)
