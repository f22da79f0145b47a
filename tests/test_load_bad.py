"""Bad input in every format: one clear error, in bounded time and memory, whatever it is."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import paper
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from test_load_formats import FORMATS, as_html, as_pdf, as_rtf

from pressq import cli
from pressq.article import Article
from pressq.errors import InputError, MissingExtraError, PressqError
from pressq.load import LoadFailure, load, load_all

EXTRAS = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]

WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "bomb " * 10}">' for n in range(10))
DOCUMENT = f'<w:document xmlns:w="{WORD_NS}"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
LAUGHS = f"<!DOCTYPE w [{ENTITIES}]>{DOCUMENT % '&e9;'}"
ODT = "application/vnd.oasis.opendocument.text"
LOCKED = "<manifest><file-entry full-path='content.xml'><encryption-data/></file-entry></manifest>"
OUTSIDE = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>{DOCUMENT % "A&x;B"}'


def encrypted_zip() -> bytes:
    """A Word document whose files are marked as encrypted."""
    raw = bytearray(paper.docx(["Words."]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + place] |= 1
            at = raw.find(mark, at + 1)
    return bytes(raw)


def encrypted_pdf() -> bytes:
    security = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32)
    return as_pdf(1).replace(b"/Root 1 0 R", b"/Root 1 0 R" + security)


EMPTY = "txt html md eml pdf docx odt rtf json jsonl csv warc gz zst"
LOCKED_ODT = {"mimetype": ODT, "content.xml": bytes(99), "META-INF/manifest.xml": LOCKED}
BAD = {
    **{
        f"empty.{end}": (b"", "no text")
        for end in ["txt", "html", "md", "eml", "pdf", "docx", "odt", "rtf", "json", "csv", "warc", "gz"]
    },
    "blank.html": (b"<html><body> <p>&nbsp;</p></body></html>", "no article"),
    "only-navigation.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
    "cut.pdf": (as_pdf(1)[:900], "damaged"),
    "cut.docx": (paper.docx(["Words. " * 500])[:-40], "damaged"),
    "cut.odt": (paper.odt(["Words."])[:60], "damaged"),
    "cut.gz": (gzip.compress(as_html())[:-20], "damaged or cut off"),
    "cut.xz": (lzma.compress(as_html())[:-20], "damaged or cut off"),
    "cut.bz2": (bz2.compress(as_html())[:-20], "damaged or cut off"),
    "cut.zst": (zstandard.compress(as_html())[:-20], "damaged or cut off"),
    "cut.warc": (paper.warc(["Words and words."])[:-20], "cut off here"),
    "cut.json": (b'[{"text": "Words', "no valid JSON"),
    "cut.eml": (b"MIME-Version: 1.0\nSubject: Ferr", "without a text body"),
    "garbage.warc": (b"WARC/1.0\r\nWARC-Type: response\r\n" + bytes(range(256)) * 9, "damaged WARC"),
    "spoilt.gz": (b"\x1f\x8b\x08\x00" + b"\x55" * 400, "damaged or cut off"),
    "photo.pdf": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(99), "a JPEG image"),
    "program.html": (b"\x7fELF" + bytes(99), "a program"),
    "archive.docx": (paper.zipped({"a.txt": "Words."}), "a zip archive"),
    "archive.warc": (paper.zipped({"a.txt": "Words."}), "a zip archive"),
    "program.jsonl": (b"MZ\x90\x00" + bytes(range(256)) * 9, "not a text file"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(99), "a PNG image"),
    "paper.csv": (as_pdf(1)[:900], "a damaged PDF"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted document, or one of an old Office"),
    "locked.docx": (encrypted_zip(), "encrypted"),
    "locked.pdf": (encrypted_pdf(), "encrypted: a password is needed"),
    "locked.odt": (
        paper.zipped({"mimetype": ODT, "content.xml": bytes(99), "META-INF/manifest.xml": LOCKED}),
        "encrypted: a password is needed",
    ),
    "no-text.eml": (b"MIME-Version: 1.0\nSubject: A\nContent-Type: image/png\n\nxx", "without a text body"),
    "no-xml.docx": (paper.zipped({"word/document.xml": "words"}), "damaged"),
    "laughs.docx": (paper.zipped({"word/document.xml": LAUGHS}), "no text|damaged"),
    "deep.docx": (paper.zipped({"word/document.xml": "<a>" * 100_000}), "damaged"),
    "laughs.odt": (paper.zipped({"mimetype": ODT, "content.xml": LAUGHS}), "no text|damaged"),
    "deep.odt": (paper.odt([], body="<text:span>" * 100_000), "damaged"),
    "wide.odt": (paper.zipped({"mimetype": ODT, "content.xml": bytes(80 << 20)}), "more than 64 MB"),
    "wide.docx": (paper.zipped({"word/document.xml": bytes(80 << 20)}), "more than 64 MB"),
    "bomb.gz": (gzip.compress(bytes(300 << 20), 1), "more than 256 MB"),
    "bomb.zst": (zstandard.compress(bytes(300 << 20)), "more than 256 MB"),
    "line.jsonl.gz": (gzip.compress(b'{"text": "' + b"a" * (300 << 20), 1), "larger than 20 MB"),
    "cell.csv.gz": (gzip.compress(b'id,text\n1,"' + b"a" * (30 << 20), 1), "larger than 20 MB"),
    "head.warc.gz": (gzip.compress(b"WARC/1.0\r\n" + bytes(30 << 20), 1), "damaged WARC"),
    "layers.gz": (gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"Words.")))), "gzip"),
    "deep.json": (b"[" * 500_000, "no valid JSON"),
    "large.html": (b"<html><p>" + b"Words and words. " * 1_300_000, "more than 20 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_error(name, tmp_path):
    content, problem = BAD[name]
    (tmp_path / name).write_bytes(content)
    (found,) = load_all(tmp_path / name)
    assert isinstance(found, LoadFailure)
    assert isinstance(found.error, InputError)
    assert re.search(problem, found.error.message), found.error.message
    assert "\n" not in found.error.message


@pytest.mark.parametrize("name", ["cut.pdf", "locked.docx", "photo.pdf", "bomb.gz", "deep.json"])
def test_bad_input_on_the_command_line(name, tmp_path, capsys):
    (tmp_path / name).write_bytes(BAD[name][0])
    assert cli.main(["quotes", str(tmp_path / name), "--json", "-q"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_no_file_outside_is_read(tmp_path):
    (tmp_path / "a.docx").write_bytes(paper.zipped({"word/document.xml": OUTSIDE}))
    assert load(tmp_path / "a.docx").text == "A"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.html", b"<html><body>" + b"<div>" * 20_000 + b"<p>Words and words.</p>"),
        ("quotes.html", b"<html><body>" + b"<blockquote><q>" * 5_000 + b"<p>Words and words.</p>"),
        ("wide.html", b"<html><body><article>" + b"<p>He said so, and that was that.</p>" * 20_000),
        ("open.html", b"<html><body>" + b"<" * 200_000),
        ("comments.txt", b"<!---->" * 60 + b"Words and words."),
        ("deep.md", b"> " * 20_000 + b"words"),
        ("brackets.md", b"[" * 50_000 + b"words"),
        ("stars.md", b"*a **a " * 10_000),
        ("deep.rtf", b"{\\rtf1 " + b"{" * 100_000 + b"words"),
        ("parts.eml", b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nwords\n" * 5_000),
        ("nested.eml", b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 2_000 + b"words"),
        ("header.eml", b"MIME-Version: 1.0\nSubject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nWords."),
    ],
)
def test_deep_and_wide_input_ends(name, content, tmp_path):
    (tmp_path / name).write_bytes(content)
    code = (
        "import sys, resource; resource.setrlimit(resource.RLIMIT_CPU, (60, 60)); from pressq.load import load_all\n"
        "print([type(one).__name__ for one in load_all(sys.argv[1])])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / name], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-500:]
    assert "Article" in done.stdout or "LoadFailure" in done.stdout


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None, max_examples=6)
@given(data=st.data())
def test_spoilt_files_give_text_or_one_error(name, data, tmp_path_factory):
    content = bytearray(FORMATS[name]())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("spoilt") / name
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    for found in load_all(path):
        assert isinstance(found, Article) or isinstance(found.error, PressqError)


@pytest.mark.parametrize(
    ("name", "content", "library", "extra"),
    [
        ("a.pdf", as_pdf(1), "pypdfium2", "pdf"),
        ("a.rtf", as_rtf(), "striprtf.striprtf", "rtf"),
        ("a.zst", b"\x28\xb5\x2f\xfd\x00", "zstandard", "zst"),
        ("a.warc", b"WARC/1.0\r\n", "warcio.archiveiterator", "warc"),
    ],
)
def test_a_missing_library_is_named(name, content, library, extra, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MissingExtraError) as caught:
        load(tmp_path / name)
    (needed,) = EXTRAS[extra]
    assert caught.value.hint == f"{sys.executable} -m pip install '{needed}'"
    assert cli.main(["text", str(tmp_path / name)]) == 2
