"""Web Annotations: they validate, and are found again in the text by their words and by their place."""

from __future__ import annotations

import io
import json

import pytest
from handmade import QUOTES, STORY, SUMMARY, article, hostile, quote
from jsonschema import Draft202012Validator

from pressq.article import Quotes
from pressq.output.schema import schema
from pressq.output.web_annotations import AnnotationWriter


def page_of(*results, kind=Quotes):
    return whole_page(*results, kind=kind)["items"]


def name_of(*results):
    return whole_page(*results)["id"]


def whole_page(*results, kind=Quotes):
    stream = io.StringIO()
    writer = AnnotationWriter(stream, kind)
    for result in results:
        writer.add(result)
    writer.close()
    page = json.loads(stream.getvalue())
    Draft202012Validator(schema("annotations")).validate(page)
    return page


def anchored(text, target):
    """The places of a target, by its words and what stands around them, and by its offsets."""
    words, place = target["selector"]
    found = text.index(words["prefix"] + words["exact"] + words["suffix"]) + len(words["prefix"])
    return (found, found + len(words["exact"])), (place["start"], place["end"])


@pytest.mark.parametrize("found", [QUOTES, hostile()], ids=["story", "hostile"])
def test_every_part_of_a_quotation_is_found_again(found):
    items = page_of(found)
    assert len(items) == len(found.quotes)
    for item, said in zip(items, found.quotes, strict=True):
        spans = [(span.start, span.end) for span in said.spans]
        assert [anchored(found.article.text, target) for target in item["target"]] == [(s, s) for s in spans]


def test_speaker_and_kind_are_tags_and_the_role_is_told():
    first, *_, last = page_of(QUOTES)
    assert [(body["purpose"], body["value"]) for body in first["body"]] == [
        ("tagging", "Ines Varga"),
        ("tagging", "direct"),
        ("identifying", "Ines Varga, mayor of Greater Porthaven and chair of its harbour board"),
    ]
    assert [body["value"] for body in last["body"]] == ["direct"]


def test_a_key_sentence_is_a_highlight():
    (item,) = page_of(SUMMARY)
    assert item["motivation"] == "highlighting"
    assert anchored(STORY.text, item["target"][0]) == ((18, 160), (18, 160))


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("news/story one.txt", "news/story%20one.txt"),
        ("https://news.test/a?b=c&d=é", "https://news.test/a?b=c&d=%C3%A9"),
        ("dump.jsonl#3", "dump.jsonl%233"),
        ("caf\udce9.txt", "caf%ED%B3%A9.txt"),
        ("-", None),
    ],
)
def test_the_source_is_an_address(source, address):
    page = article("Rain fell.", source=source)
    (item,) = page_of(Quotes(page, (quote(page, "Rain"),)))
    assert item["target"][0]["source"] == (address or f"urn:pressq:text:{page.sha256}")


def test_annotations_of_several_articles_are_one_page_each_with_a_name_of_its_own():
    other = article("Rain fell.", source="rain.txt")
    rain = Quotes(other, (quote(other, "Rain"),))
    items = page_of(QUOTES, rain)
    assert len({item["id"] for item in items}) == len(QUOTES.quotes) + 1
    assert len({name_of(QUOTES), name_of(QUOTES, rain), name_of(rain), name_of(Quotes(STORY, ()))}) == 3


def test_what_stands_around_the_words_is_of_their_paragraph():
    page = article("Rain fell.", '"Stay," Ann Lee said.', "They stayed.")
    (item,) = page_of(Quotes(page, (quote(page, '"Stay,"'),)))
    words, _ = item["target"][0]["selector"]
    assert (words["prefix"], words["suffix"]) == ('"', '" Ann Lee said.')


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbour wall</title>
<link rel="canonical" href="https://courier.test/wall"></head>
<body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav>
<article><h1>Harbour wall</h1>
<p>PORTHAVEN &mdash; The wall will be built, the council decided on Monday after a <b>long</b> debate.</p>
<p>&ldquo;We waited ten&nbsp;years for <a href="/wall">this
   wall</a>,&rdquo; said <em>Ines Varga</em>, the mayor.<br>
&ldquo;We will not wait for another winter,&rdquo; she said.</p>
<blockquote><p>The sea does not read our minutes, and it will not wait for them.</p></blockquote>
<p>Varga added that the works were &ldquo;a promise kept&rdquo; and would begin in May, as the council had asked.</p>
<figure><img src="wall.png" alt=""><figcaption>&ldquo;It leaks,&rdquo; said Tom Hale, a diver.</figcaption></figure>
</article></body></html>"""


def test_the_words_of_a_page_are_found_in_the_browser_s_text(run, tmp_path, browser):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    assert run("quotes", "page.html", "-o", "out.jsonld")[0] == 0
    targets = [
        target for item in json.loads((tmp_path / "out.jsonld").read_text())["items"] for target in item["target"]
    ]
    browser.get((tmp_path / "page.html").as_uri())
    shown = " ".join(browser.execute_script("return document.body.innerText").split())
    assert len(targets) >= 4
    for target in targets:
        words, _ = target["selector"]
        assert " ".join((words["prefix"] + words["exact"] + words["suffix"]).split()) in shown
        assert target["source"] == "https://courier.test/wall"


def test_nothing_found_is_an_empty_page():
    assert page_of(Quotes(STORY, ())) == []


def test_the_command_writes_them_under_the_ending_of_linked_data(run, tmp_path):
    (tmp_path / "story.txt").write_text('"Not one winter more," said Ines Varga, the mayor.\n')
    assert run("quotes", "story.txt", "-o", "out.jsonld")[0] == 0
    assert json.loads((tmp_path / "out.jsonld").read_text())["type"] == "AnnotationPage"
    status, _, err = run("speakers", "story.txt", "--format", "annotations")
    assert status == 2
    assert "is for quotes and summarize" in err
