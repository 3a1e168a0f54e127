"""Hundreds of thousands of requests of every kind: what the server holds afterwards."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

import numpy as np

from app.presets import presets
from tests.bench.table import aligned
from tests.support.programs import Example, program_of

from .client import Asked, Client, connected
from .server import Watched, watched

_CONNECTIONS = 8
_SAMPLES = 20
_LAYOUTS = ("mixed", "numerator", "denominator")
_INCLUDES: tuple[list[str], ...] = ([], ["steps"], ["paths"], ["jacobians"], ["layouts"])


@dataclass(slots=True)
class Run:
    """Many requests.

    Args:
        statuses: of every answer.
        memory: megabytes, after each twentieth of them.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def growth(self) -> float:
        """Megabytes that were added after the first quarter, in which caches fill."""
        settled = self.memory[len(self.memory) // 4 :]
        return settled[-1] - settled[0]


def _preset(random: Random) -> Asked:
    return Asked("GET", f"/api/presets/{random.choice([*presets()])}")


def _page(random: Random) -> Asked:
    return Asked(
        "GET",
        random.choice(
            ["/", "/?preset=xor", "/?lang=zh", "/static/js/main.js", "/openapi.json", "/healthz", "/nothing"]
        ),
    )


def _edit(random: Random) -> Asked:
    fields = {
        "preset": random.choice([*presets()]),
        "layout": random.choice(_LAYOUTS),
        "include": random.choice(_INCLUDES),
    }
    return Asked.json("/api/traces", {**fields, "arrays": "auto", "lang": random.choice(["en", "zh"])})


def _program(random: Random) -> Asked:
    """A program that nobody has sent before, at an endpoint that takes one."""
    example = _example(random)
    values = {name: value.tolist() for name, value in example.values.items()}
    endpoint = random.choice(["traces", "traces", "gradchecks", "descents", "programs", "values"])
    if endpoint in ("programs", "values"):
        shapes = {name: np.shape(value) for name, value in example.values.items()}
        return Asked.json(f"/api/{endpoint}", {"program": example.text, "shapes": shapes})
    return Asked.json(f"/api/{endpoint}", {"program": example.text, "values": values})


def _slip(random: Random) -> Asked:
    """A program with one character too few."""
    asked = _program(random)
    fields = json.loads(asked.body)
    at = random.randrange(len(fields["program"]))
    return Asked.json(asked.path, {**fields, "program": fields["program"][:at] + fields["program"][at + 1 :]})


def _file(random: Random) -> Asked:
    rows = [",".join(str(random.randint(-9, 9)) for _ in range(4)) for _ in range(random.randint(1, 30))]
    return Asked("POST", "/api/files?name=W.csv", "\n".join(rows).encode())


def _example(random: Random) -> Example:
    return program_of(random, random.randint(1, 3), random.randint(1, 3))


def _number(random: Random) -> Asked:
    """What a class does most of the time: another number in a small network."""
    x = [random.randint(-40, 40) / 10 for _ in range(3)]
    return Asked.json("/api/traces", {"preset": "single-layer", "values": {"x": x}, "arrays": "auto"})


def _mistake(random: Random) -> Asked:
    """What is refused at once."""
    return random.choice([
        Asked("POST", "/api/traces", b"{"),
        Asked.json("/api/traces", {"preset": f"no-{random.random()}"}),
        Asked.json("/api/traces", {"preset": "xor", "values": {"x": random.random()}}),
        Asked("DELETE", "/api/traces"),
    ])  # fmt: skip


KINDS: tuple[tuple[Callable[[Random], Asked], int], ...] = (
    (_number, 500), (_page, 300), (_mistake, 200),
    (_edit, 8), (_program, 4), (_preset, 2), (_slip, 2), (_file, 4),
)  # fmt: skip
"""What is asked, and how often: most of it is quick, as in a class, or a million requests would take a day."""


def requests(random: Random, number: int) -> Iterator[Asked]:
    """That many, of all kinds. The same `random` gives the same ones."""
    kinds, weights = zip(*KINDS, strict=True)
    for kind in random.choices(kinds, weights, k=number):
        yield kind(random)


async def send(server: Watched, number: int, seed: int) -> Run:
    """Send `number` requests over eight connections, as fast as they are answered."""
    run, left = Run(), iter(enumerate(requests(Random(seed), number)))
    every, began = max(1, number // _SAMPLES), perf_counter()

    async def one(client: Client) -> None:
        for k, asked in left:
            run.statuses[(await client.ask(asked)).status] += 1
            if k % every == every - 1:
                run.memory.append(server.memory())

    async with connected(server.port, _CONNECTIONS) as clients:
        await asyncio.gather(*map(one, clients))
    run.seconds = perf_counter() - began
    return run


def mixed(number: int, seed: int = 1) -> Run:
    """`number` requests to a server of its own."""
    with watched() as server:
        return asyncio.run(send(server, number, seed))


def report(number: int) -> Iterator[str]:
    """How many there were of each status, and how much memory was held as they went on."""
    run = mixed(number)
    yield aligned(["status", "answers"], [[str(status), str(n)] for status, n in sorted(run.statuses.items())])
    yield f"\n{number / run.seconds:.0f} a second. MB after each twentieth: {' '.join(f'{each:.0f}' for each in run.memory)}"
    yield f"{run.growth:+.0f} MB after the first quarter"
