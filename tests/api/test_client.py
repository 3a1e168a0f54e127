"""Who sends a request."""

from __future__ import annotations

import pytest

from app.api.client import client_of, read_networks

PROXIES = "10.0.0.0/8, ::1"


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "client"),
    [
        ("192.0.2.1", None, "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", PROXIES, "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", PROXIES, "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7, 10.9.9.9", PROXIES, "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7", PROXIES, "198.51.100.7"),
        ("10.0.0.1", None, PROXIES, "10.0.0.1"),
        ("10.0.0.1", "192.0.2.1" + ", 10.0.0.2" * 5000, PROXIES, "10.0.0.2"),
        ("10.0.0.1", "anything", PROXIES, "anything"),
        ("::1", "2001:db8:1:2:3:4:5:6", PROXIES, "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", None, "", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", None, "", "192.0.2.1"),
        (None, None, "", ""),
    ],
)
def test_a_client_is_its_address_or_what_a_trusted_proxy_says(
    peer: str | None, forwarded: str | None, trusted: str, client: str
) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "client": (peer, 1) if peer else None, "headers": headers}
    assert client_of(scope, read_networks(trusted)) == client


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        read_networks("10.0.0.0/8, proxy")
