"""Each attack alone, and eight of it at once beside someone who only edits a number."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from time import perf_counter

from tests.bench.table import aligned

from .attacks import ATTACKS, Attack
from .client import Answer, Asked, Client, connected
from .latency import Editor, percentile
from .server import Watched, watched

AT_ONCE = 8
_QUIET_SECONDS = 1.5
COLUMNS = (
    "request",
    "sent",
    "status",
    "ms",
    "CPU s",
    "MB more",
    "answered",
    "quiet ms",
    "beside 8",
    "ratio",
    "MB kept",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What one attack did.

    Args:
        sent: bytes.
        alone: its answer while nobody else asked.
        cpu: seconds that it cost.
        memory: megabytes by which the server grew at its highest.
        quiet, beside: seconds; 95th percentile of another client's waits before, and beside eight of it.
        kept: megabytes that the server holds more than before, when all of it is over: caches, and what is never given back.
    """

    title: str
    sent: int
    alone: Answer
    cpu: float
    memory: float
    quiet: float
    beside: float
    kept: float

    @property
    def ratio(self) -> float:
        """How many times longer another client waits."""
        return self.beside / self.quiet

    def cells(self) -> list[str]:
        """The row as COLUMNS name it."""
        numbers = (f"{1000 * self.alone.seconds:.0f}", f"{self.cpu:.2f}", f"{self.memory:.0f}")
        waits = (f"{1000 * self.quiet:.1f}", f"{1000 * self.beside:.1f}", f"{self.ratio:.1f}", f"{self.kept:.0f}")
        return [self.title, str(self.sent), str(self.alone.status), *numbers, str(len(self.alone.body)), *waits]


def measure(attack: Attack, seconds: float) -> Row:
    """One row, on a server of its own. It is kept under attack for `seconds`, and until the last answer, a minute at most."""
    with watched() as server, Editor(server.port) as editor:
        return asyncio.run(_measure(attack, server, editor, seconds))


def report(seconds: float = 3.0, attacks: Sequence[Attack] = ATTACKS) -> Iterator[str]:
    """The table, line by line as it is found."""
    rows = [list(COLUMNS)]
    for attack in attacks:
        rows.append(measure(attack, seconds).cells())
        yield " ".join(rows[-1])
    yield "\n" + aligned(rows[0], rows[1:])


async def _measure(attack: Attack, server: Watched, editor: Editor, seconds: float) -> Row:
    changes = count()
    quiet = percentile(editor.edit(_QUIET_SECONDS), 0.95)
    before = server.memory()
    async with connected(server.port, AT_ONCE) as clients:
        for k, client in enumerate(clients, 1):
            client.address = f"127.0.1.{k}"  # what one client is allowed does not help against eight
        asked = attack.request(next(changes))
        alone, cpu, memory = await cost(server, clients[0], asked)
        until = perf_counter() + seconds
        with editor.editing() as waited:
            await asyncio.gather(*(_again(client, attack, changes, until) for client in clients))
    return Row(
        attack.title, len(asked.body), alone, cpu, memory, quiet, percentile(waited, 0.95), server.memory() - before
    )


async def cost(server: Watched, client: Client, asked: Asked) -> tuple[Answer, float, float]:
    """Ask once. Returns: the answer, the seconds of CPU, and the megabytes that it took at its highest."""
    server.forget_peak()
    cpu, memory = server.cpu(), server.memory()
    answer = await client.ask(asked)
    return answer, server.cpu() - cpu, server.peak() - memory


async def _again(client: Client, attack: Attack, changes: Iterator[int], until: float) -> None:
    """Ask again and again until `until`, each time for what no cache knows. A refused client tries again after a short while."""
    while perf_counter() < until:
        asked = await asyncio.to_thread(attack.request, next(changes))
        answer = await client.ask(asked)
        if answer.status != 200:
            await asyncio.sleep(0.01)
