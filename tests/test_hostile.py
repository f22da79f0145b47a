"""Files made to break their reader: each costs one line, little time and little memory, and no other file."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import struct
import subprocess
import sys
import zipfile

import paper
import pytest

from pressq import cli
from pressq.article import Article
from pressq.load import LoadFailure, deferred_articles, formats, load, load_all

SAID = "“We stay,” said Ann Lee, the mayor of the town."
STORY = "".join(f"<p>The harbour board met on Monday for hour {n}, and the ferry stays, it said.</p>" for n in range(6))
PAGE = f"<html><head><title>Ferries</title></head><body><article>{STORY}{{}}</article></body></html>"


def packed_as(method: int, name: str = "word/document.xml", document: bytes = b"<w/>" * 99) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr(name, document)
    return target.getvalue()


def with_field(place: int, value: bytes) -> bytes:
    """A Word document with other bytes in the entry of its central directory."""
    raw = bytearray(paper.docx(["Words."]))
    entry = raw.rfind(b"PK\x01\x02")
    raw[entry + place : entry + place + len(value)] = value
    return bytes(raw)


def warc_of_length(length: str) -> bytes:
    return paper.warc(["Words and words."]).replace(b"Content-Length: ", b"Content-Length: " + length.encode(), 1)


def beyond_time() -> bytes:
    """A table with a duration that no date of Python holds."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    target = io.BytesIO()
    dates = pa.array([2**62, 0], pa.int64()).cast(pa.duration("s"))
    parquet.write_table(pa.table({"text": [SAID, SAID], "date": dates}), target)
    return target.getvalue()


DAMAGED = {
    "lzma.docx": (packed_as(zipfile.ZIP_LZMA), "packed as no office program"),
    "bzip2.docx": (packed_as(zipfile.ZIP_BZIP2), "packed as no office program"),
    "lzma.odt": (packed_as(zipfile.ZIP_LZMA, "content.xml"), "zip archive"),
    "name.docx": (with_field(8, struct.pack("<H", 0x800)).replace(b"word/doc", b"word\xffdoc"), "zip archive|damaged"),
    "offset.docx": (with_field(42, b"\xf0\xff\xff\xff"), "damaged"),
    "length.warc": (warc_of_length("9" * 30), "damaged WARC|cut off"),
    "minus.warc": (warc_of_length("-"), "damaged WARC|cut off|no text"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_a_library_breaks_on_is_one_line(name, tmp_path, capsys):
    content, problem = DAMAGED[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "story.txt").write_text(SAID)
    found = list(load_all(tmp_path))
    errors = [one.error for one in found if isinstance(one, LoadFailure)]
    assert [one.text for one in found if isinstance(one, Article)][-1] == SAID
    assert len(errors) == 1
    assert re.search(problem, errors[0].message), errors[0].message
    assert "internal" not in errors[0].message
    assert cli.main(["text", str(tmp_path), "-q", "--json"]) == 4
    assert capsys.readouterr().err.count("\n") == 1


def test_a_packed_page_that_is_damaged_is_one_line(tmp_path, capsys):
    """Far behind its beginning, where warcio has given some of it away, writes what is wrong, and goes on."""
    packed = bytearray(gzip.compress(random.Random(0).randbytes(99_999)))
    packed[60_000:60_200] = bytes(200)
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + packed
    (tmp_path / "a.warc").write_bytes(paper.warc_record(answer) + paper.warc([SAID]))
    assert cli.main(["text", str(tmp_path / "a.warc"), "-q", "--json"]) == 4
    out, err = capsys.readouterr()
    assert err.count("\n") == 1
    assert err.endswith("a page that is damaged: it cannot be unpacked\n")
    assert SAID in out


def test_a_name_of_a_field_over_several_lines_is_one_line_of_the_error(tmp_path):
    (tmp_path / "a.csv").write_text('"Tid,text\n1,We","stay"\n1,2\n')
    (bad,) = load_all(tmp_path / "a.csv")
    assert bad.error.message == "no field that looks like a text; its fields: Tid,text 1,We, stay"


def test_a_value_that_cannot_be_read_costs_its_row(tmp_path):
    (tmp_path / "a.parquet").write_bytes(beyond_time())
    bad, good = load_all(tmp_path / "a.parquet")
    assert bad.error.message == "its field 'date' cannot be read"
    assert good.text == SAID


def test_a_text_that_is_too_large_for_many_rows_is_told_once(tmp_path, capsys):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    texts = pa.DictionaryArray.from_arrays([0, 1, 0, 0, 2], ["x" * 20_000_001, SAID, "y" * 20_000_001])
    parquet.write_table(pa.table({"text": texts}), tmp_path / "a.parquet", compression="zstd")
    assert [getattr(one, "text", one.source[-2:]) for one in load_all(tmp_path / "a.parquet")] == ["#1", SAID, "#5"]
    assert cli.main(["text", str(tmp_path / "a.parquet"), "-q", "--json"]) == 4
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize("fault", [ZeroDivisionError("by zero"), MemoryError(), RecursionError(), KeyError("x")])
def test_a_fault_of_any_reader_costs_its_file(fault, tmp_path, monkeypatch):
    """Wherever it happens: while an input's articles are found, and while one of them is read."""
    for name in ("a.jsonl", "b.txt", "c.txt"):
        (tmp_path / name).write_text('{"text": "Words."}' if name == "a.jsonl" else SAID)

    def breaks(*_, **__):
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(formats, "read_records", breaks)
        a, b, c = load_all(tmp_path)
        assert isinstance(a, LoadFailure)
        assert (b.text, c.text) == (SAID, SAID)
    with monkeypatch.context() as patch:
        patch.setattr(formats, "read_document", breaks)
        a, b, c = load_all(tmp_path)
        assert a.text == "Words."
        assert isinstance(b, LoadFailure)
        assert isinstance(c, LoadFailure)


@pytest.mark.parametrize(
    "markup",
    [
        "<p><q>We&#11;stay</q>, she said.</p>",
        "<p><q>We \x1b[2J stay</q>, she said.</p>",
        "<blockquote>We stay, and &#xFFFF; we go on.</blockquote>",
        "<figure><img src=a><blockquote>We stay.</blockquote><figcaption>&#1; Ann Lee</figcaption></figure>",
        "<figure><figcaption><blockquote>We stay.</blockquote></figcaption></figure>",
        "<figure><blockquote><figcaption>Ann Lee</figcaption>We stay.</blockquote></figure>",
    ],
)
def test_no_character_and_no_nesting_loses_a_page(markup, tmp_path):
    (tmp_path / "a.html").write_text(PAGE.replace("{}", markup))
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": f"<div>{STORY}{markup}</div>"}))
    for name in ("a.html", "a.jsonl"):
        text = load(tmp_path / name).text
        assert "harbour board" in text
        assert not any(char in text for char in "\x01\x0b\x1b\uffff")


def nested_boxes(levels: int, runs: int) -> str:
    inner = "<w:r><w:t>word </w:t></w:r>" * runs
    for level in range(levels):
        inner = f"<w:txbxContent><w:p><w:r><w:t>{level} </w:t></w:r>{inner}</w:p></w:txbxContent>"
    return f"<w:p>{inner}</w:p>"


def test_a_text_box_within_a_paragraph_is_read_once(tmp_path):
    inner = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:t>Before </w:t></w:r>{inner}<w:r><w:t>after.</w:t></w:r></w:p>"
    (tmp_path / "a.docx").write_bytes(paper.docx([], body=box))
    assert load(tmp_path / "a.docx").text == "Before after.\n\nBoxed."
    note = "<text:p>Before <text:note><text:p>Noted.</text:p></text:note>after.</text:p>"
    (tmp_path / "a.odt").write_bytes(paper.odt([], body=note))
    assert load(tmp_path / "a.odt").text == "Before after.\n\nNoted."


HEAVY = {
    "nested.docx": lambda: paper.docx([], body=nested_boxes(80, 20_000)),
    "nested.odt": lambda: paper.odt(
        [], body="<text:p>" * 100 + "<text:span>word </text:span>" * 20_000 + "</text:p>" * 100
    ),
    "fallbacks.docx": lambda: paper.docx([], body=nested_fallbacks(200, 500_000)),
    "blank.odt": lambda: paper.odt([], body="<text:p/>" * 1_500_000),
    "idna.eml": lambda: declared_as("idna", "xn--" + "a" * 2_000_000),
    "punycode.eml": lambda: declared_as("punycode", "a" * 500_000 + "-" + "b9" * 200_000),
    "addresses.eml": lambda: b"MIME-Version: 1.0\nFrom: " + b"a <a@b.test>, " * 6_000 + b"\n\nWords and words.",
    "words.eml": lambda: b"MIME-Version: 1.0\nSubject: " + b"=?utf-8?q?=C3=A9?= " * 100_000 + b"\n\nWords and words.",
    "attributes.html": lambda: PAGE.replace(
        "{}", "<p " + " ".join(f"a{n}='>'" for n in range(40_000)) + ">Words.</p>"
    ).encode(),
    "names.html": lambda: PAGE.replace("{}", "<p " + " ".join(f"a{n}" for n in range(40_000)) + ">Words.</p>").encode(),
    "lines.txt": lambda: b"a" + b"\n" * 100_000_000 + b"b",
    "dictionary.parquet": lambda: one_value_in_many_rows(),
}


def nested_fallbacks(levels: int, paragraphs: int) -> str:
    names = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    return f"<mc:Fallback {names}>" * levels + "<w:p/>" * paragraphs + "</mc:Fallback>" * levels


def declared_as(encoding: str, words: str) -> bytes:
    return f"MIME-Version: 1.0\nContent-Type: text/plain; charset={encoding}\n\n{words}".encode()


def one_value_in_many_rows() -> bytes:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    target = io.BytesIO()
    texts = pa.DictionaryArray.from_arrays([0] * 64, ["x" * 20_000_001])
    parquet.write_table(pa.table({"text": texts}), target, compression="zstd")
    return target.getvalue()


@pytest.mark.skipif(sys.platform != "linux", reason="no /proc to see memory in")
@pytest.mark.parametrize("name", HEAVY)
def test_a_bomb_takes_little_time_and_memory(name, tmp_path):
    (tmp_path / name).write_bytes(HEAVY[name]())
    code = (
        "import sys, resource\n"
        "from pressq.load import load_all\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "print([type(one).__name__ for one in load_all(sys.argv[1])][0])\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / name], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-500:]
    kind, kilobytes = done.stdout.split()
    assert kind in {"Article", "LoadFailure"}
    assert int(kilobytes) < 500_000


@pytest.mark.parametrize(
    "address", ["http://news test/story", "http://[::1/", "http://a\tb/", "http://news.test:x/", "http://a<b>/"]
)
def test_an_address_that_is_none_costs_itself(address, tmp_path):
    (tmp_path / "a.txt").write_text(SAID)
    (one,) = deferred_articles(address)
    bad = one.read()
    assert isinstance(bad, LoadFailure)
    assert bad.error.message.startswith("not a valid address")
