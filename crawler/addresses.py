"""Which network addresses a crawl may connect to."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address


def is_public(host: str) -> bool:
    """Whether an IP address is one of the open internet.

    Loopback, private, link-local (where clouds keep their credentials), multicast and reserved
    addresses are not, nor IPv6 addresses that wrap one. Raises ValueError for a name.
    """
    address = ip_address(host.strip("[]").partition("%")[0])
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if wrapped is not None:
            return is_public(str(wrapped))
    return address.is_global and not address.is_multicast


def is_refused_literal(host: str) -> bool:
    """Whether a host of an address is, without any look-up, not public."""
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not is_public(host)
    except ValueError:
        return False
