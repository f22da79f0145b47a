"""Which addresses are of the open internet, and which of this machine or a private network."""

from __future__ import annotations

import ipaddress

__all__ = ["is_public"]

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SPECIAL_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private use
        "100.64.0.0/10",  # shared by the customers of a provider
        "127.0.0.0/8",  # this machine
        "169.254.0.0/16",  # link-local
        "172.16.0.0/12",  # private use
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private use
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_SPECIAL_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet; of those that wrap an IPv4 address, whether that one is.

    Of IPv6 that is global unicast, 2000::/3, and NAT64's well-known prefix, and no network that the registries of
    special-purpose addresses (RFC 6890) name: Python's own table grows from version to version.
    """
    number = ipaddress.ip_address(address.split("%")[0])
    if isinstance(number, ipaddress.IPv4Address):
        return number.is_global and not any(number in network for network in _SPECIAL_4)
    if number.ipv4_mapped or number in _NAT64:
        return is_public(str(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)))
    if number.sixtofour:
        return is_public(str(number.sixtofour))
    return number.is_global and number in _GLOBAL_UNICAST and not any(number in network for network in _SPECIAL_6)
