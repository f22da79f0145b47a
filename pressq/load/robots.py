"""What a site's robots.txt allows (RFC 9309): asked for pages that a feed names, not for those that a user names."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from pressq.errors import InputError
from pressq.load.raw_inputs import Address

__all__ = ["check_robots"]

_AGENT = "pressq"


def check_robots(address: Address) -> None:
    """Check that a page may be fetched.

    Raises:
        InputError: the site does not allow it.
    """
    parts = urlsplit(address.url)
    site = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
    if not _rules(site, address.timeout, address.allow_private).can_fetch(_AGENT, address.url):
        raise InputError("the site's robots.txt does not allow it to be fetched by programs")


@lru_cache(maxsize=256)
def _rules(url: str, timeout: float, allow_private: bool) -> RobotFileParser:
    """The rules of a site; where there are none, or they cannot be had, everything is allowed."""
    from pressq.load.fetch import fetch

    rules = RobotFileParser()
    try:
        raw = fetch(url, timeout=timeout, allow_private=allow_private).raw
    except InputError:
        raw = b""
    rules.parse(raw.decode("utf-8", "replace").splitlines())
    return rules
