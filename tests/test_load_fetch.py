"""Fetching, against a real server on this machine that does everything wrong that a server can."""

from __future__ import annotations

import gzip
import json
import pickle
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from pressq.errors import InputError, PressqError, UsageError
from pressq.load import ReadOptions, deferred_articles, load, load_all
from pressq.load import fetch as fetching
from pressq.load.fetch import fetch
from pressq.load.inputs import is_url

PAGE = "<!DOCTYPE html><html><head><title>Ferries</title></head><body><article>{}</article></body></html>".format(
    "".join(
        f"<p>“Boat {number} stays,” said Zoë Müller, the owner of the café at the old harbour.</p>"
        for number in range(8)
    )
)

SAID = "“We stay,” said Ann Lee, the mayor."


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[dict[str, str]] = []  # noqa: RUF012 -- shared on purpose

    def do_GET(self):
        Server.seen.append(dict(self.headers))
        name = self.path.split("?")[0].strip("/")
        if name.isdigit():
            self.answer(int(name), b"no")
        elif name.startswith("to-"):
            self.answer(
                302, b"", Location={"loop": "/to-loop", "file": "file:///etc/hostname"}.get(name[3:], f"/{name[3:]}")
            )
        else:
            getattr(self, name.replace(".", "_"), lambda: self.answer(404, b"gone"))()

    def answer(self, status, body, kind="text/html", **fields):
        self.send_response(status)
        for key, value in {"Content-Type": kind, "Content-Length": str(len(body)), **fields}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page(self):
        self.answer(200, PAGE.encode(), "text/html; charset=utf-8")

    def latin(self):
        self.answer(200, PAGE.encode("cp1252"), "text/html; charset=windows-1252")

    def mislabelled(self):
        self.answer(200, PAGE.encode("cp1252"), "text/html; charset=utf-8")

    def feed_xml(self):
        home = f"http://{self.headers['Host']}"
        told = "<author>Ilsa Merrow</author><pubDate>Fri, 14 Mar 2025 08:00:00 +0000</pubDate>"
        items = "".join(f"<item><link>{home}/{name}</link>{told}</item>" for name in ("page", "private", "gone"))
        self.answer(200, f"<rss><channel>{items}</channel></rss>".encode(), "application/rss+xml")

    def robots_txt(self):
        self.answer(200, b"User-agent: *\nDisallow: /private", "text/plain")

    def private(self):
        self.page()

    def one_record(self):
        self.answer(200, json.dumps({"id": 7, "text": SAID}).encode(), "application/json")

    def records(self):
        self.answer(200, f"{json.dumps({'text': SAID})}\n".encode() * 2, "application/json")

    def records_jsonl_gz(self):
        self.answer(200, gzip.compress(f"{json.dumps({'text': SAID})}\n".encode() * 2), "application/gzip")

    def packed(self):
        self.answer(200, gzip.compress(PAGE.encode()), "text/html; charset=utf-8", Content_Encoding="gzip")

    def bomb(self):
        self.answer(200, gzip.compress(bytes(64 << 20), 1), Content_Encoding="gzip")

    def cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(PAGE.encode()[:200])
        self.close_connection = True

    def half_packed(self):
        self.answer(200, gzip.compress(PAGE.encode())[:60], Content_Encoding="gzip")

    def large(self):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        for _ in range(25):
            self.wfile.write(bytes(1 << 20))

    def slow(self):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        for _ in range(100):
            self.wfile.write(b"<p>")
            time.sleep(0.05)

    def cookie(self):
        self.answer(302, b"", Location="/page", Set_Cookie="who=you; Path=/")

    def image(self):
        self.answer(200, b"\x89PNG", "image/png")

    def handle(self):
        with suppress(OSError):  # when the client has gone, as it should
            super().handle()

    def log_message(self, *_):
        pass


class Quiet(ThreadingHTTPServer):
    def handle_error(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    with Quiet(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("name", ["page", "latin", "mislabelled", "packed", "to-page", "to-to-page"])
def test_a_page_is_fetched(site, name):
    article = load(f"{site}/{name}", allow_private=True)
    assert article.text.count("said Zoë Müller") == 8
    assert (article.title, article.source) == ("Ferries", f"{site}/{name}")


def test_records_at_an_address(site):
    assert load(f"{site}/one_record", allow_private=True).text == SAID
    named = [one.source for one in load_all(f"{site}/records.jsonl.gz", allow_private=True)]
    assert named == [f"{site}/records.jsonl.gz#1", f"{site}/records.jsonl.gz#2"]
    (several,) = load_all(f"{site}/records", allow_private=True)
    assert several.error.message == "holds several articles"
    assert len(list(load_all(f"{site}/records", text_field="text", allow_private=True))) == 2


def test_the_pages_of_a_feed_are_fetched_where_the_site_allows_it(site):
    empty = list(load_all(f"{site}/feed.xml", allow_private=True))
    assert [one.error.hint for one in empty] == ["--fetch reads the page that it names"] * 3
    page, private, gone = load_all(f"{site}/feed.xml", allow_private=True, fetch=True)
    assert (page.title, page.text.count("said Zoë Müller")) == ("Ferries", 8)
    assert (page.byline, page.published) == ("Ilsa Merrow", "2025-03-14T08:00:00+00:00")
    assert "robots.txt does not allow it" in private.error.message
    assert gone.error.message == "not found (404)"


def test_a_page_is_fetched_when_it_is_read(site):
    before = len(Server.seen)
    (deferred,) = deferred_articles(f"{site}/page", ReadOptions(allow_private=True))
    deferred = pickle.loads(pickle.dumps(deferred))
    assert len(Server.seen) == before
    assert deferred.read().title == "Ferries"


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@contextmanager
def secure_site(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with Quiet(("127.0.0.1", 0), Server) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}/page"
        server.shutdown()


def test_a_page_comes_over_tls(authority, tmp_path, monkeypatch):
    authority.cert_pem.write_to_path(tmp_path / "trusted.pem")
    with secure_site(authority.issue_cert("127.0.0.1")) as url:
        with pytest.raises(InputError, match="its certificate cannot be trusted") as caught:
            load(url, allow_private=True)
        assert caught.value.hint == "SSL_CERT_FILE=FILE names the certificates to trust"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
        assert load(url, allow_private=True).text.count("said Zoë Müller") == 8


@pytest.mark.parametrize(
    ("name", "until", "problem"),
    [
        ("news.test", datetime(2099, 1, 1), "cannot be trusted: IP address mismatch"),
        ("127.0.0.1", datetime(2020, 1, 1), "cannot be trusted: certificate has expired"),
    ],
)
def test_certificates_of_others_and_of_yesterday(authority, name, until, problem, tmp_path, monkeypatch):
    authority.cert_pem.write_to_path(tmp_path / "trusted.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    certificate = authority.issue_cert(name, not_before=datetime(2019, 1, 1), not_after=until)
    with secure_site(certificate) as url, pytest.raises(InputError, match=problem):
        load(url, allow_private=True)


def test_a_server_without_tls(site):
    with pytest.raises(InputError, match="no secure connection"):
        load(site.replace("http:", "https:"), allow_private=True)


def test_we_say_who_we_are(site):
    fetch(f"{site}/page?a=1#top", allow_private=True)
    assert Server.seen[-1]["User-Agent"].startswith("pressq/")
    assert "Cookie" not in Server.seen[-1]


def test_no_cookie_credential_or_proxy_is_used(site, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ann password secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        for variable in (name, name.upper()):
            monkeypatch.setenv(variable, "http://127.0.0.1:9")
    before = len(Server.seen)
    for _ in range(2):
        fetch(f"{site}/cookie", allow_private=True)
    asked = Server.seen[before:]
    assert len(asked) == 4
    assert not {"cookie", "authorization", "referer", "proxy-authorization"} & {
        name.lower() for headers in asked for name in headers
    }


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("404", r"not found \(404\)"),
        ("403", r"access denied \(403\)"),
        ("500", r"the server failed \(500\)"),
        ("204", r"no page \(204\)"),
        ("to-404", r"not found \(404\) \(redirected to http"),
        ("to-loop", "more than 5 redirects"),
        ("to-file", "only http and https"),
        ("image", "an image"),
        ("bomb", "larger than 20 MB"),
        ("large", "larger than 20 MB"),
        ("cut", "broke off"),
        ("half_packed", "broke off"),
    ],
)
def test_faults_of_a_server(site, name, problem):
    with pytest.raises(InputError, match=problem):
        fetch(f"{site}/{name}", allow_private=True)


def test_a_slow_server_is_left_in_time(site):
    start = time.monotonic()
    with pytest.raises(InputError, match="no answer in time"):
        fetch(f"{site}/slow", allow_private=True, timeout=0.5)
    assert time.monotonic() - start < 3


def raw_server(answer: bytes) -> str:
    """The address of a server that says `answer` once, whatever it is asked."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        with listener:
            peer, _ = listener.accept()
            with peer:
                peer.recv(4096)
                peer.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return f"127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize(
    ("scheme", "answer", "problem"),
    [
        ("http", b"SSH-2.0-OpenSSH\r\n", "does not speak HTTP"),
        ("http", b"", "broke off"),
        ("http", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "."),
        ("https", b"HTTP/1.1 400 Bad Request\r\n\r\n", "no secure connection"),
    ],
)
def test_what_is_no_web_server(scheme, answer, problem):
    with pytest.raises(InputError, match=problem):
        load(f"{scheme}://{raw_server(answer)}/", allow_private=True)


def test_nobody_there():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(InputError, match="refuses"):
        fetch(f"http://127.0.0.1:{port}/", allow_private=True)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "2130706433"),
        "0x7f.1",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fd00::1]",
        "[fe80::1]",
        "224.0.0.1",
        *("100.64.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "240.0.0.1", "255.255.255.255"),
        *("[2001:db8::1]", "[100::1]", "[4000::1]", "[fec0::1]", "[ff02::1]", "[::7f00:1]"),
    ],
)
def test_private_addresses_are_refused(host):
    with pytest.raises(InputError, match="private network") as caught:
        fetch(f"http://{host}:9/")
    assert "--allow-private" in caught.value.hint


def test_a_redirect_or_a_name_server_leads_nowhere_private(site, monkeypatch):
    public = ("93.184.216.34", 80)
    reached = []
    resolve, answers = socket.getaddrinfo, iter([public])

    def name_server(host, port, *rest, **options):
        if host != "news.test":
            return resolve(host, port, *rest, **options)
        address = next(answers, ("127.0.0.1", port))  # public when it is asked first, private from then on
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address)]

    class Socket(socket.socket):
        def connect(self, address):
            reached.append(address)
            super().connect(site_address if address == public else address)

    site_address = ("127.0.0.1", int(site.rsplit(":", 1)[1]))
    monkeypatch.setattr(fetching.socket, "getaddrinfo", name_server)
    monkeypatch.setattr(fetching.socket, "socket", Socket)
    with pytest.raises(InputError, match="private network"):
        fetch("http://news.test/to-page")
    assert reached == [public]


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://news.test/a", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("http://", "names no host"),
        ("http://user:word@news.test/", "user name"),
        ("http://news.test:99999/", "not a valid address"),
        ("http://news.test/\r\nX: y", "not a valid address"),
        ("http://[::1/", "not a valid address"),
        ("http://nowhere.invalid/", "no such host|no connection"),
    ],
)
def test_addresses_that_are_none(url, problem):
    with pytest.raises(PressqError, match=problem):
        load(url)


def test_a_time_of_nothing_is_no_time():
    for timeout in (0, -1, float("nan")):
        with pytest.raises(UsageError, match="timeout"):
            fetch("http://news.test/", timeout=timeout)


def test_paths_are_no_addresses():
    assert [is_url(name) for name in ("a.txt", "C://a.txt", "-", "http:a", "https://a.test")] == [False] * 4 + [True]
