"""Feeds: each entry of RSS or Atom is an article, as the feed holds it or from the page that it names."""

from __future__ import annotations

import pytest

from pressq.article import Article
from pressq.errors import InputError
from pressq.load import LoadFailure, load_all

SAID = "“We stay,” said Ann Lee, the mayor."

RSS_2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Herald</title><link>https://herald.test/</link>
<item><title>Ferries &amp; boats</title><link>https://herald.test/ferries</link><dc:creator>Ilsa Merrow</dc:creator>
<pubDate>Fri, 14 Mar 2025 08:00:00 +0000</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The ferry&nbsp;stays.</p><p>{SAID}</p>]]></content:encoded></item></channel></rss>"""

RSS_1 = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Herald</title></channel>
<item><title>Ferries &amp; boats</title><link>https://herald.test/ferries</link><dc:creator>Ilsa Merrow</dc:creator>
<dc:date>2025-03-14T08:00:00+00:00</dc:date><description>The ferry stays.

{SAID}</description></item></rdf:RDF>"""

ATOM = f"""<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- ours --><feed xmlns="http://www.w3.org/2005/Atom">
<title>The Herald</title><entry><title>Ferries &amp; boats</title><link rel="self" href="https://herald.test/1.atom"/>
<link href="https://herald.test/ferries"/><author><name>Ilsa Merrow</name></author>
<published>2025-03-14T08:00:00Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>The ferry stays.</p><p>{SAID}</p></div></content></entry></feed>"""


def read(path, text, **options):
    path.write_text(text, encoding="utf-8")
    return list(load_all(path, **options))


@pytest.mark.parametrize("feed", [RSS_2, RSS_1, ATOM], ids=["RSS 2.0", "RSS 1.0", "Atom"])
@pytest.mark.parametrize("name", ["feed.xml", "feed"])
def test_an_entry_is_an_article_with_its_metadata(tmp_path, feed, name):
    (article,) = read(tmp_path / name, feed)
    assert article.text == f"The ferry stays.\n\n{SAID}"
    assert (article.title, article.byline, article.publisher) == ("Ferries & boats", "Ilsa Merrow", "The Herald")
    assert article.published == "2025-03-14T08:00:00+00:00"
    assert article.url == "https://herald.test/ferries"
    assert article.source.endswith(f"{name}#https://herald.test/ferries")


def test_an_author_with_a_mail_address_is_the_name(tmp_path):
    item = f"<item><author>ann@herald.test (Ilsa Merrow)</author><description>{SAID}</description></item>"
    (article,) = read(tmp_path / "a.rss", f"<rss><channel>{item}</channel></rss>")
    assert (article.byline, article.source) == ("Ilsa Merrow", f"{tmp_path}/a.rss#1")


def test_an_entry_without_text_is_one_failure_with_a_hint(tmp_path):
    item = "<item><title>Bread</title><guid>https://herald.test/bread</guid></item>"
    good, bad = read(tmp_path / "a.rss", RSS_2.replace("</channel>", f"{item}</channel>"))
    assert isinstance(good, Article)
    assert isinstance(bad, LoadFailure)
    assert bad.error.hint == "--fetch reads the page that it names"


def test_words_before_and_between_elements_and_entities_stay(tmp_path):
    item = "<item><description>The ferry &amp; the <b>boat</b> stay,&nowhere; she <i>said</i>.</description></item>"
    (article,) = read(tmp_path / "a.rss", f"<rss><channel>{item}</channel></rss>")
    assert article.text == "The ferry & the boat stay, she said."


def test_a_damaged_feed_gives_what_is_whole(tmp_path):
    first, *_ = read(tmp_path / "a.rss", RSS_2.replace("</channel></rss>", "<item><title>Cut off"))
    assert first.text.endswith(SAID)


@pytest.mark.parametrize(
    "feed", ["<rss", "<rss></rss>", "<rss>\x00</rss>", "<feed xmlns='http://www.w3.org/2005/Atom'/>"]
)
def test_a_feed_with_nothing_in_it_is_an_error(tmp_path, feed):
    (failure,) = read(tmp_path / "a.rss", feed)
    assert isinstance(failure.error, InputError)


def test_entities_are_neither_expanded_nor_read(tmp_path):
    """Ten times ten times ... "ha", and a file of this machine."""
    (tmp_path / "secret").write_text("the secret")
    laughs = "".join(f'<!ENTITY h{n} "{f"&h{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<!DOCTYPE rss [<!ENTITY h0 "ha">{laughs}<!ENTITY file SYSTEM "file://{tmp_path}/secret">]>'
    feed = f"{head}<rss><channel><item><description>{SAID} &h8; &file;</description></item></channel></rss>"
    for found in read(tmp_path / "a.rss", feed):
        assert not isinstance(found, Article) or (len(found.text) < 200 and "secret" not in found.text)
