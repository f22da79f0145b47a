"""The page as text: whole, small, closed to the outside, and every word of an article escaped."""

from __future__ import annotations

import base64
import hashlib
import html
import random
import re
from dataclasses import replace

import pytest
from handmade import HOSTILE, MAYOR, QUOTES, SOURCE, STORY, SUMMARY, article, hostile, quote
from hypothesis import given, settings
from hypothesis import strategies as st

from pressq.article import Block, Passage, Quotes, QuoteSpan, Speaker
from pressq.output.page.view import view_of
from pressq.output.phrasing import citation, provenance, reference
from pressq.report.annotated import AnnotatedArticle, Report, annotated

ACTS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def page(*articles):
    return Report(articles or (AnnotatedArticle(STORY, QUOTES, SUMMARY),)).to_html()


def test_it_asks_for_nothing_from_outside():
    made = page()
    assert "//" not in re.sub(r"^\s*// .*", "", made, flags=re.MULTILINE)
    assert not re.search(r"\b(?:src|srcset|action|data|poster)=|url\(|@import|<link|<base", made)
    assert all(link.startswith("#") for link in re.findall(r'href="([^"]*)"', made))


def test_its_policy_admits_its_own_style_and_script_and_nothing_else():
    made = page()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', made)[1]
    rules = dict(rule.split(" ", 1) for rule in html.unescape(policy).split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("style", "script"):
        (source,) = re.findall(rf"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        assert rules[f"{tag}-src"] == f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
    assert " style=" not in made
    assert not re.search(r"\son\w+=", made)


def test_a_hostile_article_is_escaped_and_made_visible():
    made = page(AnnotatedArticle(hostile().article, hostile()))
    assert not ACTS.search(made)
    assert made.count("</script>") == 1


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=())) | st.just(HOSTILE), st.data())
def test_the_words_of_every_article_are_all_there_whatever_overlaps(text, data):
    text = f"a{text}z"
    place = st.integers(0, len(text))
    spans = [sorted({data.draw(place), data.draw(place), 0, len(text)})[:2] for _ in range(3)]
    one = replace(article(text), blocks=(Block(0, len(text), "body"),))
    said = tuple(
        replace(quote(one, "a", number=number), spans=(QuoteSpan(start, end, True),))
        for number, (start, end) in enumerate(spans, start=1)
    )
    view = view_of(AnnotatedArticle(one, Quotes(one, said)))
    pieces = [piece for paragraph in view.paragraphs for piece in paragraph.pieces]
    assert "".join(piece.text for piece in pieces) == text
    for card in view.cards:
        span = card.quote.spans[0]
        assert "".join(piece.text for piece in pieces if card in piece.quotes) == span.of(text)
        assert sum(card in piece.begins for piece in pieces) == sum(card in piece.ends for piece in pieces) == 1


def test_a_dateline_stands_in_the_paragraph_that_it_opens():
    text = "PORTHAVEN (CP) -- The wall will be raised."
    one = replace(article(text), blocks=(Block(0, 17, "dateline"), Block(18, len(text), "body")))
    (paragraph,) = view_of(AnnotatedArticle(one)).paragraphs
    assert [(piece.text, piece.dateline) for piece in paragraph.pieces] == [
        ("PORTHAVEN (CP) --", True),
        (" ", False),
        ("The wall will be raised.", False),
    ]


def test_the_folders_of_the_machine_are_not_told():
    one = replace(STORY, source="/home/ana/desk/story.txt", title=None)
    made = page(AnnotatedArticle(one, replace(QUOTES, article=one)))
    assert "story.txt" in made
    assert "/home" not in made


def test_who_speaks_most_has_the_first_colour_and_unnamed_sources_have_one_too():
    rows = view_of(AnnotatedArticle(STORY, QUOTES)).speakers
    assert [(row.profile.speaker, row.colour) for row in rows] == [(MAYOR, 0), (SOURCE, 1)]


@pytest.mark.parametrize(
    ("parts", "speaker", "printed"),
    [
        (
            ['"We stay,"'],
            MAYOR,
            "“We stay,” said Ines Varga, mayor of Greater Porthaven and chair of its harbour board.",
        ),
        (['"We stay,"'], SOURCE, "“We stay,” said two people who saw the plan."),
        (['"Why us?"'], SOURCE, "“Why us?” said two people who saw the plan."),
        (['"We stay,"'], Speaker("An engineer", "unnamed"), "“We stay,” said an engineer."),
        (['"We stay,"'], Speaker("Bo Lee", "person", "Its secretary"), "“We stay,” said Bo Lee, its secretary."),
        (['"We stay,"'], None, "“We stay”"),
    ],
)
def test_a_quotation_is_ready_to_print(parts, speaker, printed):
    text = '"We stay," she said. "For good." They said that it was late. "Why us?" he asked.'
    page = article(text)
    assert citation(quote(page, *parts, speaker=speaker), page) == printed


@pytest.mark.parametrize(
    ("paragraphs", "parts", "printed"),
    [
        pytest.param(
            ["They said that it was late."], ["that it was late"], "They said that it was late.", id="indirect"
        ),
        pytest.param(
            ['"Stay here", he said. "A work of fiction", she said.'],
            ['"A work of fiction"'],
            "“A work of fiction”, said two people who saw the plan.",
            id="British comma",
        ),
        pytest.param(
            ['She called it "a work of fiction", and left.'],
            ['"a work of fiction"'],
            'She called it "a work of fiction", and left.',
            id="a part of a sentence",
        ),
        pytest.param(
            ['"We stay," she said. "For good."'],
            ['"We stay,"', '"For good."'],
            '"We stay," she said. "For good."',
            id="parts",
        ),
        pytest.param(
            ['"We stay.', '"For good," she said.'],
            ['"We stay."', '"For good,"'],
            "“We stay. For good,” said two people who saw the plan.",
            id="paragraphs",
        ),
    ],
)
def test_what_is_not_verbatim_is_the_articles_own_sentence(paragraphs, parts, printed):
    page = article(*paragraphs)
    assert citation(quote(page, *parts, speaker=SOURCE), page) == printed


def test_a_title_stands_before_the_name_where_the_article_has_it_there():
    page = article('"We stay," said Judge Ann Lee. "We stay," said Bo Reed, a judge.')
    for who, printed in (("Ann Lee", "Judge Ann Lee"), ("Bo Reed", "Bo Reed, Judge")):
        said = quote(page, '"We stay,"', speaker=Speaker(who, "person", "Judge"))
        assert citation(said, page) == f"“We stay,” said {printed}."


def test_a_pronoun_in_the_articles_sentence_is_replaced_by_the_name_in_brackets():
    page = article("She said it was late.")
    said = replace(quote(page, "it was late", speaker=MAYOR), mention=Passage.cut(page.text, 0, 3))
    assert citation(said, page) == "[Ines Varga] said it was late."


def test_a_copy_with_source_has_headline_publisher_date_and_address():
    known = replace(
        STORY, publisher="Porthaven Post", published="2025-03-03T08:00:00+01:00", source="https://a.example/x"
    )
    assert reference(known) == "Porthaven to raise its harbour wall, Porthaven Post, 2025-03-03, https://a.example/x"
    assert reference(article("Rain.")) == "story.txt"


def test_the_original_is_one_click_away_at_the_words():
    page_of = replace(STORY, source="https://a.example/x#top")
    made = page(AnnotatedArticle(page_of, replace(QUOTES, article=page_of)))
    assert 'href="https://a.example/x#:~:text=Not%20one." rel="noreferrer"' in made


def test_a_summary_of_several_articles_is_one_for_each():
    other = article("Rain fell. Nobody minded.", source="rain.txt")
    first = replace(SUMMARY.sentences[0], source=STORY.source)
    second = replace(first, start=0, end=10, text="Rain fell.", source="rain.txt")
    found = annotated(replace(SUMMARY, sentences=(first, second), others=(other,)))
    assert [[sentence.text for sentence in one.summary] for one in found] == [[first.text], ["Rain fell."]]


def test_the_page_of_a_long_article_is_under_a_megabyte():
    sentence = '"We waited ten years for this wall, and we will not wait for another," said Ines Varga, the mayor. '
    text = "\n\n".join([sentence * 5] * 105)  # 10,000 words, 525 quotations
    starts = [match.start() + 1 for match in re.finditer('"We', text)]
    one = replace(article(text), blocks=tuple(Block(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)))
    length = len("We waited ten years for this wall, and we will not wait for another,")
    model = quote(one, '"We waited ten years for this wall, and we will not wait for another,"', speaker=MAYOR)
    said = [
        replace(model, id=number, spans=(QuoteSpan(start, start + length, True),))
        for number, start in enumerate(starts, start=1)
    ]
    assert len(page(AnnotatedArticle(one, Quotes(one, tuple(said)))).encode()) < 1_000_000


# -- the command


@pytest.fixture
def run(run, tmp_path):
    """Runs `pressq` beside story.txt and rain.txt."""
    (tmp_path / "story.txt").write_text('"Not one winter more," said Ines Varga, the mayor.\n')
    (tmp_path / "rain.txt").write_text('"Rain again," said Ines Varga, the mayor.\n')
    return run


def test_a_report_is_written_and_said_to_be(run, tmp_path):
    assert run("report", "story.txt", "-o", "out.html") == (0, "", "pressq: wrote out.html: 1 article\n")
    made = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "“Not one winter more,” said Ines Varga, the mayor." in made
    assert 'id="k1"' in made


def test_a_report_goes_into_a_pipe_and_opens_nothing(run, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("a browser was opened"))
    status, out, err = run("report", "story.txt")
    assert (status, err) == (0, "")
    assert out.startswith("<!DOCTYPE html>")


def test_a_terminal_is_no_place_for_a_page(run, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    status, out, err = run("report", "story.txt")
    assert (status, out) == (2, "")
    assert "--open" in err


@pytest.mark.parametrize("output", [[], ["-o", "out.html"]])
def test_the_browser_is_opened_where_that_is_asked_for(run, monkeypatch, output):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    assert run("report", "story.txt", "--open", *output)[0] == 0
    (address,) = opened
    assert re.fullmatch(r"file:///.*/(?:out|report)\.html", address)


def test_no_browser_is_told_with_the_place_of_the_page(run, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    status, _, err = run("report", "story.txt", "--open", "-o", "out.html")
    assert status == 2
    assert err.endswith("pressq: error: no browser was found\nhint: the page is out.html\n")


def test_several_articles_have_an_index(run):
    out = run("report", "story.txt", "rain.txt")[1]
    assert '<section class="person" id="p-ines-varga" data-key="person:ines-varga"' in out
    assert 'href="#a2q1"' in out


def test_a_folder_has_a_page_for_each_article_and_speaker(run, tmp_path):
    (tmp_path / "pages").mkdir()
    assert run("report", "story.txt", "story.txt", "-o", "pages/", "-q") == (0, "", "")
    made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "pages").iterdir()}
    assert set(made) == {"index.html", "people.html", "a1.html", "a2.html", "p-ines-varga.html", "page.css", "page.js"}
    links = {(name, link) for name, text in made.items() for link in re.findall(r'href="([^"#]*)(?:#[^"]*)?"', text)}
    assert {link for _, link in links if link} <= set(made)
    for name, text in made.items():
        for file, anchor in re.findall(r'href="([^"#]*)#([^"]*)"', text if name.endswith(".html") else ""):
            assert f'id="{anchor}"' in made[file or name], (name, file, anchor)
    assert run("report", "story.txt", "-o", "pages", "-q")[0] == 0
    (tmp_path / "pages" / "index.html").write_text("<h1>My page</h1>")
    status, _, err = run("report", "story.txt", "-o", "pages", "-q")
    assert status == 2
    assert "would be overwritten" in err
    assert (tmp_path / "pages" / "index.html").read_text() == "<h1>My page</h1>"


def test_a_report_of_300_articles_is_light():
    """Words at random, as text of real articles is hardly repeated."""
    letters = random.Random(7)
    lexicon = ["".join(letters.choices("etaoinshrdlu", k=letters.randint(2, 9))) for _ in range(12_000)]

    def words(number):
        return " ".join(letters.choices(lexicon, k=number))

    made = []
    for number in range(300):
        said = [words(14) for _ in range(12)]
        one = article(*(f'"{line}," Ann {words(1)} said. {words(22)}.' for line in said), title=f"{number} {words(6)}")
        quotes = tuple(
            quote(one, f'"{line},"', number=n, speaker=Speaker(f"Ann {words(1)}", "person", words(3)))
            for n, line in enumerate(said, 1)
        )
        made.append(AnnotatedArticle(one, Quotes(one, quotes)))
    text = page(*made)
    assert len(text.encode()) <= 2_500_000
    assert len(re.findall(r"<[a-z]", text.partition('<script type="text/plain"')[0])) <= 10_000


@pytest.mark.parametrize("command", ["quotes", "summarize"])
def test_one_result_is_the_page_too(run, command):
    status, out, err = run(command, "story.txt", "--format", "html")
    assert (status, err) == (0, "")
    assert out.startswith("<!DOCTYPE html>")
    assert ('class="card' in out) is (command == "quotes")
    assert ("In short" in out) is (command == "summarize")


REFUSED = "pressq: error: --format html is for quotes and summarize\nhint: pressq"
WRITES = "table, json, jsonl, csv, md, parquet, xlsx, sqlite"


@pytest.mark.parametrize("command", ["speakers", "text"])
def test_what_has_no_page_says_so(run, command):
    status, _, err = run(command, "story.txt", "--format", "html")
    assert (status, err) == (2, f"{REFUSED} {command} writes {WRITES}\n")


def test_a_report_has_one_format(run):
    assert run("report", "story.txt", "--json")[0] == 2


@pytest.mark.parametrize("name", ["out.xlsx", "out.db", "out.csv", "out.JSON", "out.txt"])
def test_no_page_is_written_under_the_name_of_another_format(run, tmp_path, name):
    told = f"pressq: error: -o {name}: report writes only HTML\nhint: pressq quotes FILE -o {name}\n"
    assert run("report", "story.txt", "-o", name) == (2, "", told)
    assert run("report", "story.txt", "-o", "out.pdf")[0] == 2
    assert not list(tmp_path.glob("out.*"))
    assert run("report", "story.txt", "-o", name, "--format", "html", "-q") == (0, "", "")
    assert run("report", "story.txt", "-o", "page", "-q") == (0, "", "")


@pytest.mark.parametrize(
    ("command", "formats"),
    [("report", "html"), ("verify", "table, json, jsonl, csv, md, parquet"), ("speakers", WRITES)],
)
def test_help_lists_the_formats_that_a_command_writes(run, command, formats):
    _, out, _ = run(command, "--help")
    listed = " ".join(out.partition("--format FORM")[2].split())
    assert listed.startswith((f"{formats} [default", f"{formats}, the only"))


def test_against_sources_each_quotation_has_a_verdict_and_what_the_source_says(run, tmp_path):
    (tmp_path / "debate.txt").write_text("INES VARGA: We have waited long. Not one winter less.\n")
    status, out, err = run("report", "story.txt", "--against", "debate.txt")
    assert (status, err) == (0, "")
    assert "0 of 1 checked hold" in out
    assert "altered" in out
    assert "“Not one winter <ins>less</ins>" in out
    assert "“Not one winter <del>more</del>" in out


def test_the_head_of_the_page_has_the_day_and_not_the_hour():
    dated = replace(STORY, dateline=None, byline=None, published="2025-03-03T08:00:00+01:00", publisher="Post")
    assert provenance(dated) == "Post · 2025-03-03"
