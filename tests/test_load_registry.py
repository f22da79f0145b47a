"""A new format is one entry in the registry and one reader; all else that reads articles knows it then."""

from __future__ import annotations

from collections.abc import Iterator
from pkgutil import resolve_name

import pytest

from pressq.errors import InputError
from pressq.load import formats, load, load_all
from pressq.load.document import Document, TextPart
from pressq.load.files import Stream
from pressq.load.formats import FORMATS, InputFormat, format_of, promised
from pressq.load.raw_inputs import Bytes
from pressq.load.read_options import ReadOptions
from pressq.load.records import Record, Row

SAID = '"The ferry stays," said Maren Aldous, the leader of the council.'


def read_telex(content: Bytes) -> Document:
    """A toy: a headline, an equals sign, the text in lines that end with a slash."""
    text, encoding = content.decoded()
    head, sign, body = text.removeprefix("ZCZC ").partition(" = ")
    if not sign:
        raise InputError("a telex without a text")
    lines = tuple(TextPart(line.strip()) for line in body.split("/"))
    return Document((TextPart(head, "title"), *lines), title=head, encoding=encoding)


def read_telexes(stream: Stream, options: ReadOptions) -> Iterator[Record]:
    """Several of them, one a line."""
    for number, line in enumerate(stream.read().decode(options.encoding or "utf-8").splitlines(), start=1):
        yield Record(number, Row(Document((TextPart(line),))))


TELEX = InputFormat(
    reader="test_load_registry:read_telex",
    endings=(".telex",),
    media_types=("application/telex",),
    begins=lambda raw: raw.startswith(b"ZCZC "),
)
TELEXES = InputFormat(
    reader="test_load_registry:read_telexes", endings=(".telexes",), looks_like_text=True, several=True
)


@pytest.fixture(autouse=True)
def _registered(monkeypatch):
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, TELEX, TELEXES))


def test_a_file_of_a_new_format_is_an_article(tmp_path):
    (tmp_path / "night.telex").write_text(f"ZCZC Ferries = {SAID} / The boats sail on.")
    article = load(tmp_path / "night.telex")
    assert (article.title, article.text) == ("Ferries", f"Ferries\n\n{SAID}\n\nThe boats sail on.")


def test_a_new_format_is_known_by_its_first_bytes_its_ending_and_its_media_type(tmp_path):
    (tmp_path / "unnamed").write_text(f"ZCZC Ferries = {SAID}")
    assert load(tmp_path / "unnamed").title == "Ferries"
    assert promised("https://wire.test/night.TELEX") is TELEX
    assert format_of(b"Any text.", "night.telexes") is TELEXES


def test_folders_hold_files_of_a_new_format(tmp_path):
    (tmp_path / "night.telex").write_text(f"ZCZC Ferries = {SAID}")
    (tmp_path / "many.telexes").write_text(f"{SAID}\n{SAID} Again.\n")
    (tmp_path / "other.bin").write_bytes(b"\x00")
    assert [article.source.rpartition("/")[2] for article in load_all(tmp_path)] == [
        "many.telexes#1",
        "many.telexes#2",
        "night.telex",
    ]


def test_what_is_wrong_with_a_file_is_told(tmp_path):
    (tmp_path / "bad.telex").write_text("ZCZC nothing")
    with pytest.raises(InputError, match="a telex without a text"):
        load(tmp_path / "bad.telex")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.endings[0])
def test_every_reader_is_there(form):
    assert callable(resolve_name(form.reader))


def test_an_ending_is_of_one_format():
    endings = formats.endings()
    assert len(endings) == len(set(endings))
