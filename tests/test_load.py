"""Loading: from bytes to an article, whatever the encoding; and what is said when that cannot be."""

import io
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.errors import BinaryInputError, EmptyInputError, EncodingError, InputError, PressqError, UsageError
from pressq.load import decode, load, parse

WESTERN = "“Ça suffit”, said Zoë Müller — the café’s owner. It cost €5… no more.\r\nNothing else happened.\r\n"
LATIN = "Le maire a été réélu hier à Besançon. Où était le préfet ?\nÀ Genève, répond-il.\n"
POLISH = "Prezydent powiedział wczoraj, że nie będzie żadnych zmian w rządzie, dopóki sytuacja się nie wyjaśni. " * 5
RUSSIAN = "Президент заявил вчера, что никаких изменений в правительстве не будет, пока ситуация не прояснится. " * 5


@pytest.mark.parametrize(
    ("text", "written_in", "expected"),
    [
        ("Plain words.\n", "ascii", "utf-8"),
        (WESTERN, "utf-8", "utf-8"),
        (WESTERN, "utf-8-sig", "utf-8"),
        (WESTERN, "utf-16", "utf-16"),
        (WESTERN, "utf-16-le", "utf-16-le"),
        (WESTERN, "utf-16-be", "utf-16-be"),
        (WESTERN, "utf-32", "utf-32"),
        (WESTERN, "cp1252", "windows-1252"),
        (LATIN, "latin-1", "iso-8859-1"),
        (RUSSIAN, "utf-8", "utf-8"),
    ],
)
def test_encodings_are_detected(text, written_in, expected):
    assert decode(text.encode(written_in)) == (text, expected)


@pytest.mark.parametrize(
    ("text", "written_in"),
    [(POLISH, "cp1250"), (POLISH, "iso-8859-2"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")],
)
def test_other_code_pages_are_guessed(text, written_in):
    assert decode(text.encode(written_in))[0] == text


def test_utf_8_that_is_cut_off_stays_utf_8():
    raw = RUSSIAN.encode()[:-1] + b"\xd0"
    text, encoding = decode(raw)
    assert encoding == "utf-8"
    assert text.startswith(RUSSIAN[:50])


def test_the_encoding_asked_for_is_used():
    assert decode("naïve".encode("cp850"), "cp850") == ("naïve", "cp850")
    assert decode(b"\xef\xbb\xbfWords", "utf-8")[0] == "Words"
    with pytest.raises(EncodingError, match="utf-8"):
        decode(b"caf\xe9", "utf-8")
    for name in ("no-such-encoding", "rot13", "hex", "a\0b", ""):
        with pytest.raises(UsageError, match="encoding"):
            decode(b"Words", name)


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04\x14\x00",
        b"\x1f\x8b\x08\x00\x00",
        b"Words\x00with a NUL in between",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04 words",
    ],
)
def test_what_is_not_text_is_refused(raw):
    with pytest.raises(BinaryInputError):
        decode(raw)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1252", "utf-16", "ascii"]))
def test_any_bytes_give_text_or_one_clear_error(raw, encoding):
    try:
        text, used = decode(raw, encoding)
    except PressqError as error:
        text, used = error.message, error.code
    assert isinstance(text, str)
    assert used


@settings(deadline=None)
@given(st.text(max_size=300))
def test_text_survives_utf_8(text):
    raw = text.encode("utf-8", "ignore")
    if any(char < " " or char == "\x7f" for char in text) or text.startswith("\ufeff") or not text:
        return
    try:
        assert decode(raw) == (raw.decode(), "utf-8")
    except BinaryInputError:
        assert raw.startswith((b"BZh", b"GIF8", b"ID3", b"%PDF-"))


def test_a_file_keeps_its_line_ends(tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(WESTERN.encode("utf-8-sig"))
    article = load(path)
    assert article.text == WESTERN
    assert article.source == str(path)
    assert (article.encoding, article.language) == ("utf-8", "en")
    assert load(str(path)) == article


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WESTERN.encode("cp1252"))))
    article = load("-")
    assert (article.text, article.source, article.encoding) == (WESTERN, "-", "windows-1252")


def test_what_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="folder"):
        load(tmp_path)
    with pytest.raises(InputError, match="not a valid path"):
        load("a\0b")
    with pytest.raises(InputError, match="no such file"):
        load("a" * 5000)
    with pytest.raises(InputError):
        load(tmp_path / "missing.txt" / "below")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("Words.")
    path.chmod(0)
    with pytest.raises(InputError, match="permission denied"):
        load(path)


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\u00a0\u2003\n"])
def test_no_text_is_an_error(text, tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode())
    with pytest.raises(EmptyInputError):
        load(path)
    with pytest.raises(EmptyInputError):
        parse(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_can_be_parsed(text):
    if not text.strip():
        return
    article = parse(text)
    assert article.text == text
    assert article.blocks
    assert len(article.sha256) == 64


def test_lone_surrogates_do_no_harm():
    article = parse('He said "no\ud800" and left. \udfff\n\nNobody spoke.')
    assert article.sha256
    assert [block.kind for block in article.blocks]


def test_charset_normalizer_is_not_loaded_for_ordinary_text():
    code = (
        "import sys; from pressq.load import decode; decode('caf\\u00e9 \\u201cso\\u201d'.encode('cp1252')); "
        "print([m for m in sys.modules if m.startswith(('charset_normalizer', 'nltk', 'numpy', 'sumy'))])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
