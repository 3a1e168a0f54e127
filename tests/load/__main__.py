"""`python -m tests.load NAME`: load and attack a server on this machine, and print what it did. Only ratios mean something elsewhere."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from tests.bench.table import machine

from . import attack_table, held, mixed, students, worst
from .attacks import ATTACKS


def _attacks(asked: argparse.Namespace) -> Iterator[str]:
    named = [attack for attack in ATTACKS if asked.only in attack.title]
    return attack_table.report(asked.seconds or 3.0, named)


def _class(asked: argparse.Namespace) -> Iterator[str]:
    return students.report([asked.number or 300], asked.seconds or 20.0, arrive_within=20.0)


def _crowd(asked: argparse.Namespace) -> Iterator[str]:
    return students.report([asked.number or 3000], asked.seconds or 10.0, arrive_within=5.0)


def _worst(asked: argparse.Namespace) -> Iterator[str]:
    return worst.report(asked.seconds or 600.0, asked.number or 1, [find.candidate for find in worst.kept_finds()])


_COMMANDS: dict[str, tuple[str, Callable[[argparse.Namespace], Iterator[str]]]] = {
    "attacks": ("small requests that ask for much: alone, and eight at once beside someone who edits", _attacks),
    "held": ("half bodies, slow readers, endless headers: what the server holds", lambda asked: held.report(asked.seconds or 8.0)),
    "class": ("300 students (--number): a page each, and an edit every two seconds", _class),
    "crowd": ("3,000 students at once: whether they are refused cleanly, and how soon all is well again", _crowd),
    "mixed": ("20,000 requests (--number) of all kinds: what is held afterwards", lambda asked: mixed.report(asked.number or 20_000)),
    "worst": ("ten minutes (--seconds) of search for the request that costs most; --number is the seed", _worst),
}  # fmt: skip


def main() -> None:
    """Read the command line, and print the lines of a report as they come."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.load",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:8} {what}" for name, (what, _) in _COMMANDS.items()),
    )
    parser.add_argument("name", choices=[*_COMMANDS])
    parser.add_argument("--number", type=int, help="of students or requests; the seed of a search")
    parser.add_argument("--seconds", type=float, help="how long it goes on; of a row in a table")
    parser.add_argument("--only", default="", help="the attacks whose title has this in it")
    asked = parser.parse_args()
    print(machine(), flush=True)
    for line in _COMMANDS[asked.name][1](asked):
        print(line, flush=True)


if __name__ == "__main__":
    main()
