"""Who sends a request: the address of its connection, or the one that a trusted proxy names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

_MOST_HOPS = 16
Networks = Sequence[IPv4Network | IPv6Network]


def read_networks(text: str) -> Networks:
    """Networks such as "10.0.0.0/8, 192.168.1.7". Raises: ValueError for what is none."""
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def client_of(scope: Scope, trusted: Networks) -> str:
    """The address of the client; of IPv6 its network of 64 bits, since whoever has one address there has them all.

    Args:
        trusted: proxies. What one of them says in X-Forwarded-For is believed, from the right up to the first that is no proxy.
    """
    peer = str((scope.get("client") or ("",))[0])
    if not trusted or not is_in(peer, trusted):
        return _group(peer)
    said = Headers(scope=scope).getlist("x-forwarded-for")
    hops = [hop.strip() for line in said for hop in line.split(",")][-_MOST_HOPS:]
    for hop in reversed(hops):
        if not is_in(hop, trusted):
            return _group(hop)
    return _group(hops[0] if hops else peer)


def is_in(address: str, networks: Networks) -> bool:
    """Whether an address is one of these. What is no address is not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)


@lru_cache(maxsize=1024)
def _group(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
