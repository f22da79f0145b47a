"""Parquet in: a row is a record as in JSON Lines, a few are in memory at a time, a damaged file costs its rest."""

from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
import sys
import time
from datetime import UTC, date, datetime

import pytest

from pressq.article import Article
from pressq.errors import EmptyInputError, MissingExtraError
from pressq.load import LoadFailure, ReadOptions, deferred_articles, load_all, reader_process
from pressq.load.records import Record

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

SAID = "“We stay,” said Ann Lee, the mayor."


def written(path, columns, **options):
    pq.write_table(pa.table(columns), path, **options)
    return path


def read(path, **options):
    """Source and text, or source and error, of everything in a file."""
    return [
        (one.source.rsplit("/", 1)[1], one.text if isinstance(one, Article) else f"! {one.error.message}")
        for one in load_all(path, **options)
    ]


def test_a_row_is_a_record(tmp_path):
    path = written(tmp_path / "a.parquet", {"id": ["x", None, "z"], "Text": [SAID, SAID, None]})
    assert read(path) == [
        ("a.parquet#x", SAID),
        ("a.parquet#2", SAID),
        ("a.parquet#3", "! there is no text in it"),
    ]


def test_fields_that_are_asked_for(tmp_path):
    path = written(tmp_path / "a.parquet", {"meta": [{"key": 7}], "doc": [{"words": SAID}], "text": ["Not this."]})
    assert read(path, text_field="doc.words", id_field="meta.key") == [("a.parquet#7", SAID)]
    assert read(path, text_field="gone") == [
        ("a.parquet#1", "! no text in a field 'gone'; its fields: meta, doc, text")
    ]


@pytest.mark.parametrize(
    "day",
    [
        "2025-03-14",
        date(2025, 3, 14),
        datetime(2025, 3, 14, 8, 30),
        datetime(2025, 3, 14, 8, 30, tzinfo=UTC),
        pa.scalar(1_741_939_200_000_000_123, pa.timestamp("ns")),
    ],
)
def test_dates_of_every_type(tmp_path, day):
    path = written(tmp_path / "a.parquet", {"text": [SAID], "date": pa.array([day])})
    (article,) = load_all(path)
    assert article.published == "2025-03-14"


def test_what_a_row_tells_about_its_article(tmp_path):
    row = {"title": ["Ferries"], "authors": [["Ann Lee", "Bo Li"]], "source": ["The Herald"], "embedding": [[0.5] * 99]}
    (article,) = load_all(written(tmp_path / "a.parquet", {**row, "body": [f"<p>{SAID}</p>"]}))
    assert (article.text, article.title, article.byline) == (SAID, "Ferries", "Ann Lee; Bo Li")
    assert article.publisher == "The Herald"


def test_rows_are_read_as_they_are_asked_for(tmp_path):
    noise = random.Random(7)
    texts = [noise.randbytes(2_000).hex() for _ in range(4_000)]  # which no packing makes small
    path = written(tmp_path / "a.parquet", {"text": texts})
    found = list(deferred_articles(path))
    assert [deferred.source for deferred in found[::1999]] == [f"{path}#1", f"{path}#2000", f"{path}#3999"]
    assert found[0].share < 0.6
    assert found[-1].share > 0.9
    assert found[-1].read().text == texts[-1]


def test_packed_or_piped(tmp_path, monkeypatch):
    raw = written(tmp_path / "a.parquet", {"text": [SAID, SAID]}).read_bytes()
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress(raw))
    assert [text for _, text in read(tmp_path / "b.parquet.gz")] == [SAID, SAID]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert [one.source for one in load_all("-")] == ["-#1", "-#2"]


def test_the_content_tells_whatever_the_name_is(tmp_path):
    assert read(written(tmp_path / "a.txt", {"text": [SAID]})) == [("a.txt#1", SAID)]


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-30], lambda raw: raw[:8], lambda raw: raw[:4] + bytes(len(raw))])
def test_a_damaged_file_is_told(tmp_path, spoil):
    path = written(tmp_path / "a.parquet", {"text": [SAID]})
    path.write_bytes(spoil(path.read_bytes()))
    assert read(path) == [("a.parquet#1", "! a damaged Parquet file: the rest of it is lost")]


def test_a_damaged_page_costs_the_rows_from_there_on(tmp_path):
    path = tmp_path / "a.parquet"
    texts = [f"{SAID} {number}" for number in range(300)]
    written(path, {"text": texts}, row_group_size=100, compression="zstd", use_dictionary=False)
    raw = bytearray(path.read_bytes())
    start = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    raw[start + 40 : start + 200] = bytes(160)
    path.write_bytes(raw)
    *good, bad = load_all(path)
    assert [article.text for article in good] == texts[: len(good)]
    assert len(good) >= 64
    assert isinstance(bad, LoadFailure)


def test_a_table_without_rows(tmp_path):
    (nothing,) = load_all(written(tmp_path / "a.parquet", {"text": pa.array([], pa.string())}))
    assert isinstance(nothing.error, EmptyInputError)


def test_without_pyarrow_it_is_told_what_to_install(tmp_path, monkeypatch):
    path = written(tmp_path / "a.parquet", {"text": [SAID]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (missing,) = load_all(path)
    assert isinstance(missing.error, MissingExtraError)
    assert "-m pip install 'pyarrow>=" in missing.error.hint


DAMAGED = """
import sys
from pathlib import Path
from pressq.errors import PressqError
from pressq.load import ReadOptions
from pressq.load.parquet import rows
whole, path = Path(sys.argv[1]).read_bytes(), Path("damaged.parquet")
footer = int.from_bytes(whole[-8:-4], "little")
for place in range(len(whole) - 8 - footer, len(whole) - 8):
    for value in (0x00, 0x19, 0xFF):
        path.write_bytes(whole[:place] + bytes([value]) + whole[place + 1 :])
        try:
            list(rows(path.open("rb", buffering=0), ReadOptions()))
        except PressqError:
            pass
"""


def test_no_byte_of_the_footer_ends_the_process(tmp_path):
    """Where the sizes in it are damaged, pyarrow may abort whoever asks for them."""
    written(tmp_path / "whole.parquet", {"text": [SAID], "id": ["x"]})
    command = [sys.executable, "-c", DAMAGED, "whole.parquet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]


def dies(_, __):
    """A reader that a file kills after its first record."""
    yield Record(1, EmptyInputError("there is no text in it"))
    os.abort()


def hangs(_, __):
    yield Record(1, EmptyInputError("there is no text in it"))
    time.sleep(60)


@pytest.mark.parametrize(("reader", "seconds"), [(dies, 60.0), (hangs, 5.0)])
def test_a_library_that_crashes_or_hangs_costs_the_rest_of_the_file(tmp_path, monkeypatch, reader, seconds):
    monkeypatch.setattr(reader_process, "_SECONDS", seconds)
    (tmp_path / "a").write_bytes(b"")
    with (tmp_path / "a").open("rb") as file:
        first, last = reader_process.records_in(file, f"{__name__}:{reader.__name__}", ReadOptions())
    assert isinstance(first.content, EmptyInputError)
    assert last.place == 2
    assert "the rest of it is lost" in last.content.message
