"""`pressq mcp` under attack: paths out of its folders, giant and damaged requests, clients that cancel or die."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_mcp import TEXT, call, connected

pytest.importorskip("mcp", reason="needs the extra mcp")
linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find workers in")
CALL = b'{"jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": '
HELLO = {
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A server with one root; the secret lies beside it, and links to it, a folder of it and a pipe lie in the root."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with a name there")
    folder = tmp_path_factory.mktemp("mcp")
    (folder / "secret").mkdir()
    (folder / "secret/secret.txt").write_text(TEXT)
    (folder / "open-not").mkdir()
    (folder / "open-not/secret.txt").write_text(TEXT)
    root = folder / "open"
    (root / "deep").mkdir(parents=True)
    (root / "story.txt").write_text(TEXT)
    (root / "link.txt").symlink_to(folder / "secret/secret.txt")
    (root / "linked").symlink_to(folder / "secret")
    (root / "relative.txt").symlink_to("../secret/secret.txt")
    (root / "round").symlink_to(root / "round")
    os.mkfifo(root / "pipe")
    with connected("--root", str(root), "--max-seconds", "5") as ask:
        yield ask, root


@pytest.mark.parametrize(
    "path",
    [
        "../secret/secret.txt",
        "deep/../../secret/secret.txt",
        "..",
        "{root}/../secret/secret.txt",
        "{root}-not/secret.txt",
        "/etc/passwd",
        "/proc/self/environ",
        "//etc/passwd",
        "link.txt",
        "relative.txt",
        "linked",
        "linked/secret.txt",
        "deep/../linked/secret.txt",
        "../*/secret.txt",
        "*",
        "linked/*.txt",
        "~/secret.txt",
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "-",
        "",
        "pipe",
        "round",
        "story.txt\0/../../secret/secret.txt",
        "x" * 5000,
        "deep/" * 3000,
    ],
)
@pytest.mark.parametrize("tool", ["quotes", "verify"])
def test_no_path_leads_out_of_the_root(opened, tool, path):
    ask, root = opened
    path = path.replace("{root}", str(root))
    answer = call(ask, "quotes", path=path) if tool == "quotes" else verified(ask, path)
    assert isinstance(answer, str), answer
    assert "Ann Lee" not in answer
    assert "root:" not in answer


def verified(ask, path):
    return call(ask, "verify", quotation="The wall will hold", source_paths=["story.txt", path])


def test_it_reads_on_after_all_that(opened):
    ask, root = opened
    for path in ("story.txt", str(root / "story.txt"), "deep/../story.txt"):
        (result,) = call(ask, "quotes", path=path)["results"]
        assert result["quotes"][0]["speaker"]["name"] == "Ann Lee"


# -- requests line by line


@contextmanager
def server(*options):
    """A server that is spoken to line by line, after the handshake."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pressq", "mcp", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        send(process, HELLO | {"id": 0})
        assert answer(process, 0)["result"]["serverInfo"]["name"] == "pressq"
        send(process, {"method": "notifications/initialized"})
        yield process
    finally:
        process.kill()
        process.communicate()


def send(process, message):
    line = message if isinstance(message, bytes) else json.dumps({"jsonrpc": "2.0"} | message).encode()
    process.stdin.write(line + b"\n")
    process.stdin.flush()


def quotes(number, **arguments):
    return {"id": number, "method": "tools/call", "params": {"name": "quotes", "arguments": arguments}}


def answer(process, number):
    """The answer to the request of this number; others are passed over."""
    for line in process.stdout:
        message = json.loads(line)
        if message.get("id") == number:
            return message
    raise AssertionError("the server has ended")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"nonsense",
        b"null",
        b"[]",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe\x00",
        b"\x00",
        b'{"jsonrpc": "2.0"}',
        b'{"jsonrpc": "1.0", "id": 5, "method": "tools/call"}',
        b'{"jsonrpc": "2.0", "id": 5, "method": "tools/call"}',
        CALL + b'{"name": "quotes", "arguments": [1]}}',
        CALL + b'{"name": "run", "arguments": {}}}',
        CALL + b'{"name": "quotes", "arguments": {"text": 5}}}',
        CALL + b'{"name": "quotes", "arguments": {"path": "\\ud800"}}}',
        CALL + b'{"name": "quotes", "arguments": {"text": "\\ud800"}}}',
        CALL + b'{"name": "\\ud800", "arguments": {}}}',
        b'{"jsonrpc": "2.0", "id": {}, "method": "tools/list"}',
        b'{"jsonrpc": "2.0", "id": 5, "method": "resources/read", "params": {"uri": "file:///etc/passwd"}}',
        b'{"jsonrpc": "2.0", "id": 5, "result": {}}',
    ],
    ids=range(21),
)
def test_a_damaged_request_leaves_the_server_as_it_was(plain, line):
    send(plain, line)
    send(plain, quotes(9, text=TEXT))
    (result,) = answer(plain, 9)["result"]["structuredContent"]["results"]
    assert len(result["quotes"]) == 2


@pytest.fixture(scope="module")
def plain():
    with server() as process:
        yield process


def test_a_giant_request_is_refused_and_the_next_one_answered(plain):
    send(plain, quotes(1, text="x" * 21_000_000))
    told = answer(plain, 1)["result"]
    assert told["isError"] is True
    send(plain, quotes(2, text=TEXT))
    assert "Ann Lee" in json.dumps(answer(plain, 2))


def test_a_cancelled_call_gives_way_to_the_next_one():
    with server("--max-seconds", "3") as process:
        send(process, quotes(1, text=TEXT * 20_000))
        send(process, {"method": "notifications/cancelled", "params": {"requestId": 1, "reason": "too slow"}})
        send(process, quotes(2, text=TEXT))
        assert "Ann Lee" in json.dumps(answer(process, 2))


@linux
@pytest.mark.parametrize("half", [b"", b'{"jsonrpc": "2.0", "id": 2, "meth'], ids=["call", "line"])
def test_with_its_client_the_server_and_its_worker_end(half):
    with server("--max-seconds", "3") as process:
        send(process, quotes(1, text=TEXT))
        answer(process, 1)
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert workers
        send(process, quotes(2, text=TEXT * 20_000))
        process.stdin.write(half)
        process.stdin.close()
        process.stdout.close()
        process.wait(timeout=60)
        process.stdin, process.stdout = None, None
        until = time.monotonic() + 20
        while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < until:
            time.sleep(0.05)
        assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]
