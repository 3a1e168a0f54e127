"""What a page loads, as it comes over the network: counted by Chromium itself, heads of answers included."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page


@dataclass
class Traffic:
    """Requests that went over the network.

    Args:
        sent: by their number in the browser, the path that was asked for.
        received: the bytes of the answer, with its head.
        bodies: the bytes of it without.
    """

    sent: dict[str, str] = field(default_factory=dict)
    received: dict[str, float] = field(default_factory=dict)
    bodies: dict[str, float] = field(default_factory=dict)
    unasked: set[str] = field(default_factory=set)
    """Those that a cache answered: nobody was asked."""

    @property
    def paths(self) -> list[str]:
        """The path of every request that went over the network."""
        return [path for number, path in self.sent.items() if number not in self.unasked]

    @property
    def bytes(self) -> float:
        """Of all answers that came over it."""
        return sum(size for number, size in self.received.items() if number not in self.unasked)

    @property
    def bytes_of_bodies(self) -> float:
        """The same without their heads."""
        return sum(size for number, size in self.bodies.items() if number not in self.unasked)

    def report(self) -> str:
        """The dearest of them, a line each."""
        dear = sorted(self.received.items(), key=lambda item: -item[1])
        return "\n".join(f"{size:8.0f} {self.sent[number]}" for number, size in dear[:12])


def watch(page: Page) -> Traffic:
    """Count what a page loads from now on."""
    traffic = Traffic()

    def on_request(event: dict[str, Any]) -> None:
        address = urlsplit(event["request"]["url"])
        if address.scheme in ("http", "https"):
            traffic.sent[event["requestId"]] = address.path

    def on_response(event: dict[str, Any]) -> None:
        answer = event["response"]
        if answer.get("fromDiskCache") or answer.get("fromPrefetchCache"):
            traffic.unasked.add(event["requestId"])
        heads = {name.lower(): value for name, value in answer["headers"].items()}
        traffic.bodies[event["requestId"]] = float(heads.get("content-length", 0))

    def on_finished(event: dict[str, Any]) -> None:
        if event["requestId"] in traffic.sent:
            traffic.received[event["requestId"]] = event["encodedDataLength"]

    session = page.context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", on_request)
    session.on("Network.responseReceived", on_response)
    session.on("Network.requestServedFromCache", lambda event: traffic.unasked.add(event["requestId"]))
    session.on("Network.loadingFinished", on_finished)
    session.send("Network.enable")
    return traffic
