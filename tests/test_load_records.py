"""Files of many articles and folders: every record by itself, and a broken one costs only itself."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.article import Article
from pressq.errors import InputError
from pressq.load import LoadFailure, load, load_all

SAID = "“We stay,” said Ann Lee, the mayor."


def read(path, content: str, name: str, **options) -> list[tuple[str, str]]:
    """Source and text, or source and error, of everything in a file of this content."""
    (path / name).write_text(content, encoding="utf-8")
    found = load_all(path / name, **options)
    return [
        (one.source.rsplit("/", 1)[1], one.text if isinstance(one, Article) else f"! {one.error.message}")
        for one in found
    ]


@pytest.mark.parametrize("field", ["text", "body", "content", "article", "maintext", "articleBody", "TEXT"])
def test_the_text_is_found_under_its_usual_names(tmp_path, field):
    assert read(tmp_path, json.dumps({"n": 1, field: SAID}) + "\n", "a.jsonl") == [("a.jsonl#1", SAID)]


def test_a_broken_record_is_named_and_the_rest_goes_on(tmp_path):
    lines = [{"id": "x", "text": SAID}, None, {"id": 7, "text": SAID}, {"id": "y"}, {"text": " "}, {"text": 5}]
    content = "\n".join(json.dumps(line) if line else '{"text": "cut o' for line in lines) + "\n\n"
    assert read(tmp_path, content, "a.jsonl") == [
        ("a.jsonl#x", SAID),
        ("a.jsonl#2", "! no valid JSON"),
        ("a.jsonl#7", SAID),
        ("a.jsonl#4", "! no field that looks like a text; its fields: id"),
        ("a.jsonl#5", "! there is no text in it"),
        ("a.jsonl#6", "! there is no text in it"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            [{"speaker": "Ida", "text": "No.", "start": 0}, {"speaker": "Tom", "text": "Why?"}],
            ["Ida: No.\n\nTom: Why?"],
        ),
        ([{"Speaker": "Ida", "text": "No."}, {"Speaker": "Ida", "text": "Yes. "}], ["Ida: No. Yes."]),
        ({"title": "Eggs", "turns": [{"speaker": "Ida", "words": "No."}], "text": "No."}, ["Ida: No."]),
        ({"text": "No.", "segments": [{"text": "No."}]}, ["No."]),
        ([{"speaker": "Ida", "text": "No."}, {"title": "Eggs", "text": "They fell."}], ["Ida: No.", "They fell."]),
        ([{"id": 1, "speaker": "Ida", "text": "No."}, {"id": 2, "speaker": "Tom", "text": "Why?"}], ["No.", "Why?"]),
    ],
)
def test_records_of_turns_are_one_transcript(tmp_path, content, expected):
    assert [text for _, text in read(tmp_path, json.dumps(content), "talk.json")] == expected
    if isinstance(content, list):
        lines = "\n".join(map(json.dumps, content))
        assert [text for _, text in read(tmp_path, lines, "talk.jsonl")] == expected


def test_fields_that_are_asked_for(tmp_path):
    content = json.dumps({"meta": {"key": "k"}, "doc": {"words": SAID}, "text": "Not this."}) + "\n"
    options = {"text_field": "doc.words", "id_field": "meta.key"}
    assert read(tmp_path, content, "a.jsonl", **options) == [("a.jsonl#k", SAID)]
    missing = read(tmp_path, content, "a.jsonl", text_field="gone")
    assert missing == [("a.jsonl#1", "! no text in a field 'gone'; its fields: meta, doc, text")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (json.dumps([{"text": SAID}, 3, {"text": SAID}], indent=1), ["a.json#1", "a.json#2 !", "a.json#3"]),
        (json.dumps({"articles": [{"text": SAID}, {"text": SAID}]}), ["a.json#1", "a.json#2"]),
        (json.dumps({"text": SAID}, indent=1), ["a.json"]),
        (json.dumps([{"text": SAID}])[:-1], ["a.json#1", "a.json#2 !"]),
        (json.dumps([{"text": SAID}]) + "]", ["a.json#1"]),
        ("[]", ["a.json !"]),
        ('{"articles": []}', ["a.json !"]),
        ("[" * 100_000, ["a.json#1 !"]),
        ('{"a":' * 100_000, ["a.json#1 !"]),
        ("", ["a.json !"]),
    ],
)
def test_shapes_of_json(tmp_path, content, expected):
    found = read(tmp_path, content, "a.json")
    assert [source + " !" * text.startswith("!") for source, text in found] == expected


def test_what_a_record_tells_about_its_article(tmp_path):
    record = {"title": "Ferries", "authors": ["Ann Lee", "Bo Li"], "date": "2025-03-14T08:00", "source": "The Herald"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record | {"text": SAID}), encoding="utf-8")
    article = load(tmp_path / "a.jsonl")
    assert article.text == SAID
    assert (article.title, article.byline) == ("Ferries", "Ann Lee; Bo Li")
    assert (article.published, article.publisher) == ("2025-03-14", "The Herald")


@pytest.mark.parametrize("day", ["0000-00-00", "2025-02-30", "2025-13-01"])
def test_a_day_that_does_not_exist_is_no_date(tmp_path, day):
    (tmp_path / "a.jsonl").write_text(json.dumps({"date": day, "text": SAID}), encoding="utf-8")
    assert load(tmp_path / "a.jsonl").published is None


def test_markup_in_a_record_becomes_text(tmp_path):
    content = json.dumps({"body": "<p><q>We stay</q>, she said.</p><p>Others &amp; more.</p>"})
    assert read(tmp_path, content, "a.jsonl") == [("a.jsonl#1", "“We stay”, she said.\n\nOthers & more.")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables(tmp_path, mark):
    content = f'\ufeffid{mark}text\r\n1{mark}"“A{mark} b""c"" \n d,” she said."\r\n2\r\n3{mark}x y\r\n'
    assert read(tmp_path, content, "a.csv") == [
        ("a.csv#1", f'“A{mark} b"c" \n d,” she said.'),
        ("a.csv#2", "! 1 cells under 2 names"),
        ("a.csv#3", "x y"),
    ]


def test_a_table_of_nothing(tmp_path):
    for content in ("", "id,text\n", "\n\n"):
        assert [text[:1] for _, text in read(tmp_path, content, "a.csv")] == ["!"]


def test_a_folder(tmp_path):
    (tmp_path / "b" / ".git").mkdir(parents=True)
    for name in ("z.txt", "b/a.txt", "b/c.dat", ".hidden.txt", "b/.git/x.txt", "b/image.png"):
        (tmp_path / name).write_text(SAID, encoding="utf-8")
    (tmp_path / "b" / "d.txt.gz").write_bytes(gzip.compress(SAID.encode()))

    def names(glob=None):
        return [str(one.source)[len(str(tmp_path)) + 1 :] for one in load_all(tmp_path, glob=glob)]

    assert names() == ["z.txt", "b/a.txt", "b/d.txt.gz"]
    assert names("*.dat") == ["b/c.dat"]
    assert names("b/*.txt") == ["b/a.txt"]
    (nothing,) = load_all(tmp_path, glob="*.pdf")
    assert isinstance(nothing, LoadFailure)
    assert "no articles" in nothing.error.message


def test_one_article_is_wanted_where_there_are_several(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": SAID}) + "\n" + json.dumps({"text": SAID}))
    with pytest.raises(InputError, match="several"):
        load(tmp_path / "a.jsonl")


def test_a_web_archive(tmp_path):
    pytest.importorskip("warcio")
    archive = b""
    for name, status, kind, body in [
        ("a", "200 OK", "text/html", f"<html><body><p>{SAID}</p></body></html>"),
        ("b", "404 Not Found", "text/html", "<p>Gone.</p>"),
        ("c", "200 OK", "image/png", "no page"),
        ("d", "200 OK", "text/html", ""),
    ]:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        archive += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.test/{name}\r\n"
                f"WARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: 2025-03-14T08:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            ).encode()
            + answer
            + b"\r\n\r\n"
        )
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(archive))
    good, bad = load_all(tmp_path / "crawl.warc.gz")
    assert (good.text, good.source.rsplit("#", 1)[1]) == (SAID, "https://news.test/a")
    assert bad.source.endswith("crawl.warc.gz#2")


@settings(deadline=None, max_examples=60)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_json_gives_articles_or_errors(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("any") / "a.json"
    path.write_text(json.dumps([value, {"text": value}, {"text": SAID}]), encoding="utf-8")
    found = list(load_all(path))
    assert len(found) == 3
    assert found[2].text == SAID


# -- on the command line


def results_of(out: str) -> list:
    return [json.loads(line) for line in out.splitlines()]


def test_json_lines_in_and_out(run, tmp_path):
    lines = [json.dumps({"id": "x", "text": SAID}), "{", json.dumps({"id": "y", "text": SAID})]
    (tmp_path / "dump.jsonl").write_text("\n".join(lines))
    status, out, err = run("quotes", "dump.jsonl", "--format", "jsonl", "-q")
    results = results_of(out)
    assert status == 4
    assert err == "pressq: error: dump.jsonl#2: no valid JSON\n"
    assert [one["article"]["source"] for one in results] == ["dump.jsonl#x", "dump.jsonl#2", "dump.jsonl#y"]
    assert results[0]["quotes"][0]["speaker"]["name"] == "Ann Lee"
    assert "error" in results[1]


def test_records_are_an_array_and_none_that_is_good_is_status_3(run, tmp_path):
    (tmp_path / "dump.jsonl").write_text(json.dumps({"text": SAID, "key": "k"}))
    status, out, _ = run("quotes", "dump.jsonl", "--json", "--text-field", "text", "--id-field", "key")
    (made,) = json.loads(out)
    assert (status, made["article"]["source"]) == (0, "dump.jsonl#k")
    assert run("text", "-", stdin='{"a": 1}\n{"a": 2}')[0] == 3


def test_a_folder_on_the_command_line(run, tmp_path):
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "a.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "day" / "b.html").write_text("", encoding="utf-8")
    status, out, _ = run("quotes", "day", "--format", "jsonl")
    assert (status, [one["article"]["source"] for one in results_of(out)]) == (4, ["day/a.txt", "day/b.html"])
    status, out, _ = run("quotes", "day", "--glob", "*.txt", "--format", "jsonl")
    assert (status, len(results_of(out))) == (0, 1)
