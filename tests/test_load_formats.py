"""One article in every format gives the same quotations and the same summary; what only one format has, below."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import re
from email.message import EmailMessage

import paper
import pytest

import pressq
from pressq.errors import EmptyInputError
from pressq.load import load, load_all

TITLE = "Island council keeps its night ferries for two more years"
STORY = [
    "DUNMORE, March 14 — The council of the northern islands voted on Thursday to keep the night ferries running for "
    "two more years, ending weeks of argument over the cost of the service to the taxpayers of the mainland.",
    "“Nobody should have to swim home from a late shift,” said Maren Aldous, the leader of the council, who had "
    "proposed the motion. “This is a service, not a luxury.”",
    "The ferry company had announced in January that it would withdraw both boats, which lose about 400,000 crowns a "
    "year, and had called the timetable “a relic of another century” in a letter to its customers.",
    "“We will run them as long as the islands pay,” its chief executive, Piet Vandersloot, told reporters after the "
    "vote. He added that the representatives of the fishermen had been “remarkably patient” with the company.",
    "Residents of the islands had collected more than 9,000 signatures against the withdrawal, and fishermen closed "
    "the harbour for a day last week with a blockade of twenty boats and a floating brass band.",
    "A spokeswoman for the transport ministry said that the government would not contribute to the subsidy. “That is a "
    "matter for the islands alone,” she said.",
]
HTML = (
    "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title} | The Herald</title>"
    "<meta property='og:title' content='{title}'></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>"
    "{body}</article><footer><p>All rights reserved.</p></footer></body></html>"
)


def as_text() -> bytes:
    return "\n\n".join([TITLE, *STORY]).encode()


def as_html() -> bytes:
    return HTML.format(title=TITLE, body="".join(f"<p>{words}</p>" for words in STORY)).encode()


def as_marked_html() -> bytes:
    return re.sub("“([^”]*)”".encode(), rb"<q>\1</q>", as_html())


def as_markdown() -> bytes:
    return "\n\n".join([f"# {TITLE}", *STORY]).encode()


def as_mail(subtype: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = TITLE, "desk@herald.test", "Fri, 14 Mar 2025 08:00:00 +0000"
    message["Message-ID"] = "<1@herald.test>"
    body = "".join(f"<p>{words}</p>" for words in STORY) if subtype == "html" else "\n\n".join(STORY)
    message.set_content(body, subtype=subtype)
    return message.as_bytes()


def as_rtf() -> bytes:
    words = r"\par\par ".join([TITLE, *STORY])
    return (r"{\rtf1\ansi " + "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in words) + "}").encode()


def as_pdf(columns: int) -> bytes:
    """The title over one or two columns on pages with a running head and a number."""
    width, top, leading = 500 / columns, 740, 13
    page: list[tuple[float, float, float, str]] = [(48, 770, 18, TITLE)]
    pages, column, height = [page], 0, float(top)
    for lines in paper.lines_of(STORY, int(width / 5.6)):
        for line in lines:
            if height < top - 22 * leading:
                column, height = column + 1, float(top)
                if column == columns:
                    page, column = [], 0
                    pages.append(page)
            page.append((48 + column * (width + 20) * 0.97, height, 10, line))
            height -= leading
        height -= 6
    for number, content in enumerate(pages, start=1):
        content.insert(0, (48, 815, 8, f"The Herald, Friday, page {number}"))
        content.append((290, 30, 8, f"{number}"))
    return paper.pdf(pages)


def as_records() -> bytes:
    return (json.dumps({"id": "n1", "title": TITLE, "text": "\n\n".join([TITLE, *STORY])}) + "\n").encode()


def as_feed() -> bytes:
    words = "".join(f"<p>{words}</p>" for words in STORY)
    entry = f"<item><description><![CDATA[<h1>{TITLE}</h1>{words}]]></description></item>"
    return f"<rss><channel>{entry}</channel></rss>".encode()


FORMATS = {
    "story.html": as_html,
    "story-with-q.html": as_marked_html,
    "story.md": as_markdown,
    "plain.eml": lambda: as_mail("plain"),
    "page.eml": lambda: as_mail("html"),
    "story.docx": lambda: paper.docx([TITLE, *STORY]),
    "story.odt": lambda: paper.odt([TITLE, *STORY]),
    "story.rtf": as_rtf,
    "one-column.pdf": lambda: as_pdf(1),
    "two-columns.pdf": lambda: as_pdf(2),
    "records.jsonl": as_records,
    "feed.xml": as_feed,
    "story.txt.gz": lambda: gzip.compress(as_text()),
    "story.txt.xz": lambda: lzma.compress(as_text()),
    "story.txt.bz2": lambda: bz2.compress(as_text()),
    "no-extension": lambda: as_html(),
    "mislabelled.pdf": lambda: paper.docx([TITLE, *STORY]),
}


RECORDS = {"records.jsonl": "#n1", "feed.xml": "#1"}


def findings(article: pressq.Article) -> tuple[object, ...]:
    quotes = pressq.quotes(article).quotes
    sentences = pressq.summarize(article, sentences=3).sentences
    return (
        [(" ".join(quote.text.split()), quote.kind, quote.speaker and quote.speaker.name) for quote in quotes],
        [" ".join(sentence.text.split()) for sentence in sentences],
        article.title,
        article.published and article.published[5:],
    )


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "story.txt"
    path.write_bytes(as_text())
    found = findings(load(path))
    assert len(found[0]) >= 6
    assert {"Maren Aldous", "Piet Vandersloot"} <= {speaker for _, _, speaker in found[0]}
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same(name, expected, tmp_path):
    path = tmp_path / name
    path.write_bytes(FORMATS[name]())
    article = load(path)
    found = findings(article)
    assert found[:3] == expected[:3]
    assert article.source == f"{path}{RECORDS.get(name, '')}"
    for quote in pressq.quotes(article).quotes:
        assert " ".join(article.text[span.start : span.end] for span in quote.spans) == quote.text


def test_zstandard(tmp_path, expected):
    path = tmp_path / "story.txt.zst"
    path.write_bytes(pytest.importorskip("zstandard").compress(as_text()))
    assert findings(load(path)) == expected


def texts(path, content: bytes, name: str) -> list[str]:
    (path / name).write_bytes(content)
    article = load(path / name)
    return [block.of(article.text) for block in article.blocks]


def test_word_keeps_what_is_inserted_and_drops_what_is_deleted(tmp_path):
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>She said </w:t></w:r><w:ins><w:r><w:t>“yes”</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>“no”</w:delText></w:r></w:del><w:sdt><w:sdtContent><w:r><w:tab/><w:t>twice.</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a table.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert texts(tmp_path, paper.docx(["Before it all."], body=body), "a.docx") == [
        "Before it all.",
        "She said “yes” twice.",
        "In a table.",
    ]


def test_open_document_keeps_spaces_and_drops_notes_of_reviewers(tmp_path):
    body = (
        "<text:p>One<text:s/>two<text:tab/>three<office:annotation><text:p>Check!</text:p></office:annotation> four."
        "</text:p><text:p>Next<text:line-break/>line.</text:p>"
    )
    assert load_text(tmp_path, paper.odt([], body=body), "a.odt") == "One two three four.\n\nNext\n\nline."


def load_text(path, content: bytes, name: str) -> str:
    (path / name).write_bytes(content)
    return load(path / name).text


def test_pdf_hyphens(tmp_path):
    lines = [
        "The govern-",
        "ment said on Monday that the Anglo-",
        "Irish talks on the well-known plan, a well-",
        "known plan indeed, would go on for a week.",
    ]
    page = [(50, 700 - 13 * index, 10, line) for index, line in enumerate(lines)]
    assert load_text(tmp_path, paper.pdf([page]), "a.pdf") == (
        "The government said on Monday that the Anglo-Irish talks on the well-known plan, a well-known plan indeed, "
        "would go on for a week."
    )


def test_pdf_ligatures(tmp_path):
    page = [(50, 700, 10, "“The o\ufb03cial \ufb01gures oﬀer no comfort,” the baﬄed ﬂorist said.")]
    assert load_text(tmp_path, paper.pdf([page]), "a.pdf") == (
        "“The official figures offer no comfort,” the baffled florist said."
    )


def test_pdf_of_pictures(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(paper.pdf([[]]))
    with pytest.raises(EmptyInputError, match="pictures"):
        load(tmp_path / "scan.pdf")


def test_a_sender_in_no_encoding_is_left_out(tmp_path):
    """The parser of the library breaks on it, and so does its decoder."""
    header = (
        b"MIME-Version: 1.0\nFrom: "
        + b"a <a@b.test>, " * 12
        + b"\xbaSubject: =?utf-8?q?a?= =?ut\xa5-8?q?a?= =?utf-8?q?a?=;"
    )
    header += b"=?utf-8?q?a?= =?\xcdtf-8?q?a?= =?utf-8?q?a?= =?utf-8?q?a?=\x0e=?utf-8?q?a?= \n\n"
    (tmp_path / "a.eml").write_bytes(header + b"Words and words.\n")
    assert load(tmp_path / "a.eml").text == "Words and words."


def test_mail_headers_and_reply_marks(tmp_path):
    message = EmailMessage()
    message["Subject"], message["From"] = "Fwd: Café opens", "Press Office <press@cafe.test>"
    message["Date"], message["Message-ID"] = "Fri, 14 Mar 2025 23:00:00 +0100", "<2@cafe.test>"
    message.set_content("“We open at nine,” said Zoë Noor, its owner, on Friday.\n\n-- \nPress Office\n")
    message.add_alternative("<p>Something else.</p>", subtype="html")
    message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="a.bin")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    article = load(tmp_path / "a.eml")
    assert article.text == "Café opens\n\n“We open at nine,” said Zoë Noor, its owner, on Friday."
    assert (article.title, article.byline, article.published) == ("Café opens", "Press Office", "2025-03-14")


def test_front_matter_of_markdown(tmp_path):
    front = "---\ntitle: Café opens\nauthor: Ann Lee\ndate: 2025-03-14 08:00\n---\n\n"
    source = f"{front}# Café opens\n\n> We open.\n\nA [link](u).\n"
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    article = load(tmp_path / "a.md")
    assert article.text == "Café opens\n\n“We open.”\n\nA link."
    assert (article.title, article.byline, article.published) == ("Café opens", "Ann Lee", "2025-03-14")


def test_text_that_only_looks_like_another_format(tmp_path):
    for name, text in {
        "a.txt": "[Music] “Go,” she said.\n",
        "b.txt": "{laughter} “Go,” she said.\n",
        "c.pdf": "Plain words under a wrong name.\n",
        "d.txt": "Date: today\nSubject: ferries\n\nThey run.\n",
        "e.txt": "<3 is what he wrote. a < b, b > c.\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert load(tmp_path / name).text == text
        assert [article.source for article in load_all(tmp_path / name)] == [str(tmp_path / name)]
