"""Which network addresses a crawl may connect to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes
_NAT64_LOCAL = ip_network("64:ff9b:1::/48")  # RFC 8215


def is_public(host: str) -> bool:
    """Whether an IP address is one of the open internet.

    Loopback, private, link-local (where clouds keep their credentials), multicast and reserved
    addresses are not, nor IPv6 addresses that wrap one. Raises ValueError for a name.
    """
    address = ip_address(host.strip("[]").partition("%")[0])
    if isinstance(address, IPv6Address):
        if address in _NAT64_LOCAL:
            return False
        if (wrapped := _wrapped(address)) is not None:
            return is_public(str(wrapped))
    return address.is_global and not address.is_multicast


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to by way of a translator or a tunnel."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def is_refused_literal(host: str) -> bool:
    """Whether a host of an address is, without any look-up, not public."""
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not is_public(host)
    except ValueError:
        return False
