"""Articles that are still to be read: found in bounded memory, sent to another process, read there as here."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import pickle
import subprocess
import sys
import threading

import paper
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq import cli
from pressq.article import Article
from pressq.errors import UsageError
from pressq.load import LoadFailure, ReadOptions, deferred_articles, load, load_all
from pressq.load import records as reading

SAID = "“We stay,” said Ann Lee, the mayor."


def as_lines(texts: list[str]) -> bytes:
    return "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts).encode()


def as_array(texts: list[str]) -> bytes:
    return json.dumps([{"text": text} for text in texts], ensure_ascii=False, indent=1).encode()


def as_table(texts: list[str]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerows([("id", "text"), *enumerate(texts, start=1)])
    return made.getvalue().encode()


RECORDS = {
    "a.jsonl": as_lines,
    "a.json": as_array,
    "a.csv": as_table,
    "a.warc": paper.warc,
    "a.jsonl.gz": lambda texts: gzip.compress(as_lines(texts), 1),
    "a.csv.bz2": lambda texts: bz2.compress(as_table(texts), 1),
    "a.json.xz": lambda texts: lzma.compress(as_array(texts), preset=0),
    "a.warc.gz": lambda texts: gzip.compress(paper.warc(texts), 1),
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_file_of_records_is_a_piece_for_each_and_all_can_be_sent(name, tmp_path):
    (tmp_path / name).write_bytes(RECORDS[name]([f"{SAID} {number}" for number in range(9)]))
    found = list(deferred_articles(tmp_path / name))
    site = "https://news.test/" if "warc" in name else ""
    assert [deferred.source for deferred in found] == [f"{tmp_path / name}#{site}{number}" for number in range(1, 10)]
    sent = pickle.loads(pickle.dumps(found))
    assert sent == found
    assert [deferred.read() for deferred in sent] == list(load_all(tmp_path / name))
    assert [deferred.read().text for deferred in sent] == [f"{SAID} {number}" for number in range(9)]
    assert found[-1].share == 1


@pytest.mark.parametrize("name", RECORDS)
def test_records_are_found_in_bounded_memory(name, tmp_path):
    """Of a file of 16 MB: from that of one of 1 MB, the memory of a process grows by no more than 4 MB."""
    texts = [f"{number} " + os.urandom(10_000).hex() for number in range(800)]
    (tmp_path / name).write_bytes(RECORDS[name](texts))
    (tmp_path / f"small-{name}").write_bytes(RECORDS[name](texts[:60]))
    code = (
        "import resource, sys; from pressq.load import deferred_articles\n"
        "for path in sys.argv[1:]:\n"
        "    shares = [deferred.share for deferred in deferred_articles(path)]\n"
        "    print(len(shares), shares == sorted(shares), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    paths = [tmp_path / f"small-{name}", tmp_path / name]
    done = subprocess.run([sys.executable, "-c", code, *paths], capture_output=True, text=True, check=True)
    (few, _, before), (many, monotone, after) = (line.split() for line in done.stdout.splitlines())
    assert (few, many, monotone) == ("60", "800", "True")
    assert int(after) - int(before) < 4 * 1024


def test_shares_tell_how_much_was_read(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(as_lines([SAID * 100] * 200))
    (tmp_path / "b.txt").write_text(SAID)
    shares = [deferred.share for deferred in deferred_articles(tmp_path)]
    assert shares == sorted(shares)
    assert shares[-2:] == [0.5, 1]
    assert 0 < shares[0] < 0.1
    assert 0.2 < shares[100] < 0.3


def test_a_plain_file_is_only_looked_at(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<p>Words and words.</p>" * 20_000)
    (deferred,) = deferred_articles(path)
    path.write_text(f"<html><body><p>{SAID}</p></body></html>", encoding="utf-8")
    assert len(pickle.dumps(deferred)) < 500
    assert deferred.read().text == SAID


def test_standard_input_is_taken_along(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(SAID.encode()))))
    (deferred,) = deferred_articles("-")
    assert (deferred.source, pickle.loads(pickle.dumps(deferred)).read().text) == ("-", SAID)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(as_lines([SAID, SAID]))))
    assert [(deferred.source, deferred.read().text) for deferred in deferred_articles("-")] == [
        ("-#1", SAID),
        ("-#2", SAID),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("content", [SAID.encode() * 5000, as_lines([SAID] * 5000)])
def test_a_pipe_can_be_read_once(content, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    thread = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=[content])
    thread.start()
    found = list(load_all(tmp_path / "pipe"))
    thread.join()
    assert "".join(one.text for one in found) == SAID * 5000


def test_what_goes_wrong_is_told_when_it_is_read(tmp_path):
    for name, content in {"a.jsonl": b"{\n{}\n", "b.docx": b"PK\x03\x04", "c.json": b"[]"}.items():
        (tmp_path / name).write_bytes(content)
    found = [pickle.loads(pickle.dumps(deferred)) for deferred in deferred_articles(tmp_path)]
    found += deferred_articles(tmp_path / "missing.txt")
    unread = [deferred.read() for deferred in found]
    assert all(isinstance(one, LoadFailure) for one in unread)
    assert [one.source for one in unread] == [deferred.source for deferred in found]
    assert [one.error.message for one in unread] == [
        "no valid JSON",
        "no field that looks like a text; its fields: none",
        "a damaged or cut off zip archive or office document",
        "an empty array",
        "no such file",
    ]
    assert unread[1].error.hint == "--text-field NAME"
    with pytest.raises(UsageError):
        next(deferred_articles(tmp_path / "missing.txt", ReadOptions("klingon")))


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.999])
def test_what_was_read_before_a_file_breaks_off_is_kept(cut, tmp_path):
    texts = [os.urandom(4000).hex() for _ in range(200)]
    raw = gzip.compress(as_lines(texts))
    (tmp_path / "a.jsonl.gz").write_bytes(raw[: int(len(raw) * cut)])
    *good, bad = load_all(tmp_path / "a.jsonl.gz")
    assert [one.text for one in good] == texts[: len(good)]
    assert len(good) > (cut - 0.2) * len(texts)
    assert (bad.source, bad.error.message) == (str(tmp_path / "a.jsonl.gz"), "a damaged or cut off .gz file")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.lists(json_values, max_size=6), st.integers(1, 40), st.sampled_from([None, 0, 2]), st.text(" \t\r\n"))
def test_an_array_may_be_cut_anywhere_while_it_is_read(values, step, indent, blank):
    text = io.StringIO(blank + json.dumps(values, indent=indent, ensure_ascii=False) + blank)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_STEP", step)
        begun = text.read(len(blank) + 1 + step)
        assert list(reading._items(begun, text)) == values


def test_records_of_many_megabytes(tmp_path):
    long = "x" * (reading.LARGEST_RECORD + 1)
    (tmp_path / "a.jsonl").write_bytes(as_lines([SAID, long, SAID]))
    (tmp_path / "b.json").write_bytes(as_array([SAID, long * 2, SAID]))
    (tmp_path / "c.csv").write_bytes(as_table([SAID, long, SAID]))
    (tmp_path / "d.json").write_bytes(as_lines([long])[:-1])
    found = [
        (deferred.source.rsplit("/", 1)[1], getattr(deferred.content, "message", ""))
        for deferred in deferred_articles(tmp_path)
    ]
    assert found == [
        ("a.jsonl#1", ""),
        ("a.jsonl#2", "larger than 20 MB"),
        ("a.jsonl#3", ""),
        ("b.json#1", ""),
        ("b.json#2", "no valid JSON, or larger than 20 MB: the rest of the array is lost"),
        ("c.csv#1", ""),
        ("c.csv#2", "no CSV: larger than 20 MB"),
        ("c.csv#3", ""),
        ("d.json#1", ""),
    ]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("é" * 70_000, "utf-8"),
        ("x" + "“é”" * 30_000, "utf-8"),
        ("Le maire a été réélu hier, mais ses adversaires contestent le vote. " * 1200, "cp1252"),
        ("x" * 70_000 + "é", "utf-8"),
        ("x" * 70_000 + "é – “so”", "cp1252"),
        ("é" * 10, "utf-16"),
        ("é" * 70_000, "utf-16-le"),
    ],
)
def test_encodings_of_records(content, texts, tmp_path):
    (tmp_path / "a.jsonl").write_bytes((json.dumps({"text": content}, ensure_ascii=False) + "\n").encode(texts) * 2)
    (tmp_path / "a.csv").write_bytes(f'id,text\r\n1,"{content}"\r\n'.encode(texts))
    assert [one.text for one in load_all(tmp_path / "a.jsonl")] == [content, content]
    assert load(tmp_path / "a.csv").text == content


def test_a_dump_that_mixes_encodings_and_one_that_must_not(tmp_path):
    lines = '{"text": "Café"}\n'
    (tmp_path / "a.jsonl").write_bytes(lines.encode() + lines.encode("cp1252"))
    assert [one.text for one in load_all(tmp_path / "a.jsonl")] == ["Café", "Café"]
    (bad,) = load_all(tmp_path / "a.jsonl", encoding="utf-8")
    assert bad.error.message == "not written in utf-8: it breaks"


def test_patterns(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", ".c.txt", "day/e.txt", "day/deep/d.txt", "day/f.html", "one[1].txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SAID, encoding="utf-8")

    def names(pattern, **options):
        return [deferred.source for deferred in deferred_articles(pattern, ReadOptions(**options))]

    assert names("*.txt") == ["a.txt", "b.txt", "one[1].txt"]
    assert names("?.txt") == ["a.txt", "b.txt"]
    assert names("**/*.txt") == ["a.txt", "b.txt", "day/deep/d.txt", "day/e.txt", "one[1].txt"]
    assert names("d*", glob="*.html") == ["day/f.html"]
    assert names("one[1].txt") == ["one[1].txt"]
    (nothing,) = load_all("*.pdf")
    assert (nothing.source, nothing.error.message) == ("*.pdf", "no such file, and none that it fits as a pattern")
    assert cli.main(["text", "*.pdf"]) == 3
    assert capsys.readouterr().err == "pressq: error: *.pdf: no such file, and none that it fits as a pattern\n"
    assert cli.main(["quotes", "?.txt", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out.count("Ann Lee") >= 2


def test_every_piece_of_a_mixed_folder_reads_as_load_all_does(tmp_path):
    for name, made in RECORDS.items():
        (tmp_path / name).write_bytes(made([SAID, "", SAID]))
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    read = [deferred.read() for deferred in pickle.loads(pickle.dumps(list(deferred_articles(tmp_path))))]
    assert sum(isinstance(one, Article) for one in read) == 2 * len(RECORDS) + 1
    assert [one.source for one in read] == [one.source for one in load_all(tmp_path)]
