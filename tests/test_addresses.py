"""Which addresses may be fetched from: the predicate alone, nothing is sent anywhere."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.load.addresses import is_public

PUBLIC = ["93.184.216.34", "1.1.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2400:cb00::1"]
WRAPPED = ["::ffff:{}", "64:ff9b::{}"]
NOT_PUBLIC = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.9", "192.0.2.1"),
    *("192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::93.184.216.34", "64:ff9b:1::5db8:d822", "100::1", "fc00::1", "fe80::1%eth0"),
    *("fec0::1", "ff02::1", "2001::1", "2001:db8::1", "3fff::1", "4000::1", "5f00::1", "2002:7f00:1::", "2002:a00:1::"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_the_open_internet(address):
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_everything_else(address):
    assert not is_public(address)


@pytest.mark.parametrize("wrapping", WRAPPED)
@settings(deadline=None)
@given(address=st.ip_addresses(v=4))
def test_what_wraps_an_address_is_as_public_as_that(wrapping, address):
    assert is_public(wrapping.format(address)) == is_public(str(address))
    assert is_public(str(ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80)))) == is_public(str(address))


@settings(deadline=None)
@given(st.ip_addresses())
def test_nothing_is_public_that_python_does_not_take_for_it(address):
    assert (
        not is_public(str(address))
        or address.is_global
        or address in ipaddress.ip_network("64:ff9b::/96")
        or (isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped or address.sixtofour))
    )
