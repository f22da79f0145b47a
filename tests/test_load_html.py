"""Web pages: what is the article on them, and what its markup means."""

from __future__ import annotations

import json
import re
from email.message import EmailMessage
from html import escape

import pytest

from pressq import quotes
from pressq.cli import main
from pressq.load import load
from pressq.load.document import Document, TextPart
from pressq.load.html import decode_page
from pressq.load.markup import paragraphs_of, tree_of, write_marks

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour town votes to keep night ferries | The Dunmore Herald</title>
<meta property="og:site_name" content="The Dunmore Herald">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Harbour town votes to keep night ferries", "datePublished": "2025-03-14T08:00:00Z",
 "author": {"@type": "Person", "name": "Ilsa Merrow"},
 "publisher": {"@type": "Organization", "name": "The Dunmore Herald"}}</script></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to improve your experience.</p><button>Accept</button></div>
<main><article><h1>Harbour town votes to keep night ferries</h1><p class="byline">By Ilsa Merrow</p>
<figure><img src="f.jpg"><figcaption>A ferry leaves the old pier on Tuesday. Photo: Tam Orley</figcaption></figure>
<p>The town council voted on Thursday to keep the night ferries running for another two years, ending weeks of
argument over their cost.</p>
<p><q>Nobody should have to swim home from a late shift,</q> said Maren Aldous, who leads the council. <q>This is a
service, not a luxury.</q></p>
<p>The ferry company warned that the boats lose about 400,000 a year. "We will run them as long as the town pays," its
chief executive, Piet Vandersloot, told reporters after the vote.</p>
<blockquote class="pullquote"><p>This is a service, not a luxury.</p></blockquote>
<aside class="newsletter"><h3>Sign up for our newsletter</h3><p>The best stories, in your inbox every day.</p></aside>
<h2>A long dispute</h2>
<p>The dispute began in January. In a letter to residents, the harbour master, Edda Quill, wrote:</p>
<blockquote><p>The boats are old and the nights are long.</p><p>We promise to "try" each night.</p></blockquote>
<p>On the night of the vote, one member of the council posted a message.</p>
<blockquote class="twitter-tweet"><p lang="en">The ferries stay. Thank you to everyone who wrote to us.</p>&mdash;
Jonas Feld (@jonasfeld) <a href="https://x.test/1">March 13, 2025</a></blockquote>
<p>Vandersloot said that the company would buy a third boat next year if passenger numbers kept rising.</p>
<div class="related"><h3>Related stories</h3><ul><li><a href="/a">Bridge closed for a week</a></li></ul></div>
</article></main><section class="comments"><h3>Comments</h3><p>userone: What a waste of money, I say.</p></section>
<footer><p>© 2025 The Dunmore Herald. All rights reserved.</p></footer></body></html>"""


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "saved"
    path.write_text(PAGE, encoding="utf-8")
    return load(path)


def test_the_head_is_read_from_the_markup(article):
    assert article.title == "Harbour town votes to keep night ferries"
    assert (article.byline, article.published) == ("Ilsa Merrow", "2025-03-14T08:00:00+00:00")
    assert (article.publisher, article.language, article.encoding) == ("The Dunmore Herald", "en", "utf-8")


def test_the_title_and_subheads_are_known(article):
    kinds = {block.of(article.text): block.kind for block in article.blocks}
    assert kinds["Harbour town votes to keep night ferries"] == "title"
    assert kinds["A long dispute"] == "subhead"


@pytest.mark.parametrize(
    "words", ["cookies", "Photo", "newsletter", "Related", "Bridge closed", "userone", "All rights reserved", "Sport"]
)
def test_what_is_around_the_article_is_out(article, words):
    assert words not in article.text


@pytest.mark.parametrize(
    "words",
    [
        "“Nobody should have to swim home from a late shift,” said Maren Aldous",
        '"We will run them as long as the town pays," its chief executive',
        "wrote:\n\n“The boats are old and the nights are long.\n\n“We promise to ‘try’ each night.”",
        "“The ferries stay. Thank you to everyone who wrote to us.”\n\n— Jonas Feld (@jonasfeld)",
    ],
)
def test_quotations_keep_or_gain_their_marks(article, words):
    assert words in article.text


@pytest.mark.parametrize("tag", ["time", "label", "output"])
def test_elements_in_a_sentence_keep_their_words(tmp_path, tag):
    path = tmp_path / "saved.html"
    sentence = "The dispute began in January"
    path.write_text(PAGE.replace(sentence, f"{sentence} (on <{tag}>the 9th</{tag}>)"), encoding="utf-8")
    assert f"{sentence} (on the 9th). In a letter" in load(path).text


def test_a_pull_quote_is_there_once(article):
    assert article.text.count("This is a service, not a luxury.") == 1


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a <b>b</b>\n c<br>D.</p>", ["a b c", "D."]),
        ("<p>went on<br>in lower case</p>", ["went on in lower case"]),
        ("<div>One<div>two</div>three</div>", ["One", "two", "three"]),
        ("<p>soft\u00adhyphen zero\u200bwidth no\u00a0break</p>", ["softhyphen zerowidth no break"]),
        ("<p>a</p><script>b</script><style>c</style><!-- d -->", ["a"]),
        ("<ul><li>one</li><li>two</li></ul>", ["one", "two"]),
        ("<q>one <q>two</q> three</q>", ["“one ‘two’ three”"]),
        ("<q>“one”</q>", ["“one”"]),
        ("<p><q>one <b>two</b></q>, she said.</p>", ["“one two”, she said."]),
        ("<blockquote>one <i>two</i> three</blockquote>", ["“one two three”"]),
        ("<blockquote><p>one</p><footer>— Ann Lee</footer></blockquote>", ["“one”", "— Ann Lee"]),
        ("<blockquote><p>one</p><cite>Ann Lee</cite></blockquote>", ["“one”", "Ann Lee"]),
        ("<blockquote><p>«one»</p></blockquote>", ["«one»"]),
        ("<blockquote>«one</blockquote><blockquote>two»</blockquote>", ["«one", "two»"]),
        ('<blockquote>one "two"</blockquote>', ["“one ‘two’”"]),
        ("<blockquote><h2>Head</h2><p>one</p></blockquote>", ["Head", "one"]),
        ("<blockquote><blockquote>one</blockquote></blockquote>", ["“one”"]),
        ("<blockquote></blockquote><q></q><p>x</p>", ["x"]),
    ],
)
def test_markup_becomes_text(markup, expected):
    tree = tree_of(markup)
    write_marks(tree)
    assert [part.text for part in paragraphs_of(tree)] == expected


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (b'<meta charset="windows-1251">\xcf', "windows-1251"),
        (b'<meta charset="punycode">Le caf\xe9 est ferm\xe9', "iso-8859-1"),  # slow, and of no page
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">\x93', "windows-1252"),
        (b'<?xml version="1.0" encoding="koi8-r"?>\xcf', "koi8-r"),
        (b'\xef\xbb\xbf<meta charset="windows-1251">x', "utf-8"),
        ('<meta charset="no-such-thing">é'.encode(), "utf-8"),
        ('<meta charset="ascii">é'.encode(), "utf-8"),
        (b"<p>x", "utf-8"),
        ('<meta charset="iso-8859-15"><p>“Ça suffit”'.encode(), "utf-8"),
        (b'<meta charset="iso-2022-jp">\x1b$B%F\x1b(B', "iso-2022-jp"),
    ],
)
def test_the_encoding_of_a_page(raw, encoding):
    assert decode_page(raw)[1] == encoding


@pytest.mark.parametrize(
    ("raw", "charset", "expected"),
    [
        (b'<meta charset="koi8-r">\xcf', "windows-1251", "windows-1251"),
        ("é".encode(), "iso-8859-1", "utf-8"),
        (b"caf\xe9", "utf-8", "iso-8859-1"),
        (b"\x93so\x94", "ISO-8859-1", "windows-1252"),
        (b"caf\xe9", "rot13", "iso-8859-1"),
    ],
)
def test_what_a_server_says_is_believed_where_it_can_be(raw, charset, expected):
    assert decode_page(raw, charset=charset)[1] == expected


@pytest.mark.parametrize(
    "body", ["<p>“We are done,” said Ana Ruiz.</p><p>She left.</p>", "“We are done,” said Ana Ruiz.<br><br>She left."]
)
def test_a_small_page_is_all_article(body, tmp_path):
    (tmp_path / "a.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    assert load(tmp_path / "a.html").text == "“We are done,” said Ana Ruiz.\n\nShe left."


def test_a_small_page_keeps_its_headings(tmp_path):
    (tmp_path / "page.html").write_text(
        "<html><title>Panel</title><body><h1>Panel on hens</h1><h3>Ida Moss</h3><p>We have nine hens.</p>"
        "<h3>Tom Birk</h3><p>The fox has eight of them by now.</p></body></html>"
    )
    blocks = load(tmp_path / "page.html").blocks
    assert [block.kind for block in blocks][1:] == ["subhead", "body", "subhead", "body"]


def test_quotations_set_as_figures_stay_and_pull_quotes_with_a_name_go(tmp_path):
    story = (
        "<p>“We slept in the car,” said Bo Lind, a nurse. “Nobody told us anything about the road.”</p>"
        "<div class='pull-quote'>“We slept in the car” <span>Bo Lind</span></div>"
        "<p class='pull-right'>The road is expected to open again on Wednesday, the agency said in a statement.</p>"
        "<figure><blockquote><p>Roads can be rebuilt.</p></blockquote><figcaption>Eva Holm</figcaption></figure>"
        "<p>Hundreds of drivers were stranded overnight after a storm closed the road, police said on Monday.</p>"
    )
    page = f"<html><body><nav><a href='/'>Home</a></nav><article>{story}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    text = load(tmp_path / "a.html").text
    assert text.count("We slept in the car") == 1
    assert "in a statement.\n\n“Roads can be rebuilt.”\n\nEva Holm\n\nHundreds" in text


def test_paragraphs_that_are_divisions(tmp_path):
    story = (
        "<div>The deal was signed on Monday after two years of talks between the islands and the mainland.</div>" * 3
    )
    story += "<div>“It took too long,” said Mara Olin.<br><br>She left.</div>"
    page = f"<html><body><nav><a href='/'>Home</a></nav><div class='story-body'>{story}</div></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert "mainland.\n\n“It took too long,” said Mara Olin.\n\nShe left." in load(tmp_path / "a.html").text


STORY = (
    "<p>The road over the pass is expected to open again on Wednesday, the agency said in a statement.</p>"
    "<p>“We slept in the car,” said Bo Lind, a nurse. “Nobody told us anything about the road.”</p>"
    "<p>Hundreds of drivers were stranded overnight after a storm closed the road, police said on Monday.</p>"
)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("id='comments'", False),
        ("class='box reader_comments_list'", False),
        ("id='comentarios_lectores'", False),
        ("class='commentaires'", False),
        ("class='has-comments'", True),
    ],
)
def test_what_readers_write_is_out(name, kept, tmp_path):
    said = "<p>“What a mess this was,” I said to my wife. And nobody lifted a finger, as ever.</p>"
    page = f"<html><body><nav><a href='/'>Home</a></nav><div>{STORY}<div {name}>{said * 3}</div></div></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert ("What a mess" in load(tmp_path / "a.html").text) is kept


def test_a_story_that_is_a_comment_stays(tmp_path):
    page = f"<html><body><nav><a href='/'>Home</a></nav><div class='user_comments'>{STORY}</div></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert "We slept in the car" in load(tmp_path / "a.html").text


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("Pass closed by storm - The Courier", "Pass closed by storm", "Pass closed by storm"),
        ("The Courier | Pass closed by storm", "Pass closed by storm", "Pass closed by storm"),
        ("Pass closed by storm • Politics : The Courier", "Pass closed by storm", "Pass closed by storm"),
    ],
)
def test_a_title_stands_without_the_name_of_its_site(title, heading, expected, tmp_path):
    page = f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><h1>{heading}</h1>{STORY}"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    article = load(tmp_path / "a.html")
    assert article.title == expected
    assert article.text.count("closed by storm") <= 1


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Pass closed by storm | Courier Politics", "Courier", "Pass closed by storm"),
        ("Pass closed by storm | Courier Politics", "Tides", None),
        ("Pass closed | Courier Politics", "Courier", None),
    ],
)
def test_a_title_stands_without_the_name_that_the_page_tells_of_its_site(title, site, expected, tmp_path):
    meta = f"<meta property='og:site_name' content='{site}'><meta property='og:title' content='{title}'>"
    page = f"<html><head>{meta}</head><body><h1>The pass is closed again</h1>{STORY}"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert load(tmp_path / "a.html").title == (expected or title)


def test_a_paragraph_that_is_marked_up_as_a_heading_stays(tmp_path):
    lede = (
        "The mother of a driver who was stranded described how her son had been “freezing for a whole night” up there."
    )
    page = f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Pass closed</h1><h2>{lede}</h2>{STORY}"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert lede in load(tmp_path / "a.html").text


@pytest.mark.parametrize(
    ("markup", "parted"),
    [
        ("<p><b>Did you stay?</b> I did, for a year.</p>", True),
        ("<p><strong>Did <i>you</i> stay?</strong> I did, for a year.</p>", True),
        ("<p><b>Did you stay?</b></p><p>I did, for a year.</p>", True),
        ("<p>She asked: <b>Did you stay?</b> I did, for a year.</p>", False),
        ("<p><b>I did stay.</b> I did, for a year.</p>", False),
    ],
)
def test_a_question_in_bold_stands_above_its_answer(tmp_path, markup, parted):
    page = f"<html><body><article><h1>Pass closed</h1>{STORY}{markup}{STORY}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    text = load(tmp_path / "a.html").text
    assert ("stay?\n\nI did, for a year." in text or "stay?\nI did, for a year." in text) is parted
    assert "I did, for a year." in text


@pytest.mark.parametrize("sender", ["<Saved by Blink>", '"Saved by Windows Internet Explorer 8"'])
def test_a_page_that_a_browser_saved_as_one_file(sender, article, tmp_path):
    saved = EmailMessage()
    saved["From"], saved["Subject"] = sender, "Harbour town votes"
    saved.set_content(PAGE, subtype="html", cte="quoted-printable")
    saved["Content-Location"] = "https://herald.test/ferries"
    saved.make_related()
    saved.add_related(b"GIF89a", "image", "gif")
    (tmp_path / "a.mhtml").write_bytes(saved.as_bytes())
    found = load(tmp_path / "a.mhtml")
    assert (found.text, found.blocks, found.publisher) == (article.text, article.blocks, article.publisher)


def test_a_page_that_a_browser_saved_with_a_note_of_its_address(article, tmp_path):
    note = "<!-- saved from url=(0028)https://herald.test/ferries -->"
    (tmp_path / "saved.txt").write_text(f"{note}\n{PAGE}", encoding="utf-8-sig")
    assert load(tmp_path / "saved.txt").text == article.text


def paragraph(number: int) -> str:
    """A paragraph of running text, unlike those of other numbers."""
    words = (
        f"The tunnel under quay {number} stays shut for {number} weeks while divers mend its walls, port staff said."
    )
    return f"<p>{words}</p>"


def blocks(*numbers: range) -> list[str]:
    return [f'<div class="grid article__body">{"".join(map(paragraph, some))}</div>' for some in numbers]


ADVERTISEMENT = '<div class="ad-slot"><a href="/buy">Buy a kettle</a></div>'


def page_of(*parts: str, head: str = "") -> str:
    story = "".join(f'<div class="row">{part}</div>{ADVERTISEMENT}' for part in parts)
    return f"<html><head>{head}</head><body><nav><a href='/'>Home</a></nav><h1>Tunnel shut</h1>{story}</body></html>"


def missing(text: str, numbers: range) -> list[int]:
    return [number for number in numbers if f"under quay {number} stays" not in text]


def test_a_body_in_several_blocks_of_one_class_is_read_whole(tmp_path):
    (tmp_path / "a.html").write_text(page_of(*blocks(range(1, 4), range(4, 9), range(9, 12))), encoding="utf-8")
    article = load(tmp_path / "a.html")
    assert missing(article.text, range(1, 12)) == []
    assert [int(number) for number in re.findall(r"quay (\d+)", article.text)] == list(range(1, 12))
    assert "kettle" not in article.text
    assert article.notes == ()


@pytest.mark.parametrize("heading", ["<h1>Ferry fares rise</h1>", "<article><h2>Ferry fares rise</h2>"])
def test_the_next_article_on_a_page_stays_out(tmp_path, heading):
    first, second = blocks(range(1, 4), range(4, 9))
    (tmp_path / "a.html").write_text(page_of(first, heading + second), encoding="utf-8")
    article = load(tmp_path / "a.html")
    assert missing(article.text, range(1, 9)) == [4, 5, 6, 7, 8]
    assert article.notes == ()


BODIES = {
    "lines": "\n\n".join(re.sub("<.*?>", "", paragraph(number)) for number in range(1, 7)),
    "markup": "".join(map(paragraph, range(1, 7))),
    "escaped markup": escape("".join(map(paragraph, range(1, 7)))),
}


def json_ld(body: str) -> str:
    story = {"@graph": [{"@type": "NewsArticle", "headline": "Tunnel shut", "articleBody": body}]}
    return f'<script type="application/ld+json">{json.dumps(story)}</script>'


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("shown", [range(0), range(1, 3)], ids=["no paragraph is shown", "two are shown"])
def test_the_body_that_a_page_declares_fills_in_for_what_it_does_not_show(tmp_path, body, shown):
    (tmp_path / "a.html").write_text(page_of(*blocks(shown), head=json_ld(body)), encoding="utf-8")
    article = load(tmp_path / "a.html")
    assert missing(article.text, range(1, 7)) == []
    assert sum(block.kind == "body" for block in article.blocks) == 6
    assert "<p>" not in article.text


def test_the_declared_body_of_another_article_stays_out(tmp_path):
    other = "\n".join(f"Fares on line {number} rise in May, and nobody is happy about it." for number in range(20))
    (tmp_path / "a.html").write_text(page_of(*blocks(range(1, 4)), head=json_ld(other)), encoding="utf-8")
    assert "Fares" not in load(tmp_path / "a.html").text


def test_a_page_with_much_text_outside_the_article_is_marked_incomplete(tmp_path, capsys):
    rest = f'<div class="elsewhere">{"".join(map(paragraph, range(4, 12)))}</div>'
    (tmp_path / "a.html").write_text(page_of(*blocks(range(1, 4)), rest), encoding="utf-8")
    assert load(tmp_path / "a.html").notes == ("incomplete",)
    assert main(["text", str(tmp_path / "a.html")]) == 0
    warning = f"pressq: warning: {tmp_path / 'a.html'}: much of the page's text is left out; compare with the page\n"
    assert capsys.readouterr().err == warning
    assert main(["text", "-q", str(tmp_path / "a.html")]) == 0
    assert capsys.readouterr().err == ""


def test_the_quotations_of_an_incomplete_page_say_so(tmp_path, capsys):
    rest = f'<div class="elsewhere">{"".join(map(paragraph, range(4, 12)))}</div>'
    page = tmp_path / "a.html"
    page.write_text(page_of(*blocks(range(1, 4)), rest), encoding="utf-8")
    for command in (["quotes"], ["verify", "--against", __file__]):
        main([*command, str(page), "--json"])
        out, err = capsys.readouterr()
        assert json.loads(out)["notes"] == ["incomplete"]
        assert err.count("much of the page's text is left out") == 1
    assert main(["quotes", str(page)]) == 0
    assert "in the part of the page that was read" in " ".join(capsys.readouterr().out.split())


def head_and_body(head: str, body: str = "") -> str:
    return (
        f"<html><head><title>Pass closed by storm</title>{head}</head><body><h1>Pass closed by storm</h1>{body}{STORY}"
    )


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


PERSON = {"@type": "Person", "name": "Ann M. Lee"}
PUBLISHER = {"publisher": {"@type": "Organization", "name": "The Dunmore Herald"}}


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        (linked(author=PERSON), "", "Ann M. Lee"),
        (linked(author=[PERSON, {"name": "By TIM ROE, Staff Writer"}]), "", "Ann M. Lee; Tim Roe"),
        (linked(author="Ann M. Lee"), "<meta name='author' content='Herald Online'>", "Ann M. Lee"),
        (linked(author={"@id": "#ann"}) + linked(**{"@id": "#ann"} | PERSON), "", "Ann M. Lee"),
        (linked(author={"name": "Dunmore Herald"}, **PUBLISHER), "<p class='byline'>By Ann Lee</p>", "Ann Lee"),
        (linked(author={"name": "Dunmore Herald"}, **PUBLISHER), "", None),
        (linked(author={"@type": "Person", "name": "Reuters"}), "", "Reuters"),
        (linked(author=None, datePublished=""), "<p class='byline'>By Ann Lee</p>", "Ann Lee"),
        ("<meta name='author' content='Ann Lee, Health Editor'>", "", "Ann Lee"),
        ("<meta property='article:author' content='https://social.test/annlee'>", "", None),
        (
            "",
            "<p class='byline'>By <a rel='author'>Ann Lee</a> and <a rel='author'>Tim Roe</a></p>",
            "Ann Lee; Tim Roe",
        ),
        ("", "<span itemprop='author creator'>Ann Lee</span>", "Ann Lee"),
        ("", "<div class='author-box'><p class='byline'>Ann Lee<span>Monday, 3 June</span></p></div>", "Ann Lee"),
        ("", "<div class='author-flyout'>View author archive Get author RSS feed</div>", None),
        ("", "<div class='user-menu author'>Account You're logged in</div>", None),
        ("", "<aside><p class='byline'>By Tim Roe</p></aside>", None),
        ("<meta name='author' content='admin17'>", "", None),
        ("<meta name='author' content='Ravnsund Data AB'>", "<p class='byline'>By Ann Lee</p>", "Ann Lee"),
        ("<meta name='author' content='Ravnsund Data AB'>", "", "Ravnsund Data AB"),
        ("<meta property='og:author' content='By <a href=\"/by/lee\">Ann Lee</a>'>", "", "Ann Lee"),
        (linked(author=PERSON), "<p class='by-line'>By Ann M. Lee and Tim Roe</p>", "Ann M. Lee; Tim Roe"),
        ("", "<div data-test='byline'>By Ann Lee</div>", "Ann Lee"),
        ("", "<div class='ArticlePage-authorName'>Ann Lee</div>", "Ann Lee"),
        ("", "<article><footer><span class='author'>Ann Lee</span></footer></article>", "Ann Lee"),
        ("", "<h4><a href='/people/ann-lee.html'>Ann Lee</a></h4>", "Ann Lee"),
        ("", "<h4><a href='/people/list'>Ann Lee</a></h4>", None),
        ("", "<div>14/03/2025 - Posted by Ann Lee - Sea</div>", "Ann Lee"),
        ("", "<div>By Using This Page you agree</div>", None),
        ("", "<figure><span class='author'>Ann Lee</span></figure>", None),
        ("", "<div class='quote-author'>Ann Lee</div>", None),
    ],
)
def test_the_byline_of_a_page(tmp_path, head, body, byline):
    (tmp_path / "a.html").write_text(head_and_body(head, body), encoding="utf-8")
    assert load(tmp_path / "a.html").byline == byline


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (linked(datePublished="2025-03-14"), "", "2025-03-14"),
        (linked(datePublished="Fri, 14 Mar 2025 08:00:00 +0100"), "", "2025-03-14"),
        (linked(datePublished="0001-01-01T00:00:00Z"), "<meta name='date' content='2025-03-14'>", "2025-03-14"),
        (linked(datePublished="soon"), "<p>Published on March 14, 2025</p>", "2025-03-14"),
        ("<meta property='article:published_time' content='2025-03-14T08:00:00Z'>", "", "2025-03-14"),
        ("", "<p>Last Friday, 14 March 2025</p>", "2025-03-14"),
        ("", "", None),
    ],
)
def test_the_date_of_a_page(tmp_path, head, body, published):
    (tmp_path / "a.html").write_text(head_and_body(head, body), encoding="utf-8")
    assert (load(tmp_path / "a.html").published or "")[:10] == (published or "")


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2025-03-14T08:00:00+01:00", "2025-03-14T08:00:00+01:00"),
        ("2025-03-14T08:00:00.123Z", "2025-03-14T08:00:00+00:00"),
        ("2025-03-14T08:00:00", "2025-03-14"),
        ("Fri, 14 Mar 2025 08:00:00 +0100", "2025-03-14T08:00:00+01:00"),
    ],
)
def test_a_date_has_time_and_zone_where_the_page_gives_both(tmp_path, date, published):
    (tmp_path / "a.html").write_text(head_and_body(linked(datePublished=date)), encoding="utf-8")
    assert load(tmp_path / "a.html").published == published


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://herald.test/pass'>", "https://herald.test/pass"),
        ("<meta property='og:url' content='https://herald.test/pass?id=7'>", "https://herald.test/pass?id=7"),
        ("<link rel='canonical' href='https://herald.test/'>", None),
        ("<link rel='canonical' href='javascript:alert(1)'>", None),
        ("<link rel='canonical' href='https://herald.test/a b'>", None),
        ("", None),
    ],
)
def test_the_canonical_address_of_a_page(tmp_path, head, url):
    (tmp_path / "a.html").write_text(head_and_body(head), encoding="utf-8")
    article = load(tmp_path / "a.html")
    assert article.url == url
    assert article.to_dict()["article"]["url"] == url


def test_a_title_that_is_escaped_twice_is_decoded(tmp_path):
    head = "<meta property='og:title' content='Lee&amp;#039;s pass &amp;amp; road'>"
    (tmp_path / "a.html").write_text(head_and_body(head), encoding="utf-8")
    assert load(tmp_path / "a.html").title == "Lee's pass & road"


def test_signs_at_the_end_of_a_sentence_stay(tmp_path):
    (tmp_path / "a.html").write_text(head_and_body("", "<p>“I saw it on Rail+.” (She laughs.)</p>"), encoding="utf-8")
    assert "“I saw it on Rail+.” (She laughs.)" in load(tmp_path / "a.html").text


def test_a_heading_that_ends_in_boilerplate_is_one_block():
    """Found by the long walk of tests/fuzz: the end of it was a block of its own inside the heading."""
    heading = "The ferry company keeps its night boats for two years. " * 14 + "Ann Lee contributed to this report."
    parts = (TextPart("Ferries", kind="title"), TextPart(heading, kind="subhead"))
    blocks = Document(parts).article("a.html").blocks
    assert [(block.start, block.kind) for block in blocks] == [(0, "title"), (9, "subhead")]


FARES = "The council said on Monday that the fares of the ferries would rise in spring, after a winter of losses."


def page_with(tmp_path, markup):
    (tmp_path / "a.html").write_text(
        f"<html><head><title>Fares to rise</title></head><body><article><h1>Fares to rise</h1><p>{FARES}</p>{markup}"
        f"<p>{FARES.replace('spring', 'autumn')}</p></article></body></html>",
        encoding="utf-8",
    )
    return load(tmp_path / "a.html")


def kinds_of(article):
    return [(block.kind, block.of(article.text)) for block in article.blocks][2:-1]


def test_items_of_a_list_are_paragraphs_and_no_subheads(tmp_path):
    article = page_with(tmp_path, "<ul><li>Adults: £4.50</li><li>Cars, with driver: £18</li></ul>")
    assert kinds_of(article) == [("body", "Adults: £4.50"), ("body", "Cars, with driver: £18")]


def test_a_row_of_a_table_is_one_paragraph(tmp_path):
    rows = "<tr><th>Route</th><th>Cars</th></tr><tr><td>North</td><td><b>4,450</b></td></tr>"
    article = page_with(tmp_path, f"<table>{rows}</table>")
    assert kinds_of(article) == [("body", "Route | Cars"), ("body", "North | 4,450")]


@pytest.mark.parametrize("name", ["twitter-tweet", "bluesky-embed"])
def test_an_embedded_post_is_a_quotation_of_its_author(tmp_path, name):
    article = page_with(
        tmp_path,
        f"<blockquote class='{name}'><p>The fares are a disgrace. I will walk. "
        "<a href='https://t.co/1'>pic.twitter.com/1</a></p>&mdash; Ida Moe (@idamoe) <a href='#'>March 3, 2025</a>"
        "</blockquote>",
    )
    post = next(quote for quote in quotes(article) if quote.kind == "direct")
    assert (post.text, post.speaker.name) == ("The fares are a disgrace. I will walk.", "Ida Moe")
