"""`pressq mcp` as an assistant uses it: the SDK's own client starts the server and calls its tools."""

from __future__ import annotations

import json
import os
import sys
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from jsonschema import validate

pytest.importorskip("mcp", reason="needs the extra mcp")
from anyio.from_thread import start_blocking_portal
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from pressq.output.schema import schema
from pressq.server import Tools, mcp_server

SAMPLES = Path(__file__).parents[1] / "samples"
TEXT = "“The wall will hold,” said Ann Lee, the mayor of Ketterby. Tom Hill denied that the money was gone."


@contextmanager
def connected(*options, home=None):
    """A function that calls a method of the client, and waits, while a server with these options runs."""
    environment = os.environ | ({"HOME": str(home)} if home else {})
    server = StdioServerParameters(command=sys.executable, args=["-m", "pressq", "mcp", *options], env=environment)

    @asynccontextmanager
    async def session():
        async with stdio_client(server) as streams, ClientSession(*streams) as client:
            await client.initialize()
            yield client

    with start_blocking_portal() as portal, portal.wrap_async_context_manager(session()) as client:
        yield lambda method, *arguments: portal.call(getattr(client, method), *arguments)


@pytest.fixture(scope="module")
def allowed():
    """A client of a server that may read the samples and fetch."""
    with connected("--root", str(SAMPLES), "--fetch") as ask:
        yield ask


@pytest.fixture(scope="module")
def closed():
    """A client of a server that is given no options."""
    with connected() as ask:
        yield ask


def call(ask, tool, **arguments):
    """The result of one call of a tool: its data, or the message of its error."""
    result = ask("call_tool", tool, arguments)
    return result.content[0].text if result.is_error else result.structured_content


def test_an_assistant_finds_four_tools_a_guide_and_the_schemas(closed):
    tools = closed("list_tools").tools
    assert [tool.name for tool in tools] == ["quotes", "summarize", "speakers", "verify"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    resources = {str(resource.uri) for resource in closed("list_resources").resources}
    assert {"pressq://guide", "pressq://schema/quotes"} <= resources
    assert closed("read_resource", "pressq://guide").contents[0].text.startswith("# ")
    assert json.loads(closed("read_resource", "pressq://schema/quotes").contents[0].text) == schema("quotes")


def test_it_is_told_who_said_what_and_that_a_denial_is_one(closed):
    (result,) = call(closed, "quotes", text=TEXT)["results"]
    first, second = result["quotes"]
    assert (first["quoted"], first["speaker"]["name"]) == ("“The wall will hold”", "Ann Lee")
    assert (second["speaker"]["name"], second["polarity"]) == ("Tom Hill", "denied")
    assert "spans" not in first


def test_it_gets_offsets_and_all_fields_on_request(closed):
    (result,) = call(closed, "quotes", text=TEXT, full=True)["results"]
    validate(result, schema("quotes"))


def test_it_gets_key_sentences_and_speakers_of_an_allowed_file(allowed):
    (made,) = call(allowed, "summarize", path="wire.txt", sentences=2)["results"]
    assert len(made["sentences"]) == 2
    assert made["keywords"]
    (found,) = call(allowed, "speakers", path="wire.txt")["results"]
    assert "Alan Wirtz" in [speaker["name"] for speaker in found["speakers"]]


def test_it_checks_an_article_and_a_quotation_against_sources(allowed):
    (made,) = call(allowed, "verify", path="verify/story.txt", source_paths=["verify/debate.txt"])["results"]
    assert made["holds"] is False
    assert {check["verdict"] for check in made["checks"]} >= {"altered", "missing"}
    said = "LEE: We can pay for the repair, and we will.\n\nHILL: I do not agree with that at all."
    (held,) = call(allowed, "verify", source_text=said, quotation="We can pay for the repair")["results"]
    assert held["holds"] is True


def test_a_folder_gives_a_result_for_each_article(allowed):
    results = call(allowed, "quotes", path="trace")["results"]
    assert len(results) == len(list((SAMPLES / "trace").glob("*.txt")))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"path": "wire.txt"}, "no files are allowed"),
        ({"url": "https://example.org/"}, "fetching is not allowed"),
        ({}, "give one of text, path and url"),
        ({"text": " "}, "there is no text in it"),
    ],
)
def test_what_is_not_allowed_or_makes_no_sense_is_refused_in_words(closed, arguments, message):
    assert message in call(closed, "quotes", **arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"path": __file__}, "not below an allowed folder"),
        ({"path": "../README.md"}, "not below an allowed folder"),
        ({"path": "gone.txt"}, "no such file"),
        ({"url": "http://127.0.0.1/"}, "private"),
        ({"url": "/etc/hostname"}, "not an address"),
    ],
)
def test_only_allowed_folders_and_public_addresses_are_read(allowed, arguments, message):
    assert message in call(allowed, "quotes", **arguments)


def test_a_link_out_of_an_allowed_folder_and_an_endless_article_end_with_a_message(tmp_path):
    (tmp_path / "secret.txt").write_text(TEXT)
    (tmp_path / "open").mkdir()
    (tmp_path / "open/link.txt").symlink_to(tmp_path / "secret.txt")
    with connected("--root", str(tmp_path / "open"), "--max-seconds", "0.001", home=tmp_path / "home") as ask:
        for path in ("link.txt", "."):
            assert "not below an allowed folder" in call(ask, "quotes", path=path)
        assert "longer than" in call(ask, "quotes", text=TEXT * 2000)
    assert not (tmp_path / "home").exists()


def test_without_the_sdk_a_hint_says_what_to_install(monkeypatch, capsys):
    from pressq import cli

    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    assert cli.main(["mcp"]) == 2
    assert "-m pip install" in capsys.readouterr().err


def test_the_tracing_of_the_sdk_is_off(monkeypatch):
    monkeypatch.delenv("OTEL_SDK_DISABLED", raising=False)
    mcp_server(Tools())
    assert os.environ["OTEL_SDK_DISABLED"] == "true"
