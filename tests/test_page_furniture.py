"""Furniture of web pages: what is on a page and is not the article becomes boilerplate, and no text is lost."""

from __future__ import annotations

import pytest

from pressq.load import load

BOX = "<div><a href='/x'>Harbour pilots ask for better boats</a></div>"


def running(number: int) -> str:
    words = f"The storm of night {number} closed the road for hours, and {number} drivers slept in their cars, we hear."
    return f"<p>{words}</p>"


STORY = "".join(map(running, range(1, 5)))


@pytest.fixture
def read(tmp_path):
    def read_page(body: str, head: str = ""):
        page = f"<html><head>{head}</head><body><nav><a href='/'>Home</a></nav><article>{body}</article></body></html>"
        (tmp_path / "a.html").write_text(page, encoding="utf-8")
        return load(tmp_path / "a.html")

    return read_page


def of_kind(article, kind):
    return [block.of(article.text) for block in article.of_kind(kind)]


@pytest.mark.parametrize(
    ("body", "furniture"),
    [
        ("<p><a href='/x'>The pilots ask for better boats</a></p>", ["The pilots ask for better boats"]),
        (
            "<p><a href='/x'>The pilots ask for better boats</a> [VIDEO]</p>",
            ["The pilots ask for better boats [VIDEO]"],
        ),
        ("<h3>Don't miss</h3><p>Old boats</p><p>New boats</p>", ["Don't miss", "Old boats", "New boats"]),
        ("<p>Also on news.test The pilots ask for boats</p>", ["Also on news.test The pilots ask for boats"]),
        ("<p>This video is not available in your region.</p>", ["This video is not available in your region."]),
        ("<p>Write to Ann Lee at ann@news.test</p>", ["Write to Ann Lee at ann@news.test"]),
    ],
)
def test_furniture_is_boilerplate(read, body, furniture):
    article = read(STORY + body + STORY)
    assert of_kind(article, "boilerplate") == furniture
    assert len(of_kind(article, "body")) == 8


@pytest.mark.parametrize(
    "line",
    [
        "ann.lee@news.test",
        "E-mail: ann.lee@news.test",
        "https://news.test/storm",
        "twitter.com/annlee",
        "Main image credit: Halden Pictures",
        "With wire reports",
        "(Graphic: Storms of the year - here)",
        "Lire aussi\u00a0: la tempête en images",
        "Lesen Sie auch: Der Sturm in Bildern",
        "» LIRE AUSSI - La tempête en images",
        "► Read more: The storm in pictures",
    ],
)
def test_lines_of_addresses_and_credits_are_boilerplate(read, line):
    assert of_kind(read(f"{STORY}<p>{line}</p>{STORY}"), "boilerplate") == [" ".join(line.split())]


@pytest.mark.parametrize("line", ["The address was news.test, he wrote.", "@annlee said no.", "Ann.Lee was there."])
def test_a_sentence_with_an_address_stays(read, line):
    assert line in of_kind(read(f"{STORY}<p>{line}</p>{STORY}"), "body")


def test_a_list_of_teasers_ends_the_article(read):
    teasers = "".join(
        f"<li>Storm {number} in pictures, <a href='/x'>and what it left behind</a></li>" for number in "123"
    )
    assert len(of_kind(read(f"{STORY}<ul>{teasers}</ul>"), "boilerplate")) == 3
    assert of_kind(read(f"{STORY}<ul>{teasers}</ul>{STORY}"), "boilerplate") == []


@pytest.mark.parametrize("heading", ["Also read", "Leggi anche", "Lesen Sie auch:"])
def test_the_article_goes_on_after_a_box_of_links(read, heading):
    box = f"<h3>{heading}</h3><h4><a href='/x'>The pilots ask for better boats</a></h4>"
    article = read(f"{STORY}{STORY}{box}{running(9)}")
    assert of_kind(article, "boilerplate") == [heading, "The pilots ask for better boats"]
    assert of_kind(article, "body")[-1].startswith("The storm of night 9")


def test_a_byline_and_a_date_in_headings_are_no_subheads(read):
    head = "<meta property='og:title' content='Storm closes the road'>"
    article = read(f"<h1>Storm closes the road</h1><h2>by Ann Lee</h2><h2>Monday, May 5, 2025</h2>{STORY}", head)
    assert (of_kind(article, "subhead"), of_kind(article, "byline")) == ([], ["by Ann Lee"])


def test_a_section_of_teasers_ends_the_article(read):
    article = read(STORY + "<h3>Top stories</h3><p>A bus line closes.</p>" + running(9))
    assert [text[:12] for text in of_kind(article, "boilerplate")] == ["Top stories", "A bus line c", "The storm of"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p><a href='/x'>“We slept in the car for two nights,” said Bo Lind</a></p>",
        "<p><a href='/x'>The agency had closed the road before, in the winter of the storm of 2012.</a></p>",
        "<p>The <a href='/x'>agency</a> closed the road again on Monday.</p>",
        "<h3>The night</h3>",
        f"<h3><a href='/x'>The night in the cars</a></h3>{running(7)}",
        "<h3>Comments on the storm by its drivers</h3>",
    ],
)
def test_what_is_linked_or_headed_within_the_article_stays(read, paragraph):
    assert of_kind(read(STORY + paragraph + STORY), "boilerplate") == []


def test_a_sentence_that_a_link_box_divides_is_whole(read):
    body = f"{STORY}<p>The road was opened by the governor, Ann</p>{BOX}<p>Lee, who came by boat.</p>{STORY}"
    assert "The road was opened by the governor, Ann Lee, who came by boat." in of_kind(read(body), "body")


def test_two_paragraphs_around_a_link_box_stay_two(read):
    body = f"{STORY}<p>The road was opened by the governor at noon</p>{BOX}<p>Lee came by boat.</p>{STORY}"
    assert "Lee came by boat." in of_kind(read(body), "body")


def test_a_heading_that_repeats_the_title_is_no_subhead(read):
    head = "<meta property='og:title' content='Storm closes the road over the pass'>"
    article = read(f"<h1>Storm closes pass road</h1>{STORY}", head)
    assert of_kind(article, "title") == ["Storm closes the road over the pass"]
    assert of_kind(article, "subhead") == []
