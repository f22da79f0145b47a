"""Fetching a page: http and https only, from public addresses, within a time and a size.

The standard library's client with a connection of our own: it resolves the name once and connects to the very address
that was checked, so no second answer of a name server, and no redirect, leads into the private network. Proxies that
the environment names are not used, as they would do the resolving. No cookies, no credentials, no scripts.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from pressq.errors import InputError, UsageError
from pressq.load.addresses import is_public

__all__ = ["FetchedPage", "fetch"]

_LARGEST = 20 * 1024 * 1024
_REDIRECTS = 5
_PIECE = 1 << 16
_MEDIA = {"image": "an image", "video": "a video", "audio": "a recording", "font": "a font"}
_MEANING = {401: "asks for a password", 403: "access denied", 404: "not found", 410: "gone", 429: "too many requests"}

_HOST = re.compile(r"[A-Za-z0-9._~:%-]+")
_BROKEN_OFF = (http.client.IncompleteRead, http.client.RemoteDisconnected, ConnectionResetError, zlib.error)


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What came: the bytes, unpacked; where they were found after redirects; what the server calls them."""

    raw: bytes
    url: str
    content_type: str | None
    charset: str | None


def fetch(url: str, *, timeout: float = 20.0, allow_private: bool = False) -> FetchedPage:
    """Fetch the page at `url`.

    Args:
        timeout: seconds for all of it, redirects included.
        allow_private: whether addresses of this machine and the private network may be reached.

    Raises:
        InputError: it cannot be had, in time, whole, and as something that may be an article.
        UsageError: `timeout` is not positive.
    """
    if not timeout > 0:
        raise UsageError(f"--timeout: {timeout:g} is not more than 0")
    end = time.monotonic() + timeout
    here = url
    for _ in range(_REDIRECTS + 1):
        try:
            answer = _ask(here, end, allow_private)
        except InputError as error:
            where = f" (redirected to {_without_user(here)})" if here != url else ""
            raise InputError(f"{error.message}{where}", error.hint) from None
        if isinstance(answer, FetchedPage):
            return answer
        here = answer
    raise InputError(f"more than {_REDIRECTS} redirects")


def _without_user(url: str) -> str:
    """An address without the name and password in it, which no message shows."""
    return re.sub(r"(?<=//)[^/?#]*@", "", url)


def _ask(url: str, end: float, allow_private: bool) -> FetchedPage | str:
    """The page at `url`, or where it has moved."""
    scheme, host, port, target = _taken_apart(url)
    left = _left(end)
    kind = _Secure if scheme == "https" else _Plain
    connection = kind(host, port, timeout=left, allow_private=allow_private)
    late = threading.Event()
    watch = threading.Timer(left, _hang_up, (connection, late))  # a server may send a byte now and then, for ever
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", target, headers=_headers())
        response = connection.getresponse()
        if response.status in {301, 302, 303, 307, 308} and response.getheader("Location"):
            return urljoin(url, str(response.getheader("Location")))
        if response.status != 200:
            meaning = _MEANING.get(response.status, "the server failed" if response.status >= 500 else "no page")
            raise InputError(f"{meaning} ({response.status})")
        content_type = response.headers.get_content_type() if "Content-Type" in response.headers else None
        media = (content_type or "").split("/")[0]
        if media in _MEDIA:
            raise InputError(f"{_MEDIA[media]} ({content_type}), not an article")
        raw = _body(response)
        if late.is_set():  # hung up on, and what looks like an end is none
            raise TimeoutError
        return FetchedPage(raw, url, content_type, response.headers.get_content_charset())
    except (OSError, http.client.HTTPException, zlib.error, ValueError, AttributeError) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise InputError("no answer in time", "--timeout SECONDS allows more") from None
        raise _problem(error, host) from None
    finally:
        watch.cancel()
        connection.close()


def _taken_apart(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port, and path with query of an address, as they go over the line."""
    if re.search(r"[\x00-\x1f\x7f]", url):
        raise InputError("not a valid address")
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
        if scheme not in {"http", "https"}:
            raise InputError(f"{scheme or 'no scheme'}: only http and https are fetched")
        if parts.username is not None:
            raise InputError("an address with a user name is not fetched")
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        raise InputError("not a valid address") from None
    if not host:
        raise InputError("not a valid address: it names no host")
    if not _HOST.fullmatch(host):
        raise InputError("not a valid address: no host has such a name")
    target = urlunsplit(("", "", quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"), parts.query, ""))
    return scheme, host, port or (443 if scheme == "https" else 80), quote(target, safe="/%:@!$&'()*+,;=?~-._[]|")


def _headers() -> dict[str, str]:
    try:
        number = version("pressq")
    except PackageNotFoundError:
        number = "0"
    return {
        "User-Agent": f"pressq/{number}",
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip, identity",
        "Connection": "close",
    }


def _body(response: http.client.HTTPResponse) -> bytes:
    """The body, unpacked and no longer than allowed."""
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip"}:
        raise InputError(f"packed in a way that was not asked for: {coding}")
    unpacker = zlib.decompressobj(31) if coding != "identity" else None
    content = bytearray()
    taken = 0
    while piece := response.read1(_PIECE):
        taken += len(piece)
        content += unpacker.decompress(piece, _LARGEST + 1 - len(content)) if unpacker else piece
        if max(taken, len(content)) > _LARGEST:
            raise InputError(f"larger than {_LARGEST // 1024 // 1024} MB")
    if (response.length or 0) > 0 or (unpacker is not None and taken and not unpacker.eof):
        raise http.client.IncompleteRead(bytes(content[:0]))
    return bytes(content)


def _hang_up(connection: _Plain, late: threading.Event) -> None:
    late.set()
    sock = connection.line
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            sock.close()


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise InputError("no answer in time", "--timeout SECONDS allows more")
    return left


def _problem(error: Exception, host: str) -> InputError:
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = "SSL_CERT_FILE=FILE names the certificates to trust"
        return InputError(f"its certificate cannot be trusted: {error.verify_message}", hint)
    if isinstance(error, ssl.SSLError):
        return InputError(f"no secure connection: {(error.reason or 'TLS failed').replace('_', ' ').lower()}")
    if isinstance(error, socket.gaierror):
        return InputError(f"no such host: {host}")
    if isinstance(error, ConnectionRefusedError):
        return InputError("the server refuses the connection")
    if isinstance(error, _BROKEN_OFF):
        return InputError("the server broke off")
    if isinstance(error, OSError):
        return InputError(f"no connection: {(error.strerror or str(error)).lower()}")
    return InputError("the server does not speak HTTP")


class _Plain(http.client.HTTPConnection):
    """A connection to the address that was checked."""

    def __init__(self, host: str, port: int, *, timeout: float, allow_private: bool) -> None:
        super().__init__(host, port, timeout=timeout)
        self.allow_private = allow_private
        self.line: socket.socket | None = None  # which the client forgets once it has the head of the answer

    def connect(self) -> None:
        self.sock = self.line = _connected(self.host, self.port, self.timeout or 1.0, self.allow_private)


class _Secure(_Plain):
    """The same under TLS, with certificate and name verified."""

    def connect(self) -> None:
        super().connect()
        self.sock = self.line = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _connected(host: str, port: int, timeout: float, allow_private: bool) -> socket.socket:
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    addresses = [entry for entry in found if allow_private or is_public(str(entry[4][0]))]
    if not addresses:
        raise InputError("an address of this machine or a private network", "--allow-private lets it be fetched")
    problem: OSError | None = None
    for family, kind, protocol, _, address in addresses:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(timeout / len(addresses))
        try:
            sock.connect(address)
        except OSError as error:
            sock.close()
            problem = error
        else:
            sock.settimeout(timeout)
            return sock
    assert problem is not None
    raise problem
